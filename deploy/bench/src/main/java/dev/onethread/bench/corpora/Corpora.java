package dev.onethread.bench.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.bench.Figure;
import dev.onethread.contracts.Wire;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `deploy/bench/run corpora`: every case of a folder through the classes that read customers' messages. Starts
/// nothing.
@Command(
        name = "corpora",
        mixinStandardHelpOptions = true,
        description = "Reads real mails, replies, bounces and Telegram updates and prints how many are read right.")
public final class Corpora implements Callable<Integer> {
    private static final List<Suite> SUITES =
            List.of(new MailSuite(), new ReplySuite(), new AutoSuite(), new TelegramSuite());

    private final PrintStream out =
            new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);

    @Option(names = "--from", paramLabel = "DIR", description = "the folder of cases; default ../shared/corpora")
    private Path from = Path.of("../shared/corpora");

    @Option(names = "--cases", paramLabel = "DIR", description = "write what was read to DIR, a JSONL file per suite")
    private @Nullable Path cases;

    @Option(names = "--check", description = "exit with 1 where a figure misses its mark")
    private boolean check;

    @Option(names = "--out", paramLabel = "FILE", description = "also write the figures to FILE as JSON")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (Suite suite : SUITES) {
            Path lines = from.resolve(suite.name() + ".jsonl");
            if (Files.exists(lines)) {
                figures.addAll(run(suite, lines));
            } else {
                out.println(suite.name() + ": skipped, there is no " + lines);
            }
        }
        if (figures.isEmpty()) {
            out.println("No suite was found in " + from + ".");
            return 2;
        }
        table(figures);
        if (file != null) {
            Files.writeString(
                    file,
                    Wire.mapper()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(Map.of("measurement", "corpora", "figures", figures)));
        }
        return check && !figures.stream().allMatch(Figure::holds) ? 1 : 0;
    }

    private List<Figure> run(Suite suite, Path lines) throws IOException {
        List<Suite.Verdict> verdicts = new ArrayList<>();
        for (String line : Files.readAllLines(lines)) {
            if (!line.isBlank()) {
                verdicts.add(judged(suite, Wire.mapper().readTree(line)));
            }
        }
        long right = verdicts.stream().filter(Suite.Verdict::right).count();
        out.printf("%n%s: %d of %d right in everything that is asserted%n", suite.name(), right, verdicts.size());
        verdicts.stream()
                .filter(one -> !one.right())
                .forEach(one -> out.println("  " + one.id() + ": " + String.join(", ", one.faults())
                        + Optional.ofNullable(Disputed.WHY.get(one.id()))
                                .map(why -> " (disputed: the suite " + why + ")")
                                .orElse("")));
        if (cases != null) {
            write(cases, suite, verdicts);
        }
        return suite.figures(verdicts);
    }

    /// One case that breaks the reader is a wrong case, and the others are still read.
    private Suite.Verdict judged(Suite suite, JsonNode line) throws IOException {
        try {
            return suite.judge(line, from);
        } catch (RuntimeException e) {
            ObjectNode nothing = JsonNodeFactory.instance.objectNode();
            nothing.put("id", line.path("id").asText());
            return new Suite.Verdict(
                    line.path("id").asText(),
                    nothing,
                    List.of("class", "hard", "broke the reader: " + e),
                    List.of("all", "undisputed", "core", "class", "hard"),
                    0);
        }
    }

    private static void write(Path folder, Suite suite, List<Suite.Verdict> verdicts) throws IOException {
        Files.createDirectories(folder);
        StringBuilder lines = new StringBuilder();
        for (Suite.Verdict verdict : verdicts) {
            lines.append(Wire.mapper().writeValueAsString(verdict.read())).append('\n');
        }
        Files.writeString(folder.resolve(suite.name() + ".jsonl"), lines);
    }

    private void table(List<Figure> figures) {
        out.printf("%n%-48s %12s %12s%n", "corpora", "measured", "at most");
        for (Figure figure : figures) {
            out.printf(
                    Locale.ROOT,
                    "%-48s %9.2f %-3s %8s %s%n",
                    figure.name(),
                    figure.value(),
                    figure.unit(),
                    figure.mark() == null ? "" : String.format(Locale.ROOT, "%.0f", figure.mark()),
                    figure.holds() ? "" : "missed");
        }
    }
}
