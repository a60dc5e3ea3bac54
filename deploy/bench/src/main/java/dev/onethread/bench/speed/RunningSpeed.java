package dev.onethread.bench.speed;

import dev.onethread.bench.running.RunningRouting;
import dev.onethread.bench.speed.RoutingSpeed.Speed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Routing as it runs, as figures: one pool of 10,000 agents and 100,000 waiting on two replicas.
final class RunningSpeed {
    private static final int AGENTS = 10_000;
    private static final int WAITING = 100_000;
    private static final double PER_SECOND = 1_000;
    private static final double FILLED_MILLIS = 50;
    private static final double TAKEOVER_SECONDS = 10;

    private RunningSpeed() {}

    static List<Speed> measure(Path root, Consumer<String> progress) throws Exception {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(root.resolve("deploy/bench/target")), "routing-speed");
        RunningRouting.Result result = RunningRouting.measure(root, folder, AGENTS, WAITING, progress);
        return List.of(
                new Speed(
                        "running: assignments for one pool, sustained 30 s",
                        result.perSecond(),
                        result.perSecond() - result.worstSecond(),
                        "1/s",
                        "≥ 1,000",
                        result.perSecond() >= PER_SECOND),
                new Speed(
                        "running: freed slot filled, 100,000 waiting, p99",
                        result.filledP99(),
                        result.filledP99() - result.filledP50(),
                        "ms",
                        "≤ 50",
                        result.filledP99() <= FILLED_MILLIS),
                new Speed(
                        "running: taken over, 10,000 agents, 100,000 waiting",
                        result.takeoverSeconds(),
                        0,
                        "s",
                        "< 10",
                        result.takeoverSeconds() < TAKEOVER_SECONDS));
    }
}
