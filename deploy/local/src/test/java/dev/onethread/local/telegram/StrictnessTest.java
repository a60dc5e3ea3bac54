package dev.onethread.local.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the stand-in refuses because the real Bot API would.
@Timeout(60)
class StrictnessTest {
    private static final String TOKEN = "5001:secret-of-the-bot";
    private static final long ANNA = 42;

    @TempDir
    Path dir;

    private final HttpClient http = HttpClient.newHttpClient();
    private TelegramStandIn telegram;

    @BeforeEach
    void start() {
        telegram = TelegramStandIn.start(dir, 0, TOKEN);
        telegram.limits(Limits.off());
        telegram.customerSays(ANNA, "Anna", "hello");
    }

    @AfterEach
    void stop() {
        telegram.close();
    }

    @Test
    void updatesAreBroughtWithTheSecretUntilTheyAreTakenAndPollingIsAConflict() throws Exception {
        List<String> brought = new CopyOnWriteArrayList<>();
        AtomicInteger refusals = new AtomicInteger(2);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean known = "s3cret".equals(exchange.getRequestHeaders().getFirst("X-Telegram-Bot-Api-Secret-Token"));
            boolean taken = known && refusals.getAndDecrement() <= 0;
            if (taken) {
                brought.add(new JsonObject(new String(body, StandardCharsets.UTF_8))
                        .getJsonObject("message")
                        .getString("text"));
            }
            exchange.sendResponseHeaders(taken ? 200 : 503, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
            assertThat(call("setWebhook", new JsonObject().put("url", "http://shop.example/hook"))
                            .getInteger("error_code"))
                    .isEqualTo(400);
            assertThat(call("setWebhook", new JsonObject().put("url", url).put("secret_token", "s3cret"))
                            .getBoolean("ok"))
                    .isTrue();
            telegram.customerSays(ANNA, "Anna", "again");
            await().until(() -> brought.size() == 2);
            assertThat(brought).containsExactly("hello", "again");
            assertThat(call("getUpdates", new JsonObject()).getInteger("error_code"))
                    .isEqualTo(409);
            call("deleteWebhook", new JsonObject());
            assertThat(call("getUpdates", new JsonObject()).getJsonArray("result"))
                    .isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anEditThatChangesNothingAndOneOfNothingAreRefused() throws Exception {
        long message = sent("text");
        assertThat(edit(message, "text").getString("description")).contains("message is not modified");
        assertThat(edit(message, "better").getBoolean("ok")).isTrue();
        assertThat(edit(999, "better").getString("description")).contains("message to edit not found");
        JsonObject caption =
                new JsonObject().put("chat_id", ANNA).put("message_id", message).put("caption", "c");
        assertThat(call("editMessageCaption", caption).getString("description")).contains("no caption");
        assertThat(telegram.messagesTo(ANNA)).extracting(Sent::text).containsExactly("better");
    }

    @Test
    void deletedMeansGone() throws Exception {
        long message = sent("text");
        JsonObject one = new JsonObject().put("chat_id", ANNA).put("message_id", message);
        assertThat(call("deleteMessage", one).getBoolean("ok")).isTrue();
        assertThat(telegram.messagesTo(ANNA)).isEmpty();
        assertThat(call("deleteMessage", one).getInteger("error_code")).isEqualTo(400);
        JsonObject several = new JsonObject().put("chat_id", ANNA).put("message_ids", JsonArray.of(message, 998));
        assertThat(call("deleteMessages", several).getBoolean("ok")).isTrue();
    }

    @Test
    void aGroupThatHasMovedNamesItsNewNumber() throws Exception {
        telegram.customerSays(-7, "Team", "hello");
        telegram.bot(TOKEN).groupMoves(-7, -1_000_000_000_007L);
        JsonObject answer =
                call("sendMessage", new JsonObject().put("chat_id", -7).put("text", "a"));
        assertThat(answer.getInteger("error_code")).isEqualTo(400);
        assertThat(answer.getJsonObject("parameters").getLong("migrate_to_chat_id"))
                .isEqualTo(-1_000_000_000_007L);
    }

    @Test
    void aButtonNeedsWordsAndLittleDataAndIsAnsweredOnce() throws Exception {
        assertThat(keyed(new JsonObject().put("text", " ").put("callback_data", "a"))
                        .getInteger("error_code"))
                .isEqualTo(400);
        assertThat(keyed(new JsonObject().put("text", "a")).getInteger("error_code"))
                .isEqualTo(400);
        JsonObject long65 = new JsonObject().put("text", "a").put("callback_data", "x".repeat(65));
        assertThat(keyed(long65).getString("description")).contains("BUTTON_DATA_INVALID");
        long message = keyed(new JsonObject().put("text", "Red").put("callback_data", "choice:1"))
                .getJsonObject("result")
                .getLong("message_id");
        telegram.bot(TOKEN).customerPresses(ANNA, message, "choice:1");
        JsonObject press = call("getUpdates", new JsonObject())
                .getJsonArray("result")
                .getJsonObject(1)
                .getJsonObject("callback_query");
        assertThat(Keyboard.labels(press.getJsonObject("message").getJsonObject("reply_markup")))
                .containsExactly("Red");
        JsonObject answer = new JsonObject().put("callback_query_id", press.getString("id"));
        assertThat(call("answerCallbackQuery", answer).getBoolean("ok")).isTrue();
        assertThat(call("answerCallbackQuery", answer).getInteger("error_code")).isEqualTo(400);
    }

    @Test
    void aCommandHasOneFormAndADescription() throws Exception {
        assertThat(commands("help", "Help").getBoolean("ok")).isTrue();
        assertThat(commands("/Help", "Help").getInteger("error_code")).isEqualTo(400);
        assertThat(commands("help", "").getInteger("error_code")).isEqualTo(400);
    }

    private JsonObject commands(String command, String description) throws Exception {
        JsonObject one = new JsonObject().put("command", command).put("description", description);
        return call("setMyCommands", new JsonObject().put("commands", JsonArray.of(one)));
    }

    private JsonObject keyed(JsonObject button) throws Exception {
        JsonObject markup = new JsonObject().put("inline_keyboard", JsonArray.of(JsonArray.of(button)));
        return call(
                "sendMessage",
                new JsonObject().put("chat_id", ANNA).put("text", "which?").put("reply_markup", markup));
    }

    private long sent(String text) throws Exception {
        return call("sendMessage", new JsonObject().put("chat_id", ANNA).put("text", text))
                .getJsonObject("result")
                .getLong("message_id");
    }

    private JsonObject edit(long message, String text) throws Exception {
        return call(
                "editMessageText",
                new JsonObject().put("chat_id", ANNA).put("message_id", message).put("text", text));
    }

    private JsonObject call(String method, JsonObject parameters) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(telegram.url() + "/bot" + TOKEN + "/" + method))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(parameters.encode()))
                .build();
        return new JsonObject(http.send(request, BodyHandlers.ofString()).body());
    }
}
