package dev.onethread.local.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which process listens where. Every port counts from the first one unless the environment says otherwise.
record Plan(
        Path root,
        Path data,
        int replicas,
        int gateway,
        int kafka,
        int controller,
        int postgres,
        int imap,
        int smtp,
        int standIns,
        Map<String, Integer> firstPorts) {
    static final List<String> SERVICES = List.of("ingest", "routing", "ticket", "notifier");

    private static final int REPLICA_STEP = 100;

    static Plan of(Setup setup, Path root, Path data, int port, int replicas) {
        Map<String, Integer> first = new LinkedHashMap<>();
        for (int i = 0; i < SERVICES.size(); i++) {
            String service = SERVICES.get(i);
            first.put(
                    service,
                    setup.number("ONETHREAD_" + service.toUpperCase(java.util.Locale.ROOT) + "_PORT", port + 11 + i));
        }
        return new Plan(
                root,
                data,
                replicas,
                port,
                setup.number("ONETHREAD_KAFKA_PORT", port + 92),
                setup.number("ONETHREAD_KAFKA_CONTROLLER_PORT", port + 93),
                setup.number("ONETHREAD_POSTGRES_PORT", port + 32),
                setup.number("ONETHREAD_IMAP_PORT", port + 43),
                setup.number("ONETHREAD_SMTP_PORT", port + 25),
                setup.number("ONETHREAD_STANDINS_PORT", port + 81),
                first);
    }

    /// The port of the `replica`th of a service, counted from 1.
    int port(String service, int replica) {
        return firstPorts.getOrDefault(service, 0) + (replica - 1) * REPLICA_STEP;
    }

    String url() {
        return "http://localhost:" + gateway;
    }

    /// Every port with the setting that moves it.
    Map<Integer, String> ports() {
        Map<Integer, String> ports = new LinkedHashMap<>();
        ports.put(gateway, "ONETHREAD_PORT");
        ports.put(kafka, "ONETHREAD_KAFKA_PORT");
        ports.put(controller, "ONETHREAD_KAFKA_CONTROLLER_PORT");
        ports.put(postgres, "ONETHREAD_POSTGRES_PORT");
        ports.put(imap, "ONETHREAD_IMAP_PORT");
        ports.put(smtp, "ONETHREAD_SMTP_PORT");
        ports.put(standIns, "ONETHREAD_STANDINS_PORT");
        for (String service : SERVICES) {
            for (int replica = 1; replica <= replicas; replica++) {
                ports.put(port(service, replica), "ONETHREAD_" + service.toUpperCase(java.util.Locale.ROOT) + "_PORT");
            }
        }
        return ports;
    }

    Path logs() {
        return data.resolve("logs");
    }

    Path log(String child) {
        return logs().resolve(child + ".log");
    }

    List<Integer> servicePorts(String service) {
        List<Integer> ports = new ArrayList<>();
        for (int replica = 1; replica <= replicas; replica++) {
            ports.add(port(service, replica));
        }
        return ports;
    }
}
