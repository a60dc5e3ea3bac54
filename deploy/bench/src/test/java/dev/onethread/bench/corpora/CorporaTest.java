package dev.onethread.bench.corpora;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The measurement of real cases: its marks, and what it writes.
class CorporaTest {
    private static final Path OPEN = Path.of("../../../shared/corpora");

    @TempDir
    private Path folder;

    @Test
    void theOpenCasesHoldTheirMarks() {
        Assumptions.assumeTrue(Files.exists(OPEN), "the corpora are not here: test skipped");
        assertThat(run("--from", OPEN.toString(), "--check")).isZero();
    }

    @Test
    void aMissingFileIsSkippedAndNothingAtAllIsAnError() throws Exception {
        assertThat(run("--from", folder.toString())).isEqualTo(2);
        write(
                "reply.jsonl",
                "{\"id\":\"one\",\"input_kind\":\"text\",\"input\":\"Hi\",\"checks\":[{\"op\":\"equals\",\"v\":\"Hi\"}]}");
        assertThat(run("--from", folder.toString(), "--check")).isZero();
    }

    @Test
    void aWrongCaseMissesItsMark() throws Exception {
        write(
                "reply.jsonl",
                "{\"id\":\"one\",\"core\":true,\"input_kind\":\"text\",\"input\":\"Hi\",\"checks\":[{\"op\":\"equals\",\"v\":\"Ho\"}]}");
        assertThat(run("--from", folder.toString(), "--check")).isOne();
        assertThat(run("--from", folder.toString())).isZero();
    }

    @Test
    void whatWasReadIsWrittenInTheFieldsOfTheSuite() throws Exception {
        Files.createDirectory(folder.resolve("mail"));
        write(
                "mail/one.eml",
                "From: Anna <anna@example.com>\nSubject: order\nMessage-ID: <1@example.com>\n"
                        + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello\n"
                        + "--b\nContent-Type: text/csv\nContent-Disposition: attachment; filename=a.csv\n\n1,2\n--b--\n");
        write("mail.jsonl", "{\"id\":\"one\",\"eml\":\"mail/one.eml\",\"expect\":{\"subject\":\"order\"}}");
        write("auto.jsonl", "{\"id\":\"two\",\"eml\":\"mail/one.eml\",\"cls\":\"human\"}");
        Path cases = folder.resolve("cases");
        assertThat(run("--from", folder.toString(), "--cases", cases.toString(), "--check"))
                .isZero();
        JsonNode mail = only(cases.resolve("mail.jsonl"));
        assertThat(mail.path("from").asText()).isEqualTo("anna@example.com");
        assertThat(mail.path("from_name").asText()).isEqualTo("Anna");
        assertThat(mail.path("message_id").asText()).isEqualTo("<1@example.com>");
        assertThat(mail.path("text").asText().strip()).isEqualTo("Hello");
        JsonNode file = mail.path("attachments").path(0);
        assertThat(file.path("name").asText()).isEqualTo("a.csv");
        assertThat(file.path("content_type").asText()).isEqualTo("text/csv");
        assertThat(file.path("size").asInt()).isEqualTo(3);
        assertThat(file.path("sha256").asText()).hasSize(64);
        assertThat(only(cases.resolve("auto.jsonl")).path("class").asText()).isEqualTo("human");
    }

    private int run(String... arguments) {
        return new CommandLine(new Corpora()).execute(arguments);
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private static JsonNode only(Path file) throws IOException {
        assertThat(Files.readAllLines(file)).hasSize(1);
        return new ObjectMapper().readTree(file.toFile());
    }
}
