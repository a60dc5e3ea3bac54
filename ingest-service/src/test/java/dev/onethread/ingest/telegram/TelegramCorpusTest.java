package dev.onethread.ingest.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.FromCustomer.UpdateKept;
import dev.onethread.contracts.Wire;
import dev.onethread.ingest.telegram.Reading.Refused;
import dev.onethread.ingest.telegram.Reading.Understood;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Updates captured from life. They stay outside of the project.
class TelegramCorpusTest {
    private static final Path CORPUS = Path.of("../../shared/corpora/telegram.jsonl");
    private static final Bot BOT = Bot.configured("shop", "700:secret");
    private static final ObjectMapper JSON = new ObjectMapper();

    @BeforeEach
    void onlyWhereTheCorpusIs() {
        Assumptions.assumeTrue(Files.exists(CORPUS), "the corpus of Telegram updates is not here");
    }

    @Test
    void everyUpdateIsUnderstoodOrRefusedWithAReasonAndKept() throws Exception {
        for (String line : lines()) {
            JsonNode update = JSON.readTree(line).get("update");
            switch (read(update)) {
                case Understood understood ->
                    assertThat(Wire.read(Wire.type(understood.event()), "1", Wire.bytes(understood.event())))
                            .isEqualTo(understood.event());
                case Refused refused -> assertThat(refused.reason()).isNotBlank();
            }
        }
    }

    /// Only what has neither chat nor user may be refused: there is nobody it could be shown under.
    @Test
    void whatBelongsToSomebodyIsNotRefused() throws Exception {
        for (String line : lines()) {
            JsonNode json = JSON.readTree(line);
            if (read(json.get("update")) instanceof Refused) {
                assertThat(json.get("update").toString())
                        .doesNotContain("\"chat\":{\"")
                        .doesNotContain("\"from\":{");
            }
        }
    }

    @Test
    void textsAndCaptionsComeThroughWordForWord() throws Exception {
        for (String line : lines()) {
            JsonNode message = JSON.readTree(line).get("update").path("message");
            String text = message.path("text").asText(message.path("caption").asText(""));
            if (!text.isBlank() && !message.toString().contains("text_link")) {
                Understood understood = (Understood) read(JSON.readTree(line).get("update"));
                assertThat(((MessageReceived) understood.event()).body().text()).isEqualTo(text);
            }
        }
    }

    @Test
    void whatIsKeptKeepsItsRaw() throws Exception {
        for (String line : lines()) {
            if (read(JSON.readTree(line).get("update")) instanceof Understood understood
                    && understood.event() instanceof UpdateKept) {
                assertThat(understood.keepRaw()).isTrue();
            }
        }
    }

    private static Reading read(JsonNode update) {
        return UpdateReader.read(BOT, update, Instant.EPOCH);
    }

    private static List<String> lines() throws Exception {
        List<String> lines = Files.readAllLines(CORPUS);
        assertThat(lines).hasSizeGreaterThan(100);
        return lines;
    }
}
