package dev.onethread.e2e.stories;

import static org.awaitility.Awaitility.await;

import dev.onethread.e2e.actors.Faults;
import dev.onethread.e2e.actors.Installation;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/// Which routing replica dispatches, as far as that can be seen from outside.
final class Dispatchers {
    /// Counts the transactions a replica began too late.
    static final String REFUSED = "onethread_fenced_writes_total";

    private Dispatchers() {}

    /// By process id, for replicas that answer.
    static Map<Long, Double> lateWritesRefused(Installation installation) throws IOException {
        Map<Long, Double> refused = new HashMap<>();
        for (long replica : installation.pids("routing")) {
            refused.put(replica, installation.metric(replica, REFUSED));
        }
        return refused;
    }

    /// Freezes the replica that dispatches until another one has taken over, and for `atLeast` so long. Which one it is
    /// is nobody's business outside, so each is frozen until one freeze makes the epoch rise.
    /// @return its process id; it is still frozen
    static long freezeTheDispatcher(Installation installation, Duration atLeast)
            throws IOException, InterruptedException, SQLException {
        for (long candidate : installation.pids("routing")) {
            long epoch = epoch(installation);
            long since = System.nanoTime();
            Faults.pause(candidate);
            try {
                await().atMost(Duration.ofSeconds(25)).ignoreExceptions().until(() -> epoch(installation) > epoch);
                await().atMost(atLeast.plusSeconds(10)).until(() -> System.nanoTime() - since >= atLeast.toNanos());
                return candidate;
            } catch (ConditionTimeoutException notTheOwner) {
                Faults.resume(candidate);
            }
        }
        throw new AssertionError("no replica's pause made the epoch rise");
    }

    private static long epoch(Installation installation) throws SQLException {
        return Long.parseLong(Tables.strings(installation, "routing", "select epoch from pool where id = 'main'")
                .getFirst());
    }
}
