package dev.onethread.bench.running;

import dev.onethread.bench.RawPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// How fast the running routing service decides: two replicas, one pool in which everybody is busy and many
/// wait. Everything goes the way it always goes: commands over Kafka, transactions on PostgreSQL, outbox,
/// events over Kafka.
///
/// Agents resolve and customers write at scheduled times, whether or not the service keeps up; latency
/// counts from the scheduled time.
public final class RunningRouting {
    private static final int OFFERED_PER_SECOND = 1_250;
    /// Compilers are at work for the first minutes of a process; what is sustained begins after them.
    private static final Duration WARM_SLOWLY = Duration.ofSeconds(20);
    private static final Duration WARM = Duration.ofSeconds(45);
    private static final Duration SUSTAINED = Duration.ofSeconds(30);
    private static final int ROUNDS = 3;
    private static final Duration ROUND = Duration.ofSeconds(15);
    /// What is due within this is sent together, late by as much at most.
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int FREED_PER_SECOND = 50;
    private static final int TAKEOVERS = 3;
    private static final int HEAP_MEGABYTES = 768;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /// Customers who have nothing open at first: enough for as many as can be behind.
    private static final int IDLE = 30_000;

    private final FullPool pool;
    private final RoutingBed bed;
    private final Traffic traffic;
    private final Consumer<String> progress;
    private int next;

    private RunningRouting(FullPool pool, RoutingBed bed, Traffic traffic, Consumer<String> progress) {
        this.pool = pool;
        this.bed = bed;
        this.traffic = traffic;
        this.progress = progress;
    }

    /// What was measured.
    /// @param offered slots freed and conversations begun a second while `bySecond` was taken
    /// @param bySecond assignments in each second
    /// @param underLoad microseconds from when a slot was to be freed to its being filled meanwhile
    /// @param filled the same with fifty slots freed a second, by round
    /// @param takeovers seconds from a dispatcher's kill -9 to the first decision of the other replica
    /// @param hop microseconds of a record's way through the same broker
    /// @param commit microseconds of a commit of one row in the same database
    public record Result(
            int offered,
            List<Long> bySecond,
            Histogram underLoad,
            List<Histogram> filled,
            List<Double> takeovers,
            Histogram hop,
            Histogram commit) {
        public double perSecond() {
            return bySecond.stream().mapToLong(Long::longValue).average().orElse(0);
        }
    }

    /// Measures with this many agents and waiting conversations. `root` is the project's folder, in which
    /// the service has been built; `folder` an empty one for data and logs.
    public static Result measure(Path root, Path folder, int agents, int waiting, Consumer<String> progress)
            throws IOException, SQLException, InterruptedException, TimeoutException {
        FullPool pool = new FullPool(agents, waiting, IDLE);
        try (RoutingBed bed = RoutingBed.prepare(root, folder)) {
            progress.accept("schema");
            bed.start(HEAP_MEGABYTES).stop();
            progress.accept("seeding %,d agents and %,d waiting".formatted(agents, waiting));
            pool.seed(bed.jdbcUrl());
            bed.start(HEAP_MEGABYTES);
            bed.start(HEAP_MEGABYTES);
            try (Traffic traffic = new Traffic(bed.bootstrap(), pool)) {
                return new RunningRouting(pool, bed, traffic, progress).measure();
            }
        }
    }

    private Result measure() throws IOException, SQLException, InterruptedException, TimeoutException {
        progress.accept("one slot, until it is filled");
        traffic.resolve(pool.agent(next++), System.nanoTime());
        settle();
        progress.accept("warming up");
        run(OFFERED_PER_SECOND / 2, WARM_SLOWLY);
        run(OFFERED_PER_SECOND, WARM);
        settle();
        progress.accept("%,d slots freed a second".formatted(OFFERED_PER_SECOND));
        Histogram underLoad = listen();
        List<Long> bySecond = run(OFFERED_PER_SECOND, SUSTAINED);
        settle();
        List<Histogram> filled = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            progress.accept("%d slots freed a second, round %d".formatted(FREED_PER_SECOND, round));
            filled.add(listen());
            run(FREED_PER_SECOND, ROUND);
            settle();
        }
        Histogram hop = RawPlatform.hops(bed.bootstrap());
        Histogram commit = RawPlatform.commits(bed.jdbcUrl());
        List<Double> takeovers = new ArrayList<>();
        for (int time = 1; time <= TAKEOVERS; time++) {
            takeovers.add(takeover(time));
        }
        return new Result(OFFERED_PER_SECOND, bySecond, underLoad, filled, takeovers, hop, commit);
    }

    private Histogram listen() {
        Histogram micros = new ConcurrentHistogram(TimeUnit.HOURS.toMicros(1), 3);
        traffic.onFilled(nanos -> micros.recordValue(nanos / 1000));
        return micros;
    }

    /// Frees slots, one agent after the other, and lets as many customers write.
    /// @return the assignments in each second
    private List<Long> run(int perSecond, Duration duration) throws InterruptedException {
        List<Long> bySecond = new ArrayList<>();
        long begin = System.nanoTime();
        long before = traffic.assigned();
        long second = TimeUnit.SECONDS.toNanos(1);
        for (long i = 1; i <= perSecond * duration.toSeconds(); i++) {
            long due = begin + i * second / perSecond;
            TimeUnit.NANOSECONDS.sleep((due - begin + STEP - 1) / STEP * STEP + begin - System.nanoTime());
            traffic.resolve(pool.agent(next++ % pool.agents()), due);
            traffic.write();
            if (i % perSecond == 0) {
                long now = traffic.assigned();
                bySecond.add(now - before);
                before = now;
            }
        }
        if (traffic.dry()) {
            progress.accept("the service is so far behind that every customer has something open");
        }
        return bySecond;
    }

    /// Waits until every freed slot has been filled.
    private void settle() throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (traffic.unfilled() > 0) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(traffic.unfilled() + " freed slots were not filled within " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private double takeover(int time) throws IOException, InterruptedException, TimeoutException {
        bed.awaitRehearsal("main");
        progress.accept("killing the dispatcher, %d of %d".formatted(time, TAKEOVERS));
        bed.dispatcher("main").kill();
        long killed = System.nanoTime();
        traffic.resolve(pool.agent(next++ % pool.agents()), killed);
        settle();
        double seconds = (System.nanoTime() - killed) / 1e9;
        progress.accept("%.1f s".formatted(seconds));
        if (time < TAKEOVERS) {
            bed.start(HEAP_MEGABYTES);
        }
        return seconds;
    }

    /// Arguments: the project's folder, a folder for data, agents, waiting.
    public static void main(String[] arguments) throws Exception {
        Result result = measure(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                System.out::println);
        System.out.printf("%.0f/s of %d %s%n", result.perSecond(), result.offered(), result.bySecond());
        tell("under load", result.underLoad());
        result.filled().forEach(round -> tell("filled", round));
        System.out.println("takeovers " + result.takeovers());
        tell("raw hop", result.hop());
        tell("raw commit", result.commit());
        System.exit(0);
    }

    private static void tell(String name, Histogram micros) {
        System.out.printf(
                "%s: p50 %.1f, p90 %.1f, p99 %.1f, greatest %.1f ms%n",
                name,
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(90) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0,
                micros.getMaxValue() / 1000.0);
    }
}
