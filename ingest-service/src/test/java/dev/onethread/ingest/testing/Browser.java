package dev.onethread.ingest.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/// A visitor's browser tab: a socket that speaks the protocol by hand.
public final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final List<JsonNode> entries = new ArrayList<>();
    private final LinkedBlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    public String visitor;
    public String secret;

    private Browser(WebSocket.Builder builder, String widget) {
        this.socket = builder.buildAsync(
                        URI.create(base().replace("http:", "ws:") + "/chat/socket?widget=" + widget), new Listener())
                .join();
    }

    public static Browser open() {
        return open("shop");
    }

    public static Browser open(String widget) {
        return new Browser(HTTP.newWebSocketBuilder().header("Origin", "http://shop.local"), widget);
    }

    /// Of a network address, as the proxy before us tells it.
    public static Browser from(String address) {
        return new Browser(
                HTTP.newWebSocketBuilder().header("Origin", "http://shop.local").header("X-Forwarded-For", address),
                "shop");
    }

    /// Says who it is for the first time, and returns the welcome or the refusal.
    public JsonNode isNew() {
        send(Map.of("type", "hello", "last", 0));
        return await(Set.of("welcome", "refused"));
    }

    /// Comes with a page's word on who it is, and with what it had before.
    public JsonNode comesAs(Map<String, Object> identity) {
        Map<String, Object> hello = new java.util.HashMap<>(Map.of("type", "hello", "last", 0, "identity", identity));
        if (visitor != null) {
            hello.put("visitor", visitor);
            hello.put("secret", secret);
        }
        send(hello);
        JsonNode welcome = await("welcome");
        visitor = welcome.get("visitor").asText();
        secret = welcome.get("secret").asText();
        return welcome;
    }

    /// @return the status the handshake was refused with
    public static int refused(String widget, String origin) {
        try (Browser browser = new Browser(HTTP.newWebSocketBuilder().header("Origin", origin), widget)) {
            throw new AssertionError("the socket opened for " + browser);
        } catch (CompletionException e) {
            return ((java.net.http.WebSocketHandshakeException) e.getCause())
                    .getResponse()
                    .statusCode();
        }
    }

    /// A new visitor, who has been welcomed.
    public static Browser newVisitor() {
        return newVisitor("shop");
    }

    public static Browser newVisitor(String widget) {
        Browser browser = open(widget);
        browser.send(Map.of("type", "hello", "last", 0));
        JsonNode welcome = browser.await("welcome");
        browser.visitor = welcome.get("visitor").asText();
        browser.secret = welcome.get("secret").asText();
        return browser;
    }

    /// Another tab of the same visitor, who has everything up to `last`.
    public Browser anotherTab(long last) {
        Browser tab = open();
        tab.visitor = visitor;
        tab.secret = secret;
        tab.hello(last);
        tab.await("welcome");
        return tab;
    }

    public void hello(long last) {
        send(Map.of("type", "hello", "visitor", visitor, "secret", secret, "last", last));
    }

    public String says(String text) {
        String id = UUID.randomUUID().toString();
        says(id, text);
        return id;
    }

    public void says(String id, String text) {
        send(Map.of("type", "message", "id", id, "text", text));
    }

    public void send(Object frame) {
        try {
            sendText(JSON.writeValueAsString(frame));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public void sendText(String text) {
        socket.sendText(text, true).join();
    }

    /// The next frame of this type; entries that come before are kept for [#entry].
    public JsonNode await(String type) {
        return await(Set.of(type));
    }

    /// The next frame of one of these types.
    public JsonNode await(Set<String> types) {
        try {
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (System.nanoTime() < until) {
                JsonNode frame = frames.poll(100, TimeUnit.MILLISECONDS);
                if (frame != null && types.contains(frame.get("type").asText())) {
                    return frame;
                }
                if (frame != null && frame.get("type").asText().equals("entry")) {
                    entries.add(frame);
                }
            }
            throw new AssertionError("no frame " + types);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The next entry.
    public JsonNode entry() {
        return entries.isEmpty() ? await("entry") : entries.removeFirst();
    }

    /// The code it was closed with, -1 where the line broke.
    public int closeCode() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !closed.isEmpty() || socket.isOutputClosed() || socket.isInputClosed());
        Integer code = closed.peek();
        return code == null ? -1 : code;
    }

    @Override
    public void close() {
        socket.abort();
    }

    public static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    frames.add(JSON.readTree(text.toString()));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            closed.add(code);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.add(-1);
        }
    }
}
