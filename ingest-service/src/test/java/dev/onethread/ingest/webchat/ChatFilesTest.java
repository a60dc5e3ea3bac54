package dev.onethread.ingest.webchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ingest.postgres.Forgetting;
import dev.onethread.ingest.testing.Browser;
import dev.onethread.ingest.testing.TelegramSurroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Files of visitors: brought, sent, fetched, and kept from everybody else.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(TelegramSurroundings.class)
class ChatFilesTest {
    private static final byte[] BYTES = "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8);

    @Inject
    Database database;

    @Inject
    Blobs blobs;

    @Inject
    Forgetting unsent;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aFileTravelsWithItsMessageAndComesBackHarmless() throws Exception {
        try (Browser browser = Browser.newVisitor()) {
            String upload = upload(browser, browser.secret, BYTES).get("id").asText();
            says(browser, upload);
            browser.await("accepted");
            JsonNode file = browser.entry().get("attachments").get(0);
            assertThat(file.get("name").asText()).isEqualTo("evil.svg");
            HttpResponse<byte[]> back = get(file.get("url").asText() + "?secret=" + browser.secret);
            assertThat(back.statusCode()).isEqualTo(200);
            assertThat(back.body()).isEqualTo(BYTES);
            assertThat(back.headers().firstValue("content-disposition"))
                    .get()
                    .asString()
                    .startsWith("attachment;");
            assertThat(back.headers().firstValue("x-content-type-options")).contains("nosniff");
            assertThat(back.headers().firstValue("content-security-policy"))
                    .get()
                    .asString()
                    .contains("sandbox");
            try (TestTopics topics = new TestTopics()) {
                MessageReceived message =
                        (MessageReceived) topics.read(Topic.MESSAGES_RECEIVED, "web:" + browser.visitor)
                                .getFirst()
                                .event();
                assertThat(message.body().attachments()).singleElement().matches(each -> each.blob() != null);
            }
        }
    }

    @Test
    void whatWasNotSentWithinADayIsThrownAwayAndWhatWasSentStays() throws Exception {
        try (Browser browser = Browser.newVisitor()) {
            String sent = upload(browser, browser.secret, BYTES).get("id").asText();
            String left = upload(browser, browser.secret, BYTES).get("id").asText();
            says(browser, sent);
            browser.await("accepted");
            database.query(
                    "UPDATE visitor_upload SET at = at - interval '25 hours' WHERE visitor = $1", browser.visitor);
            String fresh = upload(browser, browser.secret, BYTES).get("id").asText();
            String blob = blob(left);

            unsent.clean();

            assertThatThrownBy(() -> blobs.read(blob)).isInstanceOf(NoSuchFileException.class);
            assertThat(blobs.read(blob(sent))).hasBinaryContent(BYTES);
            assertThat(blobs.read(blob(fresh))).hasBinaryContent(BYTES);
            says(browser, left, "m2");
            assertThat(browser.await("refused").get("code").asText()).isEqualTo("upload-unknown");
        }
    }

    private String blob(String upload) {
        return database.query("SELECT blob FROM visitor_upload WHERE id = $1", upload)
                .iterator()
                .next()
                .getString("blob");
    }

    @Test
    void anothersFileIsNotThereForMe() throws Exception {
        try (Browser owner = Browser.newVisitor();
                Browser other = Browser.newVisitor()) {
            String upload = upload(owner, owner.secret, BYTES).get("id").asText();
            says(owner, upload);
            owner.await("accepted");
            String url = owner.entry().get("attachments").get(0).get("url").asText();
            assertThat(get(url + "?secret=" + other.secret).statusCode()).isEqualTo(404);
            assertThat(get(url).statusCode()).isEqualTo(404);
            assertThat(get(url.replace(owner.visitor, other.visitor) + "?secret=" + other.secret)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(get(url.replace("/0", "/9") + "?secret=" + owner.secret).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void anothersUploadCannotBeSent() throws Exception {
        try (Browser owner = Browser.newVisitor();
                Browser other = Browser.newVisitor()) {
            says(other, upload(owner, owner.secret, BYTES).get("id").asText());
            assertThat(other.await("refused").get("code").asText()).isEqualTo("upload-unknown");
        }
    }

    @Test
    void onlyTheVisitorMayBringFilesAndOnlySoLarge() throws Exception {
        try (Browser browser = Browser.newVisitor()) {
            assertThat(upload(browser, "wrong", BYTES).get("status").asInt()).isEqualTo(401);
            assertThat(upload(browser, browser.secret, new byte[200_000])
                            .get("status")
                            .asInt())
                    .isEqualTo(413);
            assertThat(upload(browser, browser.secret, new byte[0])
                            .get("status")
                            .asInt())
                    .isEqualTo(400);
        }
    }

    private static void says(Browser browser, String upload) {
        says(browser, upload, "m1");
    }

    private static void says(Browser browser, String upload, String id) {
        browser.send(Map.of("type", "message", "id", id, "text", "", "attachments", List.of(Map.of("upload", upload))));
    }

    private JsonNode upload(Browser browser, String secret, byte[] bytes) throws Exception {
        URI uri = URI.create(
                Browser.base() + "/chat/uploads?widget=shop&visitor=" + browser.visitor + "&name=..%2Fevil.svg");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Visitor " + secret)
                .header("Content-Type", "image/svg+xml")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
        return new ObjectMapper()
                .readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray())
                        .body());
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(Browser.base() + path))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }
}
