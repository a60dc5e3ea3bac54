package dev.onethread.bench.speed;

import dev.onethread.bench.running.RunningRouting;
import dev.onethread.bench.speed.RoutingSpeed.Speed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// Routing as it runs, as figures: one pool of 10,000 agents and 100,000 waiting on two replicas.
final class RunningSpeed {
    private static final int AGENTS = 10_000;
    private static final int WAITING = 100_000;
    private static final double PER_SECOND = 1_000;
    private static final double FILLED_MILLIS = 50;
    private static final double TAKEOVER_SECONDS = 10;

    /// A freed slot needs a command's way over Kafka, a transaction, and an event's way.
    private static final int HOPS = 2;

    private RunningSpeed() {}

    static List<Speed> measure(Path root, Consumer<String> progress) throws Exception {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(root.resolve("deploy/bench/target")), "routing-speed");
        RunningRouting.Result result = RunningRouting.measure(root, folder, AGENTS, WAITING, progress);
        delete(folder);
        List<Speed> speeds = new ArrayList<>();
        speeds.add(sustained(result));
        speeds.add(millis("running: slot filled meanwhile, p99", List.of(result.underLoad()), 99));
        speeds.add(millis("running: freed slot filled, 100,000 waiting, p50", result.filled(), 50));
        Speed p99 = millis("running: freed slot filled, 100,000 waiting, p99", result.filled(), 99);
        speeds.add(new Speed(p99.name(), p99.value(), p99.spread(), "ms", "≤ 50", p99.value() <= FILLED_MILLIS));
        speeds.add(takeover(result));
        double hop = percentile(result.hop(), 50);
        double commit = percentile(result.commit(), 50);
        speeds.add(Speed.of("raw Kafka hop, p50", hop, 0, "ms"));
        speeds.add(Speed.of("raw PostgreSQL commit, p50", commit, 0, "ms"));
        speeds.add(Speed.of(
                "freed slot filled, p50 / (%d hops + 1 commit)".formatted(HOPS),
                percentile(all(result.filled()), 50) / (HOPS * hop + commit),
                0,
                "×"));
        speeds.add(
                Speed.of("assignments for each raw commit of one client", result.perSecond() * commit / 1000, 0, "×"));
        return speeds;
    }

    /// What a measurement that failed has left is worth reading; what one that came to its end has left is not.
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static Speed sustained(RunningRouting.Result result) {
        long least = result.bySecond().stream().mapToLong(Long::longValue).min().orElse(0);
        return new Speed(
                String.format(
                        Locale.ROOT,
                        "running: assignments for one pool over %d s, %,d offered",
                        result.bySecond().size(),
                        result.offered()),
                result.perSecond(),
                result.perSecond() - least,
                "1/s",
                "≥ 1,000",
                result.perSecond() >= PER_SECOND);
    }

    private static Speed takeover(RunningRouting.Result result) {
        List<Double> sorted = result.takeovers().stream().sorted().toList();
        double slowest = sorted.getLast();
        return new Speed(
                "running: taken over, the slowest of %d".formatted(sorted.size()),
                slowest,
                slowest - sorted.getFirst(),
                "s",
                "< 10",
                slowest < TAKEOVER_SECONDS);
    }

    /// Over all rounds; how far apart the rounds are is the spread.
    private static Speed millis(String name, List<Histogram> rounds, double percentile) {
        double[] each = rounds.stream()
                .mapToDouble(round -> percentile(round, percentile))
                .sorted()
                .toArray();
        return Speed.of(name, percentile(all(rounds), percentile), each[each.length - 1] - each[0], "ms");
    }

    private static Histogram all(List<Histogram> rounds) {
        Histogram all = new Histogram(rounds.getFirst());
        rounds.forEach(all::add);
        return all;
    }

    private static double percentile(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }
}
