package dev.onethread.e2e.stories;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Real mails and updates of others, beside the project and never part of it.
final class Corpora {
    private Corpora() {}

    static List<byte[]> mails() throws IOException {
        List<byte[]> mails = new ArrayList<>();
        for (JsonNode each : lines("mail.jsonl")) {
            mails.add(Files.readAllBytes(folder().resolve(each.path("eml").asText())));
        }
        return mails;
    }

    static List<JsonNode> telegramUpdates() throws IOException {
        List<JsonNode> updates = new ArrayList<>();
        lines("telegram.jsonl").forEach(each -> updates.add(each.path("update")));
        return updates;
    }

    private static List<JsonNode> lines(String name) throws IOException {
        Path file = folder().resolve(name);
        assumeTrue(Files.exists(file), () -> "skipped: the corpora are not at " + file);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(Wire.mapper().readTree(line));
        }
        return lines;
    }

    private static Path folder() {
        return Running.project().resolveSibling("shared").resolve("corpora");
    }
}
