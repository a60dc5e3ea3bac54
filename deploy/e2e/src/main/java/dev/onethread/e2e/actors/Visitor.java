package dev.onethread.e2e.actors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.contracts.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A visitor of a web page with the chat widget, speaking its protocol; reconnects and repeats what was not accepted,
/// as
/// the widget does.
public final class Visitor implements AutoCloseable {
    /// One of our own: on two cores the common pool has a single thread, which a test may well be waiting in.
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());

    private final URI socketUrl;
    private final Map<String, CompletableFuture<Long>> unaccepted = new ConcurrentHashMap<>();
    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final List<JsonNode> entries = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private final ExecutorService turn =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private volatile @Nullable String id;
    private volatile @Nullable String secret;
    private volatile @Nullable WebSocket socket;
    private final CompletableFuture<Void> welcome = new CompletableFuture<>();
    private volatile long last;
    private volatile boolean closed;

    private Visitor(URI socketUrl) {
        this.socketUrl = socketUrl;
    }

    /// Opens the chat of `widget` for somebody new.
    public static Visitor arrives(Installation installation, String widget) {
        URI url = installation.url();
        Visitor visitor = new Visitor(
                URI.create("ws://" + url.getHost() + ":" + url.getPort() + "/chat/socket?widget=" + widget));
        visitor.connect();
        return visitor;
    }

    /// The public name, known once connected.
    public String id() {
        String now = id;
        if (now == null) {
            throw new IllegalStateException("not welcomed yet");
        }
        return now;
    }

    /// Sends a text under a fresh id.
    /// @return completes with the visitor's own number once accepted
    public CompletableFuture<Long> says(String text) {
        return says(UUID.randomUUID().toString(), text);
    }

    public CompletableFuture<Long> says(String messageId, String text) {
        CompletableFuture<Long> accepted = unaccepted.computeIfAbsent(messageId, x -> new CompletableFuture<>());
        texts.put(messageId, text);
        send(message(messageId, text));
        return accepted;
    }

    /// What stands on the visitor's screen, oldest first, as the server sent it.
    public List<JsonNode> entries() {
        return List.copyOf(entries);
    }

    /// Another tab of the same browser.
    public Visitor anotherTab() {
        Visitor tab = new Visitor(socketUrl);
        tab.id = id;
        tab.secret = secret;
        tab.connect();
        return tab;
    }

    @Override
    public void close() {
        closed = true;
        WebSocket now = socket;
        if (now != null) {
            now.abort();
        }
        turn.shutdown();
    }

    private void connect() {
        reconnect();
        try {
            welcome.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the chat did not welcome the visitor", e);
        }
    }

    private void again() {
        if (!closed) {
            var unused = CLOCK.schedule(this::reconnect, 500, TimeUnit.MILLISECONDS);
        }
    }

    private void reconnect() {
        if (closed) {
            return;
        }
        Http.CLIENT
                .newWebSocketBuilder()
                .header("Origin", "http://" + socketUrl.getHost() + ":" + socketUrl.getPort())
                .buildAsync(socketUrl, new Listener())
                .whenComplete((opened, failure) -> {
                    if (failure != null) {
                        again();
                        return;
                    }
                    socket = opened;
                    send(hello());
                });
    }

    private ObjectNode hello() {
        return frame("hello").put("visitor", id).put("secret", secret).put("last", last);
    }

    private static ObjectNode message(String messageId, String text) {
        ObjectNode message = frame("message").put("id", messageId).put("text", text);
        message.putArray("attachments");
        return message;
    }

    private static ObjectNode frame(String type) {
        return Wire.mapper().createObjectNode().put("type", type);
    }

    private void send(ObjectNode frame) {
        synchronized (lock) {
            WebSocket now = socket;
            if (now == null) {
                return;
            }
            try {
                now.sendText(frame.toString(), true).get(10, TimeUnit.SECONDS);
            } catch (Exception e) {
                now.abort();
                lost(now);
            }
        }
    }

    /// A socket may be found dead by a reader and a writer; only the first of them connects anew.
    private void lost(WebSocket dead) {
        synchronized (lock) {
            if (socket != dead) {
                return;
            }
            socket = null;
        }
        again();
    }

    private void on(JsonNode frame) {
        switch (frame.path("type").asText()) {
            case "welcome" -> {
                id = frame.path("visitor").asText();
                if (frame.path("secret").isTextual()) {
                    secret = frame.path("secret").asText();
                }
                welcome.complete(null);
                unaccepted.keySet().forEach(messageId -> send(message(messageId, texts.getOrDefault(messageId, ""))));
            }
            case "accepted" -> {
                CompletableFuture<Long> waiting =
                        unaccepted.remove(frame.path("id").asText());
                if (waiting != null) {
                    waiting.complete(frame.path("seq").asLong());
                }
            }
            case "refused" -> {
                CompletableFuture<Long> waiting =
                        unaccepted.remove(frame.path("id").asText());
                if (waiting != null) {
                    waiting.completeExceptionally(
                            new IllegalStateException(frame.path("code").asText()));
                }
            }
            case "entry" -> {
                last = Math.max(last, frame.path("seq").asLong());
                entries.add(frame);
            }
            case "ping" -> send(frame("pong"));
            default -> {
                // typing and whatever else a widget may ignore
            }
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean complete) {
            text.append(data);
            if (complete) {
                String whole = text.toString();
                text.setLength(0);
                try {
                    JsonNode frame = Wire.mapper().readTree(whole);
                    turn.execute(() -> on(frame));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            lost(from);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            lost(from);
        }
    }
}
