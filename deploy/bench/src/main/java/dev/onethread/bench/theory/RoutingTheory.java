package dev.onethread.bench.theory;

import dev.onethread.bench.Bench;
import dev.onethread.contracts.Wire;
import dev.onethread.routing.simulation.Interval;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `deploy/bench/run routing-theory`: the production engine against theory and published tables.
@Command(
        name = "routing-theory",
        mixinStandardHelpOptions = true,
        description = "Simulates what theory and published tables have figures of, and compares.")
public final class RoutingTheory implements Callable<Integer> {
    /// The chance that any interval of the whole table misses its truth is a thousandth at most: each figure's is made
    /// for its share of that (Bonferroni), and so is wider than the 99.9 % interval of that figure alone.
    private static final double RISK = 0.001;

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    @ParentCommand
    private @Nullable Bench bench;

    @Option(names = "--check", description = "exit with 1 where a figure is missed")
    private boolean check;

    @Option(names = "--seed", defaultValue = "1", description = "what chance begins with")
    private long seed;

    @Option(names = "--only", paramLabel = "TEXT", description = "only experiments whose name contains it")
    private @Nullable String only;

    @Option(names = "--out", paramLabel = "FILE", description = "also write the figures to FILE as JSON")
    private @Nullable Path file;

    @Option(names = "--threads", description = "replications at once; as many as cores")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path root = bench == null ? Path.of(".") : bench.root();
        List<Experiment> experiments = new Experiments(root.resolve("deploy/bench/scenarios"))
                .all().stream()
                        .filter(each -> only == null || each.name().contains(only))
                        .toList();
        long began = System.nanoTime();
        List<Verdict> verdicts = run(experiments);
        report(verdicts);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        out.printf(Locale.ROOT, "%nseed %d, %d s%n", seed, took.toSeconds());
        if (file != null) {
            write(file, verdicts, took);
        }
        return check && !verdicts.stream().allMatch(Verdict::holds) ? 1 : 0;
    }

    private List<Verdict> run(List<Experiment> experiments) throws InterruptedException {
        int figures = experiments.stream().mapToInt(each -> each.marks().size()).sum();
        double confidence = 1 - RISK / figures;
        List<Verdict> verdicts = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Experiment each : experiments) {
                List<Verdict> found =
                        new Trial(each, seed, confidence, pool, threads).run(what -> out.println("  " + what));
                found.forEach(this::line);
                verdicts.addAll(found);
            }
        }
        return verdicts;
    }

    private void report(List<Verdict> verdicts) {
        out.printf(
                "%n%-46s %-54s %9s %9s   %-20s %6s %6s%n",
                "scenario", "figure", "mark", "estimate", "99.9 % interval", "±", "runs");
        verdicts.forEach(this::line);
    }

    private void line(Verdict verdict) {
        Mark mark = verdict.mark();
        Interval found = verdict.interval();
        out.printf(
                Locale.ROOT,
                "%-46s %-54s %2s%7.4g %9.5g   %-20s %5.2f%% %6d %s%n",
                verdict.experiment(),
                mark.name(),
                mark.meaning() == Mark.Meaning.AT_MOST ? "≤" : "",
                mark.value(),
                found.mean(),
                String.format(Locale.ROOT, "%.5g … %.5g", found.low(), found.high()),
                100 * found.halfWidth() / mark.value(),
                found.samples(),
                verdict.holds() ? "holds" : "MISSED");
    }

    private void write(Path to, List<Verdict> verdicts, Duration took) throws IOException {
        List<Map<String, Object>> figures = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            Map<String, Object> figure = new LinkedHashMap<>();
            figure.put("scenario", verdict.experiment());
            figure.put("figure", verdict.mark().name());
            figure.put("mark", verdict.mark().value());
            figure.put("meaning", verdict.mark().meaning());
            figure.put("estimate", verdict.interval().mean());
            figure.put("halfWidth", verdict.interval().halfWidth());
            figure.put("replications", verdict.interval().samples());
            figure.put("holds", verdict.holds());
            figures.add(figure);
        }
        Map<String, Object> all =
                Map.of("measurement", "routing-theory", "seed", seed, "seconds", took.toSeconds(), "figures", figures);
        Files.writeString(to, Wire.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
    }
}
