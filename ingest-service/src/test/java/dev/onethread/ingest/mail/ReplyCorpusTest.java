package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Replies with what other splitters' suites assert of the new text. Signatures stay with us, so the cases that strip
/// them are measured and not held against us.
class ReplyCorpusTest {
    /// Just below what was measured, over the cases whose suites keep signatures as we do.
    private static final double FLOOR = 0.8;

    @Test
    void mostRepliesAreCutWhereTheirSuitesCutThem() throws Exception {
        List<String> wrong = new ArrayList<>();
        List<String> wrongKeeping = new ArrayList<>();
        int keeping = 0;
        List<JsonNode> lines = Corpus.lines("reply.jsonl");
        for (JsonNode line : lines) {
            assertThat(Corpus.time(() -> fresh(line))).isLessThan(Duration.ofSeconds(1));
            String fresh = fresh(line);
            boolean keeps = line.path("signature_policy").asText().equals("keep");
            keeping += keeps ? 1 : 0;
            if (!holds(line, fresh)) {
                wrong.add(line.path("id").asText());
                if (keeps) {
                    wrongKeeping.add(line.path("id").asText());
                }
            }
        }
        Corpus.report("replies", lines.size() - wrong.size(), lines.size(), List.of());
        Corpus.report("replies, signatures kept", keeping - wrongKeeping.size(), keeping, wrongKeeping);
        assertThat(keeping - wrongKeeping.size()).isGreaterThanOrEqualTo((int) (keeping * FLOOR));
    }

    private static String fresh(JsonNode line) {
        String input = line.path("input").asText();
        String text = switch (line.path("input_kind").asText()) {
            case "html" -> HtmlText.of(input);
            case "eml" ->
                MailReader.read(input.getBytes(StandardCharsets.UTF_8)).text();
            default -> input;
        };
        return Replies.split(text).text();
    }

    private static boolean holds(JsonNode line, String fresh) {
        for (JsonNode check : line.path("checks")) {
            String said = check.path("v").asText();
            boolean html = line.path("input_kind").asText().equals("html") && said.startsWith("<");
            String value = html ? HtmlText.of(said) : said;
            boolean holds = switch (check.path("op").asText()) {
                case "equals", "equals_ws" -> squeezed(fresh).equals(squeezed(value));
                case "html_text_equals" -> squeezed(fresh).equals(squeezed(value));
                case "contains" -> fresh.contains(value);
                case "not_contains" -> !fresh.contains(value);
                case "regex" -> Pattern.compile(value).matcher(fresh).find();
                case "not_regex" -> !Pattern.compile(value).matcher(fresh).find();
                default -> true;
            };
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private static String squeezed(String text) {
        return text.replaceAll("[\\s>]+", "");
    }
}
