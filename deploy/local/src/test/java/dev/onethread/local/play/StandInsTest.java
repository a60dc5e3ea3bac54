package dev.onethread.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StandInsTest {
    private static final String SUPPORT = "support@shop.test";
    private static final String VERA = "/play/api/mail/inboxes/vera@home.test/letters";

    @TempDir
    Path dir;

    private final HttpClient http = HttpClient.newHttpClient();
    private StandIns running;

    @BeforeEach
    void start() {
        running = StandIns.start(dir, 0, 0, 0, List.of("5001:secret"), List.of(SUPPORT));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void thePagesAreServedAndLoadNothingFromElsewhere() throws Exception {
        assertThat(get("/play/ready").statusCode()).isEqualTo(200);
        for (String page : List.of("/play/telegram", "/play/mail")) {
            HttpResponse<String> response = get(page);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("/play/pages/words.js".replace("words", page.substring(6)));
            assertThat(response.headers().firstValue("Content-Security-Policy")).isPresent();
        }
        assertThat(get("/play/pages/words.js").body()).contains("catalogues");
        assertThat(get("/play/pages/play.css").statusCode()).isEqualTo(200);
        assertThat(get("/play/pages/StandIns.class").statusCode()).isEqualTo(404);
        assertThat(get("/play/pages/../mail/SmtpDoor.class").statusCode()).isEqualTo(404);
    }

    @Test
    void aWrittenLetterReachesTheMailboxAndStaysWithItsWriter() throws Exception {
        post(
                "/play/api/mail/letters",
                new JsonObject()
                        .put("from", "vera@home.test")
                        .put("name", "Вера")
                        .put("to", SUPPORT)
                        .put("subject", "Счёт")
                        .put("text", "Где?")
                        .encode());
        assertThat(running.mail().inbox(SUPPORT)).hasSize(1);
        JsonObject mine = new JsonArray(get(VERA).body()).getJsonObject(0);
        assertThat(mine.getString("direction")).isEqualTo("written");
        assertThat(mine.getString("subject")).isEqualTo("Счёт");
        assertThat(mine.getString("text")).isEqualTo("Где?");
    }

    @Test
    void anAnswerAppearsWhileTheWriterWaits() throws Exception {
        var waiting = http.sendAsync(request(VERA + "?wait=20").build(), BodyHandlers.ofString());
        running.mail().deliver("Subject: answer\r\n\r\nhere".getBytes(StandardCharsets.UTF_8), "vera@home.test");
        assertThat(waiting.get(10, TimeUnit.SECONDS).body()).contains("answer");
    }

    @Test
    void anyBytesCanBePutIntoAMailbox() throws Exception {
        byte[] odd = {1, 2, (byte) 0xFF};
        HttpRequest request = request("/play/api/mail/inboxes/" + SUPPORT + "/letters")
                .header("Content-Type", "message/rfc822")
                .POST(BodyPublishers.ofByteArray(odd))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        assertThat(running.mail().inbox(SUPPORT)).hasSize(1);
    }

    @Test
    void aDraftWithoutAddressesIsRefused() throws Exception {
        assertThat(post("/play/api/mail/letters", "{\"from\":\"x\"}").statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String json) throws Exception {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.httpPort() + path));
    }
}
