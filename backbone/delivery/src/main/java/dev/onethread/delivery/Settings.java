package dev.onethread.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// What one replica needs to know. `replica` is made anew at each start.
record Settings(
        String application,
        UUID replica,
        String prefix,
        Map<String, Object> kafka,
        Duration lease,
        Duration sweep,
        int batchRecords,
        int batchBytes) {
    Settings {
        kafka = Map.copyOf(kafka);
        if (application.isBlank()) {
            throw new IllegalArgumentException("quarkus.application.name is empty");
        }
        if (lease.toMillis() < 300) {
            throw new IllegalArgumentException("onethread.leases.duration is below 300 ms");
        }
        if (batchRecords < 1 || batchBytes < 1) {
            throw new IllegalArgumentException("onethread.consumption.batch-records and batch-bytes begin at 1");
        }
    }

    /// The name on the broker of a topic with this title.
    String named(String title) {
        return prefix + title;
    }

    /// What takes in a topic for this service, as tables, groups and metrics name it.
    String consumer(String title) {
        return application + "." + title;
    }

    /// Client settings: ours under what the installation says.
    Map<String, Object> client(Map<String, Object> ours) {
        Map<String, Object> all = new HashMap<>(ours);
        all.putAll(kafka);
        return all;
    }
}
