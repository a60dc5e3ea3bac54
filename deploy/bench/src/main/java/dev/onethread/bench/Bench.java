package dev.onethread.bench;

import dev.onethread.bench.corpora.Corpora;
import dev.onethread.bench.simulate.Simulate;
import dev.onethread.bench.speed.RoutingSpeed;
import dev.onethread.bench.theory.RoutingTheory;
import dev.onethread.contracts.Wire;
import dev.onethread.e2e.actors.Deployment;
import dev.onethread.e2e.actors.Installation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `deploy/bench/run`: one measurement, its table, and whether it holds its marks.
@Command(
        name = "deploy/bench/run",
        mixinStandardHelpOptions = true,
        subcommands = {
            Corpora.class,
            Simulate.class,
            RoutingTheory.class,
            RoutingSpeed.class,
        },
        description = "Measures an installation. Without NAME, lists what can be measured.")
public final class Bench implements Callable<Integer> {
    private static final List<Measurement> ALL = List.of(new Latency());

    private static final Logger KAFKA_LOG = Logger.getLogger("org.apache.kafka");

    private final PrintStream out =
            new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "what to measure")
    private @Nullable String name;

    @Option(names = "--check", description = "exit with 1 where a figure misses its mark")
    private boolean check;

    @Option(names = "--out", paramLabel = "FILE", description = "also write the figures to FILE as JSON")
    private @Nullable Path file;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "measure the installation that runs with this data folder, instead of starting one")
    private @Nullable Path running;

    @Option(names = "--root", hidden = true, defaultValue = ".")
    private Path root = Path.of(".");

    @Option(names = "--port", defaultValue = "22800", description = "the port of the installation it starts")
    private int port;

    public static void main(String[] arguments) {
        // The Kafka clients tell their whole configuration otherwise, in the middle of our table.
        KAFKA_LOG.setLevel(Level.WARNING);
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    /// Where the checkout is.
    public Path root() {
        return root;
    }

    @Override
    public Integer call() throws Exception {
        if (name == null) {
            ALL.forEach(each -> out.printf("%-16s %s%n", each.name(), each.about()));
            new CommandLine(this)
                    .getSubcommands()
                    .forEach((command, line) -> out.printf(
                            "%-16s %s%n",
                            command, line.getCommandSpec().usageMessage().description()[0]));
            return 0;
        }
        for (Measurement each : ALL) {
            if (each.name().equals(name)) {
                return report(each);
            }
        }
        out.println("There is no measurement named " + name + ". Run without a name for the list.");
        return 2;
    }

    private int report(Measurement measurement) throws Exception {
        Machine before = Machine.now();
        Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Figure> figures = running == null ? started(measurement) : on(measurement, Installation.in(running));
        Machine machine = before.after();
        out.printf("%n%-40s %13s %9s   %s%n", measurement.name(), "measured", "at most", "rounds");
        figures.forEach(this::print);
        out.printf("%s; %s%n", at, machine);
        if (file != null) {
            Files.writeString(
                    file,
                    Wire.mapper()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(new Report(measurement.name(), at.toString(), machine, figures)));
        }
        return check && !figures.stream().allMatch(Figure::holds) ? 1 : 0;
    }

    private record Report(String measurement, String at, Machine machine, List<Figure> figures) {}

    private void print(Figure figure) {
        out.printf(
                Locale.ROOT,
                "%-40s %9.2f %-3s %9s   %-17s %s%n",
                figure.name(),
                figure.value(),
                figure.unit(),
                figure.mark() == null ? "" : String.format(Locale.ROOT, "%.0f", figure.mark()),
                figure.low() == null ? "" : String.format(Locale.ROOT, "%.2f to %.2f", figure.low(), figure.high()),
                figure.holds() ? "" : "missed");
    }

    private List<Figure> started(Measurement measurement) throws Exception {
        out.println("starting an installation on port " + port + " …");
        Path data = root.resolve("deploy/bench/target/installation");
        try (Deployment deployment = Deployment.up(root, port, data, "--fresh")) {
            return on(measurement, deployment.installation());
        } catch (IOException e) {
            out.println("It did not start: " + e.getMessage());
            throw e;
        }
    }

    private List<Figure> on(Measurement measurement, Installation installation) throws Exception {
        return measurement.measure(installation, what -> out.println("  " + what));
    }
}
