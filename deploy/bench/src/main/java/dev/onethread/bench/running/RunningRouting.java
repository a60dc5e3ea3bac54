package dev.onethread.bench.running;

import dev.onethread.contracts.AgentId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// How fast the running routing service decides: two replicas, one pool in which everybody is busy and many wait.
/// Everything goes the way it always goes: commands over Kafka, transactions on PostgreSQL, outbox, events over Kafka.
public final class RunningRouting {
    private static final Duration WARM = Duration.ofSeconds(15);
    private static final Duration SUSTAINED = Duration.ofSeconds(30);
    private static final int AT_ONCE = 400;
    private static final int FREED = 2_000;
    private static final int FREED_PER_SECOND = 50;
    private static final int HEAP_MEGABYTES = 768;

    private RunningRouting() {}

    /// Assignments per second, and in the least of the seconds, over half a minute in which as many conversations
    /// come to wait as are resolved; milliseconds from an agent's resolving one to their having the next, with a
    /// slot freed every 20 ms; seconds from the dispatcher's kill -9 to the first decision of the other replica.
    public record Result(
            int agents,
            int waiting,
            double perSecond,
            double worstSecond,
            double filledP50,
            double filledP99,
            double takeoverSeconds) {}

    /// Measures with this many agents and waiting conversations. `root` is the project's folder, in which the service
    /// has been built; `folder` an empty one for data and logs.
    public static Result measure(Path root, Path folder, int agents, int waiting, Consumer<String> progress)
            throws IOException, SQLException, InterruptedException, TimeoutException {
        FullPool pool = new FullPool(agents, waiting);
        try (RoutingBed bed = RoutingBed.prepare(root, folder)) {
            progress.accept("schema");
            bed.start(HEAP_MEGABYTES);
            bed.replicas().getFirst().process().destroy();
            bed.replicas().getFirst().process().waitFor();
            progress.accept("seeding %,d agents and %,d waiting".formatted(agents, waiting));
            pool.seed(bed.jdbcUrl());
            bed.start(HEAP_MEGABYTES);
            bed.start(HEAP_MEGABYTES);
            try (Traffic traffic = new Traffic(bed.bootstrap(), pool)) {
                progress.accept("one slot, until it is filled");
                free(traffic, pool.agent(0), Duration.ofMinutes(2));
                double[] sustained = sustained(traffic, pool, progress);
                Histogram micros = freedSlots(traffic, pool, progress);
                double takeover = takeover(bed, traffic, pool, progress);
                return new Result(
                        agents,
                        waiting,
                        sustained[0],
                        sustained[1],
                        micros.getValueAtPercentile(50) / 1000.0,
                        micros.getValueAtPercentile(99) / 1000.0,
                        takeover);
            }
        }
    }

    /// Frees one agent and waits until they have another conversation.
    private static void free(Traffic traffic, AgentId agent, Duration atMost)
            throws InterruptedException, TimeoutException {
        CountDownLatch filled = new CountDownLatch(1);
        traffic.onFilled(nanos -> filled.countDown());
        traffic.free(agent);
        if (!filled.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException("a freed slot was not filled within " + atMost);
        }
        traffic.onFilled(null);
    }

    /// As many agents as [#AT_ONCE] resolve whatever they are given, at once.
    private static double[] sustained(Traffic traffic, FullPool pool, Consumer<String> progress)
            throws InterruptedException {
        traffic.onGiven((agent, conversation) -> traffic.free(agent));
        for (int agent = 0; agent < Math.min(AT_ONCE, pool.agents()); agent++) {
            traffic.free(pool.agent(agent));
        }
        progress.accept("warming up");
        TimeUnit.NANOSECONDS.sleep(WARM.toNanos());
        long begin = traffic.assigned();
        long before = begin;
        long worst = Long.MAX_VALUE;
        for (int second = 0; second < SUSTAINED.toSeconds(); second++) {
            TimeUnit.SECONDS.sleep(1);
            long now = traffic.assigned();
            worst = Math.min(worst, now - before);
            before = now;
            if (second % 10 == 9) {
                progress.accept("%,d assignments after %d s".formatted(now - begin, second + 1));
            }
        }
        traffic.onGiven(null);
        TimeUnit.SECONDS.sleep(3);
        return new double[] {(before - begin) / (double) SUSTAINED.toSeconds(), worst};
    }

    private static Histogram freedSlots(Traffic traffic, FullPool pool, Consumer<String> progress)
            throws InterruptedException, TimeoutException {
        progress.accept("freeing %d slots, %d a second".formatted(FREED, FREED_PER_SECOND));
        Histogram micros = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(1), 3);
        traffic.onFilled(nanos -> micros.recordValue(nanos / 1000));
        long begin = System.nanoTime();
        for (int i = 0; i < FREED; i++) {
            long due = begin + i * (TimeUnit.SECONDS.toNanos(1) / FREED_PER_SECOND);
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            traffic.free(pool.agent(i % pool.agents()));
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (micros.getTotalCount() < FREED) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("of %d freed slots %d were filled".formatted(FREED, micros.getTotalCount()));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        traffic.onFilled(null);
        return micros;
    }

    private static double takeover(RoutingBed bed, Traffic traffic, FullPool pool, Consumer<String> progress)
            throws InterruptedException, TimeoutException {
        progress.accept("killing the dispatcher");
        bed.dispatcher("main").process().destroyForcibly().waitFor();
        long killed = System.nanoTime();
        free(traffic, pool.agent(pool.agents() - 1), Duration.ofMinutes(2));
        return (System.nanoTime() - killed) / 1e9;
    }

    /// Arguments: the project's folder, a folder for data, agents, waiting.
    public static void main(String[] arguments) throws Exception {
        System.out.println(measure(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                System.out::println));
        System.exit(0);
    }
}
