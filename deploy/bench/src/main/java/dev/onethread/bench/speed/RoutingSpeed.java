package dev.onethread.bench.speed;

import dev.onethread.bench.Bench;
import dev.onethread.contracts.Wire;
import dev.onethread.routing.core.Configuration;
import dev.onethread.routing.core.Engine;
import dev.onethread.routing.core.PoolState;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `deploy/bench/run routing-speed`: how fast routing decides.
@Command(
        name = "routing-speed",
        mixinStandardHelpOptions = true,
        description = "Measures how fast routing decides: the engine alone, and in a running system.")
public final class RoutingSpeed implements Callable<Integer> {
    private static final double FEW_NANOS = 5_000;
    private static final double TIMES = 1.5;
    private static final double SURE = 0.999;
    private static final double DECISIONS = 200_000;
    private static final double TAKEOVER_SECONDS = 10;
    private static final int REBUILDS = 5;

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    /// What is measured.
    enum Part {
        ALL,
        ENGINE,
        RUNNING
    }

    @ParentCommand
    private @Nullable Bench bench;

    @Option(names = "--part", defaultValue = "ALL", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    private Part part = Part.ALL;

    @Option(names = "--check", description = "exit with 1 where a figure misses its mark")
    private boolean check;

    @Option(names = "--out", paramLabel = "FILE", description = "also write the figures to FILE as JSON")
    private @Nullable Path file;

    /// A measured number beside its mark; `spread` is the half-width of its 99.9 % interval or, of few
    /// samples, how far apart they are, in its unit.
    record Speed(String name, double value, double spread, String unit, String mark, boolean holds) {
        /// For information only.
        static Speed of(String name, double value, double spread, String unit) {
            return new Speed(name, value, spread, unit, "", true);
        }
    }

    @Override
    public Integer call() throws Exception {
        List<Speed> speeds = new ArrayList<>();
        if (part != Part.RUNNING) {
            engine(speeds);
            speeds.add(rebuild());
        }
        if (part != Part.ENGINE) {
            Path root = bench == null ? Path.of(".") : bench.root();
            speeds.addAll(RunningSpeed.measure(root, what -> out.println("  " + what)));
        }
        report(speeds);
        if (file != null) {
            Files.writeString(
                    file,
                    Wire.mapper()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(
                                    Map.of("measurement", "routing-speed", "machine", machine(), "figures", speeds)));
        }
        return check && !speeds.stream().allMatch(Speed::holds) ? 1 : 0;
    }

    private void engine(List<Speed> speeds) throws RunnerException {
        for (EngineSpeed.Load load : EngineSpeed.Load.values()) {
            String how = load == EngineSpeed.Load.BUSY ? "freed slot" : "new conversation";
            Result<?> rate = decide(1000, 1000, load).getPrimaryResult();
            double perSecond = 1e9 / rate.getScore();
            speeds.add(new Speed(
                    how + ", 1,000 agents, 50 skills: decisions on one core",
                    perSecond,
                    perSecond * rate.getScoreError() / rate.getScore(),
                    "1/s",
                    "≥ 200,000",
                    perSecond >= DECISIONS));
            Statistics few = alone(decide(100, 100, load));
            speeds.add(Speed.of(
                    how + ", 100 agents" + (load == EngineSpeed.Load.BUSY ? ", 100 waiting" : "") + ": one decision",
                    few.getMean() / 1000,
                    few.getMeanErrorAt(SURE) / 1000,
                    "µs"));
            if (load == EngineSpeed.Load.BUSY) {
                Statistics many = alone(decide(1000, 100_000, load));
                speeds.add(against(few, many, how + ", 1,000 agents, 100,000 waiting: one decision"));
            }
            speeds.add(against(few, alone(decide(10_000, 1000, load)), how + ", 10,000 agents: one decision"));
        }
    }

    /// Nanoseconds of one decision, a sample for each measured second.
    private static Statistics alone(RunResult run) {
        ListStatistics seconds = new ListStatistics();
        for (BenchmarkResult fork : run.getBenchmarkResults()) {
            for (IterationResult second : fork.getIterationResults()) {
                seconds.addValue(counted(second, "nanos") / counted(second, "decisions"));
            }
        }
        return seconds;
    }

    private static double counted(IterationResult second, String what) {
        return Objects.requireNonNull(second.getSecondaryResults().get(what)).getScore();
    }

    private RunResult decide(int agents, int waiting, EngineSpeed.Load load) throws RunnerException {
        out.printf("  %s, %,d agents, %,d waiting …%n", load.name().toLowerCase(Locale.ROOT), agents, waiting);
        return new Runner(new OptionsBuilder()
                        .include("^" + EngineSpeed.class.getName() + "\\.decide$")
                        .param("agents", Integer.toString(agents))
                        .param("waiting", Integer.toString(waiting))
                        .param("load", load.name())
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .runSingle();
    }

    private static Speed against(Statistics few, Statistics many, String name) {
        double nanos = many.getMean();
        double most = Math.max(FEW_NANOS, TIMES * few.getMean());
        String mark = String.format(Locale.ROOT, "≤ %.1f", most / 1000);
        return new Speed(name, nanos / 1000, many.getMeanErrorAt(SURE) / 1000, "µs", mark, nanos <= most);
    }

    private Speed rebuild() {
        out.println("  rebuilding a pool of 10,000 agents and 100,000 waiting …");
        Crew crew = new Crew(10_000);
        crew.fill(100_000);
        PoolState state = crew.state();
        Configuration configuration = crew.configuration();
        double[] seconds = new double[REBUILDS];
        for (int i = 0; i < REBUILDS; i++) {
            long began = System.nanoTime();
            Engine engine = Engine.of(state, configuration);
            seconds[i] = (System.nanoTime() - began) / 1e9;
            if (!engine.snapshot().equals(state)) {
                throw new IllegalStateException("the rebuilt pool is another one");
            }
        }
        Arrays.sort(seconds);
        return new Speed(
                "engine rebuilt, 10,000 agents, 100,000 waiting (median)",
                seconds[REBUILDS / 2],
                seconds[REBUILDS - 1] - seconds[0],
                "s",
                "< 10",
                seconds[REBUILDS / 2] < TAKEOVER_SECONDS);
    }

    private void report(List<Speed> speeds) {
        out.printf("%n%s, %s%n", machine(), LocalDate.now(ZoneOffset.UTC));
        out.printf("%-62s %12s %10s %-4s %s%n", "figure", "measured", "±", "", "mark");
        for (Speed speed : speeds) {
            out.printf(
                    Locale.ROOT,
                    "%-62s %,12.2f %,10.2f %-4s %s %s%n",
                    speed.name(),
                    speed.value(),
                    speed.spread(),
                    speed.unit(),
                    speed.mark(),
                    speed.holds() ? "" : "missed");
        }
    }

    private static String machine() {
        return Machine.described();
    }
}
