package dev.onethread.routing.whatif;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.SimulationTable;
import dev.onethread.routing.scenario.WrittenResult;
import dev.onethread.routing.simulation.Simulation;
import dev.onethread.routing.simulation.Study;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Runs what-ifs one after the other on a thread of the lowest priority: they are all computing, which would hold a
/// virtual thread's carrier, and routing itself comes first.
@ApplicationScoped
public class WhatIfs {
    private static final Logger LOG = Logger.getLogger(WhatIfs.class);
    private static final double CONFIDENCE = 0.95;
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);

    private final SimulationTable table;
    private final WhatIfSettings settings;
    private final ThreadPoolExecutor runner;
    /// Those of this replica, running and waiting.
    private final Set<UUID> mine = ConcurrentHashMap.newKeySet();

    WhatIfs(SimulationTable table, WhatIfSettings settings) {
        this.table = table;
        this.settings = settings;
        runner = new ThreadPoolExecutor(
                0, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(settings.waiting()), work -> {
                    Thread thread = new Thread(work, "what-if");
                    thread.setPriority(Thread.MIN_PRIORITY);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    void stop(@Observes ShutdownEvent event) {
        runner.shutdownNow();
    }

    /// Begins a run; without effect where there is one of this id.
    /// @throws Problem 429 when too many wait already
    public void start(WhatIf asked, String askedBy, String request) {
        table.forget(settings.kept());
        if (!table.begin(asked.id(), askedBy, request)) {
            return;
        }
        mine.add(asked.id());
        try {
            runner.execute(() -> run(asked));
        } catch (RejectedExecutionException e) {
            mine.remove(asked.id());
            table.failed(asked.id(), "too-many-simulations");
            throw new Problem(429, "too-many-simulations", "others are being run: try again in a few minutes");
        }
    }

    private void run(WhatIf asked) {
        try {
            Progress progress = new Progress(asked);
            if (table.alive(asked.id(), 0)) {
                table.done(asked.id(), result(asked, progress).toString());
            }
        } catch (Simulation.Stopped e) {
            table.failed(asked.id(), "takes-too-long");
        } catch (IllegalArgumentException e) {
            table.failed(asked.id(), "makes-no-sense: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "what-if failed simulation=%s", asked.id());
            table.failed(asked.id(), "internal-error");
        } finally {
            mine.remove(asked.id());
        }
    }

    private ObjectNode result(WhatIf asked, Progress progress) {
        Study before = new Study(asked.before());
        Study after = asked.after() == null ? null : new Study(asked.after());
        for (int replication = 0; replication < asked.replications(); replication++) {
            before.add(
                    Simulation.run(asked.before(), asked.seed(), replication, null, progress::stop, settings.inputs()));
            progress.step();
            if (after != null && asked.after() != null) {
                after.add(Simulation.run(
                        asked.after(), asked.seed(), replication, null, progress::stop, settings.inputs()));
                progress.step();
            }
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("before", WrittenResult.of(before.summary(CONFIDENCE)));
        if (after != null) {
            result.set("after", WrittenResult.of(after.summary(CONFIDENCE)));
            result.set("differences", WrittenResult.of(Study.compare(before, after, CONFIDENCE)));
        }
        return result;
    }

    /// Tells the table every second how far it is and that those who wait are not forgotten, and learns from it whether
    /// to go on.
    private final class Progress {
        private final WhatIf asked;
        private final int steps;
        private final long began = System.nanoTime();
        private int done;
        private long told = began;

        Progress(WhatIf asked) {
            this.asked = asked;
            steps = asked.replications() * (asked.after() == null ? 1 : 2);
        }

        void step() {
            done++;
        }

        boolean stop() {
            long now = System.nanoTime();
            if (now - told > TELL_EVERY.toNanos()) {
                told = now;
                mine.forEach(id -> table.alive(id, 0));
                if (!table.alive(asked.id(), (double) done / steps)) {
                    return true;
                }
            }
            return now - began > settings.longest().toNanos()
                    || Thread.currentThread().isInterrupted();
        }
    }
}
