package dev.onethread.ingest.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Assumptions;

/// Third-party cases, read where they lie beside the project (or where `ONETHREAD_CORPORA` says) and never copied.
final class Corpus {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Corpus() {}

    static Path folder() {
        String given = System.getenv("ONETHREAD_CORPORA");
        return given == null ? Path.of("../../shared/corpora") : Path.of(given);
    }

    /// The lines of a corpus; skips the test, saying so, where it is absent.
    static List<JsonNode> lines(String file) throws IOException {
        Path path = folder().resolve(file);
        Assumptions.assumeTrue(Files.exists(path), "the corpus " + file + " is not here: test skipped");
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(path)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    static byte[] bytes(JsonNode line) throws IOException {
        return Files.readAllBytes(folder().resolve(line.path("eml").asText()));
    }

    /// Processor time of this thread, which other work on the machine does not lengthen.
    static Duration time(Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        work.run();
        return Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
    }

    /// A measurement for people to read in the build's output.
    static void report(String what, int right, int all, List<String> wrong) {
        Logger.getLogger(Corpus.class)
                .infof("%s: %d of %d right (%.1f %%); not: %s", what, right, all, 100.0 * right / all, wrong);
    }
}
