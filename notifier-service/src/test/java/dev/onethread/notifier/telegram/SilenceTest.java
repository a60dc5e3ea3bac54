package dev.onethread.notifier.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.onethread.contracts.Address;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.ReplyId;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.notifier.core.Delivery;
import dev.onethread.notifier.core.Outcome;
import dev.onethread.notifier.core.Parcel;
import dev.onethread.notifier.core.Part;
import dev.onethread.notifier.core.PartId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;

/// A server that takes what it is told and says nothing for a while: of what went into the silence nobody knows, so it
/// is not said again before somebody answers.
class SilenceTest {
    private static final String TOKEN = "700:AAtest";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final OkHttpClient http = Line.client(Duration.ofMillis(500), 4);
    private HttpServer server;
    private volatile boolean silent;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        http.dispatcher().executorService().shutdown();
    }

    @Test
    void whatWentIntoASilenceIsNotSaidAgainBeforeSomebodyAnswers() {
        BotSender sender = sender();
        assertThat(sender.send(parcel(1))).isInstanceOf(Outcome.Sent.class);
        silent = true;
        assertThat(sender.send(parcel(2))).isInstanceOf(Outcome.Unknown.class);
        assertThat(sender.send(parcel(2))).isInstanceOf(Outcome.Away.class);
        assertThat(sender.send(parcel(3))).isInstanceOf(Outcome.Away.class);
        assertThat(asked).containsExactly("sendmessage", "sendmessage", "getme", "getme");
        silent = false;
        asked.clear();
        assertThat(sender.send(parcel(2))).isInstanceOf(Outcome.Sent.class);
        assertThat(sender.send(parcel(3))).isInstanceOf(Outcome.Sent.class);
        assertThat(asked).containsExactly("getme", "sendmessage", "sendmessage");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = path.substring(path.lastIndexOf('/') + 1).toLowerCase(java.util.Locale.ROOT);
        exchange.getRequestBody().readAllBytes();
        asked.add(method);
        if (silent) {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        String result = method.equals("getme")
                ? "{\"id\":700,\"is_bot\":true,\"first_name\":\"Shop\"}"
                : "{\"message_id\":5,\"date\":1790000000,\"chat\":{\"id\":42,\"type\":\"private\"},\"text\":\"x\"}";
        byte[] body = ("{\"ok\":true,\"result\":" + result + "}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private BotSender sender() {
        TelegramUrl url = TelegramUrl.builder()
                .schema("http")
                .host("127.0.0.1")
                .port(server.getAddress().getPort())
                .testServer(false)
                .build();
        return new BotSender(new OkHttpTelegramClient(http, TOKEN, url), new NoFiles());
    }

    private static Parcel parcel(int number) {
        return new Parcel(
                new PartId(new ReplyId(new UUID(0, number)), 1),
                new Delivery.Pending(Delivery.Calls.NONE).begin(),
                new ConversationId(new UUID(0, 1)),
                Address.telegram(700, 42),
                new Door(Channel.TELEGRAM, "700"),
                Instant.parse("2026-12-01T10:00:00Z"),
                new AgentId("anna"),
                "Anna",
                null,
                null,
                null,
                new Part("answer " + number, List.of()));
    }

    private static final class NoFiles implements Blobs {
        @Override
        public BlobRef write(InputStream bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BlobRef write(byte[] bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public InputStream read(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
