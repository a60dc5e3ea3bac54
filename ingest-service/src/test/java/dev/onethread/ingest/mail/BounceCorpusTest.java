package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Mail that no person wrote.
class BounceCorpusTest {
    /// Just below what was measured.
    private static final double FLOOR = 0.8;

    @Test
    void mostBouncesNameTheirRecipient() throws Exception {
        List<String> wrong = new ArrayList<>();
        int all = 0;
        for (JsonNode line : Corpus.lines("auto.jsonl")) {
            if (line.path("cls").asText().equals("bounce")) {
                all++;
                if (Bounce.of(MailReader.read(Corpus.bytes(line))).isEmpty()) {
                    wrong.add(line.path("id").asText());
                }
            }
        }
        Corpus.report("bounces", all - wrong.size(), all, wrong);
        assertThat(all - wrong.size()).isGreaterThanOrEqualTo((int) (all * FLOOR));
    }

    @Test
    void whatAPersonWroteIsNoBounce() throws Exception {
        for (JsonNode line : Corpus.lines("auto.jsonl")) {
            if (line.path("cls").asText().equals("human")) {
                assertThat(Bounce.of(MailReader.read(Corpus.bytes(line)))).isEmpty();
            }
        }
    }
}
