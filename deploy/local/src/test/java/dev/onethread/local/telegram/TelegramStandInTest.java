package dev.onethread.local.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TelegramStandInTest {
    private static final String TOKEN = "5001:secret-of-the-bot";
    private static final long ANNA = 42;

    @TempDir
    Path dir;

    private final HttpClient http = HttpClient.newHttpClient();
    private TelegramStandIn telegram;

    @BeforeEach
    void start() {
        telegram = TelegramStandIn.start(dir, 0, TOKEN, "5002:other");
    }

    @AfterEach
    void stop() {
        telegram.close();
    }

    @Test
    void anUnknownTokenIsUnauthorised() throws Exception {
        assertThat(call("5001:wrong", "getMe", new JsonObject()).getInteger("error_code"))
                .isEqualTo(401);
    }

    @Test
    void methodNamesAreCaseInsensitive() throws Exception {
        assertThat(call("getme").getJsonObject("result").getLong("id")).isEqualTo(5001);
        assertThat(call("GetMe").getBoolean("ok")).isTrue();
        assertThat(call("noSuchMethod", new JsonObject().put("chat_id", 1)).getInteger("error_code"))
                .isEqualTo(404);
    }

    @Test
    void anUpdateIsRepeatedUntilItIsConfirmedAndGoneAfterwards() throws Exception {
        long update = telegram.customerSays(ANNA, "Anna", "hello").updateId();
        assertThat(ids(updates(0))).containsExactly(update);
        assertThat(ids(updates(0))).containsExactly(update);
        assertThat(ids(updates(update + 1))).isEmpty();
        assertThat(ids(updates(0))).isEmpty();
    }

    @Test
    void aWaitingPollAnswersWhenTheCustomerWrites() throws Exception {
        var waiting = poll(20);
        long update = telegram.customerSays(ANNA, "Anna", "hello").updateId();
        assertThat(ids(waiting.get(5, TimeUnit.SECONDS).getJsonArray("result"))).containsExactly(update);
    }

    @Test
    void aSecondPollerEndsTheFirstWithConflict() throws Exception {
        var first = poll(20);
        await().until(() -> telegram.bot(TOKEN).polled());
        var second = poll(1);
        assertThat(first.get(10, TimeUnit.SECONDS).getInteger("error_code")).isEqualTo(409);
        assertThat(second.get(10, TimeUnit.SECONDS).getBoolean("ok")).isTrue();
    }

    @Test
    void onlyAllowedKindsOfUpdatesCome() throws Exception {
        telegram.customerSays(ANNA, "Anna", "one");
        updates(0, "message");
        long message = telegram.customerSays(ANNA, "Anna", "two").messageId();
        telegram.bot(TOKEN).customerEdits(ANNA, message, "two!");
        assertThat(updates(0, "message")).hasSize(2);
    }

    @Test
    void aSentTextReachesTheChat() throws Exception {
        telegram.customerSays(ANNA, "Anna", "hello");
        JsonObject sent = send("Добрый день").getJsonObject("result");
        assertThat(sent.getString("text")).isEqualTo("Добрый день");
        assertThat(telegram.messagesTo(ANNA)).singleElement().satisfies(message -> {
            assertThat(message.text()).isEqualTo("Добрый день");
            assertThat(message.messageId()).isEqualTo(sent.getLong("message_id"));
        });
    }

    @Test
    void nothingIsDeduplicated() throws Exception {
        telegram.customerSays(ANNA, "Anna", "hello");
        send("same");
        send("same");
        assertThat(telegram.messagesTo(ANNA)).hasSize(2);
    }

    @Test
    void whatTheRealOneRefusesIsRefused() throws Exception {
        assertThat(description(send("too early"))).isEqualTo("Bad Request: chat not found");
        telegram.customerSays(ANNA, "Anna", "hello");
        telegram.limits(Limits.off());
        assertThat(description(send(" "))).isEqualTo("Bad Request: message text is empty");
        assertThat(description(send("x".repeat(4097)))).isEqualTo("Bad Request: message is too long");
        assertThat(send("x".repeat(4096)).getBoolean("ok")).isTrue();
        assertThat(description(send("<b>bold", "HTML"))).contains("Can't find end tag");
        assertThat(description(send("<x>y</x>", "HTML"))).contains("Unsupported start tag");
        assertThat(description(send("5 < 6", "HTML"))).contains("can't parse entities");
        assertThat(description(send("one. two", "MarkdownV2"))).contains("is reserved");
        assertThat(description(send("a", "bbcode"))).contains("unsupported parse_mode");
        assertThat(send("<b>a &amp; b</b>", "HTML").getJsonObject("result").getString("text"))
                .isEqualTo("a & b");
        JsonObject outside = new JsonObject()
                .put("chat_id", ANNA)
                .put("text", "abc")
                .put(
                        "entities",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("type", "bold")
                                        .put("offset", 1)
                                        .put("length", 3)));
        assertThat(call("sendMessage", outside).getInteger("error_code")).isEqualTo(400);
    }

    @Test
    void aBlockedBotIsForbiddenToSend() throws Exception {
        telegram.customerSays(ANNA, "Anna", "hello");
        telegram.bot(TOKEN).customerBlocks(ANNA);
        assertThat(send("are you there").getInteger("error_code")).isEqualTo(403);
        assertThat(updates(0).getJsonObject(1).containsKey("my_chat_member")).isTrue();
        telegram.bot(TOKEN).customerUnblocks(ANNA);
        assertThat(send("again").getBoolean("ok")).isTrue();
    }

    @Test
    void aChatThatIsSentToTooFastIsToldToWait() throws Exception {
        telegram.customerSays(ANNA, "Anna", "hello");
        telegram.customerSays(43, "Boris", "hello");
        for (int i = 0; i < Limits.real().chatBurst(); i++) {
            assertThat(send("burst").getBoolean("ok")).isTrue();
        }
        JsonObject refused = send("one too many");
        assertThat(refused.getInteger("error_code")).isEqualTo(429);
        assertThat(refused.getJsonObject("parameters").getInteger("retry_after"))
                .isEqualTo(1);
        assertThat(call("sendMessage", new JsonObject().put("chat_id", 43).put("text", "other chat"))
                        .getBoolean("ok"))
                .isTrue();
    }

    @Test
    void filesGoBothWays() throws Exception {
        byte[] photo = {(byte) 0xFF, (byte) 0xD8, 1, 2, 3};
        telegram.bot(TOKEN).customerSendsFile(ANNA, "Anna", "photo", "p.jpg", "image/jpeg", photo, "broken");
        JsonObject message = updates(0).getJsonObject(0).getJsonObject("message");
        assertThat(message.getString("caption")).isEqualTo("broken");
        String id = message.getJsonArray("photo").getJsonObject(1).getString("file_id");
        String path = call("getFile", new JsonObject().put("file_id", id))
                .getJsonObject("result")
                .getString("file_path");
        assertThat(get("/file/bot" + TOKEN + "/" + path).body()).isEqualTo(photo);
        assertThat(get("/file/bot" + TOKEN + "/documents/none").statusCode()).isEqualTo(404);

        JsonObject sent = upload("sendDocument", "document", "инвойс.pdf", "%PDF");
        assertThat(sent.getJsonObject("result").getJsonObject("document").getString("file_name"))
                .isEqualTo("инвойс.pdf");
        Sent kept = telegram.messagesTo(ANNA).getFirst();
        assertThat(kept.fileName()).isEqualTo("инвойс.pdf");
        assertThat(telegram.bot(TOKEN).file(kept.fileId())).isEqualTo("%PDF".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void plannedFailuresHappenOnce() throws Exception {
        telegram.customerSays(ANNA, "Anna", "hello");
        telegram.failNext(new Failure.Refused(500, "Internal Server Error"), new Failure.SentButNoAnswer());
        assertThat(send("first").getInteger("error_code")).isEqualTo(500);
        assertThatThrownBy(() -> send("second")).isInstanceOf(IOException.class);
        assertThat(send("third").getBoolean("ok")).isTrue();
        assertThat(telegram.messagesTo(ANNA)).extracting(Sent::text).containsExactly("second", "third");
    }

    @Test
    void botsKnowNothingOfEachOther() throws Exception {
        telegram.customerSays(ANNA, "Anna", "hello");
        assertThat(call("5002:other", "getUpdates", new JsonObject()).getJsonArray("result"))
                .isEmpty();
    }

    @Test
    void aRestartGoesOn() throws Exception {
        long first = telegram.customerSays(ANNA, "Anna", "one").updateId();
        long second = telegram.customerSays(ANNA, "Anna", "two").updateId();
        updates(first + 1);
        send("answer");
        telegram.close();
        start();
        assertThat(ids(updates(0))).containsExactly(second);
        assertThat(telegram.messagesTo(ANNA)).extracting(Sent::text).containsExactly("answer");
        assertThat(telegram.customerSays(ANNA, "Anna", "three").updateId()).isEqualTo(second + 1);
    }

    @Test
    void aRawUpdateMayComeTwiceUnderItsId() throws Exception {
        long id = telegram.customerSays(ANNA, "Anna", "one").updateId();
        String again = updates(0).getJsonObject(0).encode();
        updates(id + 1);
        telegram.customerSends(again);
        assertThat(ids(updates(id + 1))).containsExactly(id);
        assertThat(ids(updates(id + 1))).isEmpty();
    }

    @Test
    void theCustomersSideIsServedOverHttp() throws Exception {
        String chat = "/play/api/telegram/bots/5001/chats/77";
        JsonObject said = new JsonObject(post(chat + "/messages", "{\"name\":\"Vera\",\"text\":\"hi\"}"));
        assertThat(ids(updates(0))).containsExactly(said.getLong("updateId"));
        call("sendMessage", new JsonObject().put("chat_id", 77).put("text", "answer"));
        JsonArray entries = new JsonArray(new String(get(chat + "/messages").body(), StandardCharsets.UTF_8));
        assertThat(entries.getJsonObject(1).getString("text")).isEqualTo("answer");
        var waiting = http.sendAsync(
                HttpRequest.newBuilder(uri(chat + "/messages?after=2&wait=20")).build(), BodyHandlers.ofString());
        call("sendMessage", new JsonObject().put("chat_id", 77).put("text", "more"));
        assertThat(waiting.get(5, TimeUnit.SECONDS).body()).contains("more");
    }

    private CompletableFuture<JsonObject> poll(int seconds) {
        HttpRequest request = HttpRequest.newBuilder(uri("/bot" + TOKEN + "/getupdates?timeout=" + seconds))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(response -> new JsonObject(response.body()));
    }

    private JsonObject upload(String method, String field, String fileName, String content) throws Exception {
        String edge = "edge-of-parts";
        String body = "--" + edge + "\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n" + ANNA + "\r\n--"
                + edge + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + fileName
                + "\"\r\nContent-Type: application/pdf\r\n\r\n" + content + "\r\n--" + edge + "--\r\n";
        HttpRequest request = HttpRequest.newBuilder(uri("/bot" + TOKEN + "/" + method))
                .header("Content-Type", "multipart/form-data; boundary=" + edge)
                .POST(BodyPublishers.ofString(body))
                .build();
        return new JsonObject(http.send(request, BodyHandlers.ofString()).body());
    }

    private JsonArray updates(long offset, String... allowed) throws Exception {
        JsonObject parameters = new JsonObject().put("offset", offset);
        if (allowed.length > 0) {
            parameters.put("allowed_updates", JsonArray.of((Object[]) allowed));
        }
        return call("getUpdates", parameters).getJsonArray("result");
    }

    private static List<Long> ids(JsonArray updates) {
        return updates.stream()
                .map(update -> ((JsonObject) update).getLong("update_id"))
                .toList();
    }

    private JsonObject send(String text) throws Exception {
        return call("sendMessage", new JsonObject().put("chat_id", ANNA).put("text", text));
    }

    private JsonObject send(String text, String mode) throws Exception {
        return call(
                "sendMessage",
                new JsonObject().put("chat_id", ANNA).put("text", text).put("parse_mode", mode));
    }

    private static String description(JsonObject answer) {
        return answer.getString("description");
    }

    private JsonObject call(String method) throws Exception {
        return call(method, new JsonObject());
    }

    private JsonObject call(String method, JsonObject parameters) throws Exception {
        return call(TOKEN, method, parameters);
    }

    private JsonObject call(String token, String method, JsonObject parameters) throws Exception {
        return new JsonObject(post("/bot" + token + "/" + method, parameters.encode()));
    }

    private String post(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofByteArray());
    }

    private URI uri(String path) {
        return URI.create(telegram.url() + path);
    }
}
