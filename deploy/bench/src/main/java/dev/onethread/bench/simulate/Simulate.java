package dev.onethread.bench.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.contracts.Wire;
import dev.onethread.routing.scenario.WrittenResult;
import dev.onethread.routing.simulation.Comparison;
import dev.onethread.routing.simulation.Outcome;
import dev.onethread.routing.simulation.Scenario;
import dev.onethread.routing.simulation.Simulation;
import dev.onethread.routing.simulation.Study;
import dev.onethread.routing.simulation.Summary;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `deploy/bench/run simulate SCENARIO`: what a scenario's customers and agents would meet.
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Runs the engine under a virtual clock on a scenario file, and compares two.")
public final class Simulate implements Callable<Integer> {
    private static final double CONFIDENCE = 0.95;

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    @Parameters(index = "0", paramLabel = "SCENARIO", description = "a scenario file, YAML or JSON")
    private Path file = Path.of("scenario.yaml");

    @Option(names = "--seed", defaultValue = "1", description = "what chance begins with")
    private long seed;

    @Option(names = "--replications", defaultValue = "20", description = "independent runs")
    private int replications;

    @Option(
            names = "--compare",
            paramLabel = "SCENARIO2",
            description = "also simulate this one with the same customers, and tell the differences")
    private @Nullable Path other;

    @Option(names = "--out", paramLabel = "FILE", description = "also write the report to FILE as JSON")
    private @Nullable Path to;

    @Option(names = "--chart", paramLabel = "FILE", description = "draw the waits into FILE (SVG)")
    private @Nullable Path chart;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (replications < 1) {
            out.println("--replications: at least one run");
            return 2;
        }
        Study first;
        Study second = null;
        try {
            first = study(ScenarioFile.read(file));
            second = other == null ? null : study(ScenarioFile.read(other));
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return 2;
        }
        List<Summary> summaries = new ArrayList<>(List.of(first.summary(CONFIDENCE)));
        Comparison comparison = null;
        if (second != null) {
            summaries.add(second.summary(CONFIDENCE));
            comparison = Study.compare(first, second, CONFIDENCE);
        }
        Report report = new Report(out);
        summaries.forEach(report::print);
        if (comparison != null) {
            report.print(comparison);
        }
        if (to != null) {
            write(to, summaries, comparison);
        }
        if (chart != null) {
            Files.writeString(chart, Chart.of(summaries));
        }
        return 0;
    }

    private Study study(Scenario scenario) throws InterruptedException {
        Study study = new Study(scenario);
        long began = System.nanoTime();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<Outcome>> running = new ArrayList<>();
            for (int i = 0; i < replications; i++) {
                int replication = i;
                running.add(threads.submit(() -> Simulation.run(scenario, seed, replication)));
            }
            for (Future<Outcome> each : running) {
                study.add(each.get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw wrong;
            }
            throw new IllegalStateException("a run failed", e.getCause());
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        out.printf(
                java.util.Locale.ROOT,
                "%s: %d runs, seed %d, %,d engine inputs in %.1f s%n",
                scenario.name(),
                replications,
                seed,
                study.inputs(),
                seconds);
        return study;
    }

    private void write(Path to, List<Summary> summaries, @Nullable Comparison comparison) throws IOException {
        ObjectNode report = Wire.mapper().createObjectNode();
        report.put("seed", seed);
        report.set("before", WrittenResult.of(summaries.getFirst()));
        if (comparison != null) {
            report.set("after", WrittenResult.of(summaries.getLast()));
            report.set("differences", WrittenResult.of(comparison));
        }
        Files.writeString(to, report.toPrettyString());
    }
}
