package dev.onethread.e2e.actors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.contracts.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    /// What the server has not taken yet, in the order it was said; guarded by `lock`.
    private final SequencedMap<String, Unaccepted> unaccepted = new LinkedHashMap<>();
    private final List<JsonNode> entries = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private final Duration silence;
    private final Future<?> watching;
    private final ExecutorService turn =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private volatile @Nullable String id;
    private volatile @Nullable String secret;
    private volatile @Nullable WebSocket socket;
    private final CompletableFuture<Void> welcome = new CompletableFuture<>();
    private volatile long last;
    private volatile long heard = System.nanoTime();
    private volatile boolean closed;
    /// Whether the server knows who we are: before that nothing is said. Guarded by `lock`.
    private boolean open;

    /// What was sent last and is neither taken nor refused yet. Guarded by `lock`.
    private @Nullable String underWay;

    private record Unaccepted(String text, CompletableFuture<Long> accepted) {}

    private Visitor(URI socketUrl, Duration silence) {
        this.socketUrl = socketUrl;
        this.silence = silence;
        this.watching = CLOCK.scheduleWithFixedDelay(this::watch, 1, 1, TimeUnit.SECONDS);
    }

    /// Opens the chat of `widget` for somebody new.
    public static Visitor arrives(Installation installation, String widget) {
        return arrives(installation.url().getPort(), widget, Duration.ofSeconds(60));
    }

    /// The same over another port, such as a cable's; a line on which nothing is heard for `silence` is given up.
    public static Visitor arrives(int port, String widget, Duration silence) {
        Visitor visitor = new Visitor(URI.create("ws://localhost:" + port + "/chat/socket?widget=" + widget), silence);
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
        synchronized (lock) {
            Unaccepted said =
                    unaccepted.computeIfAbsent(messageId, x -> new Unaccepted(text, new CompletableFuture<>()));
            next();
            return said.accepted();
        }
    }

    /// What stands on the visitor's screen, oldest first, as the server sent it.
    public List<JsonNode> entries() {
        return List.copyOf(entries);
    }

    /// Another tab of the same browser.
    public Visitor anotherTab() {
        Visitor tab = new Visitor(socketUrl, silence);
        tab.id = id;
        tab.secret = secret;
        tab.connect();
        return tab;
    }

    @Override
    public void close() {
        closed = true;
        watching.cancel(false);
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
                .connectTimeout(silence)
                .header("Origin", "http://" + socketUrl.getHost() + ":" + socketUrl.getPort())
                .buildAsync(socketUrl, new Listener())
                .whenComplete((opened, failure) -> {
                    if (failure != null) {
                        again();
                        return;
                    }
                    synchronized (lock) {
                        socket = opened;
                        heard = System.nanoTime();
                        send(hello());
                    }
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
            open = false;
            underWay = null;
        }
        again();
    }

    /// A line on which nothing is heard, not even a ping, is dead in one direction at least.
    private void watch() {
        WebSocket now = socket;
        if (!closed && now != null && System.nanoTime() - heard > silence.toNanos()) {
            now.abort();
            lost(now);
        }
    }

    private void welcomed(JsonNode frame) {
        synchronized (lock) {
            id = frame.path("visitor").asText();
            if (frame.path("secret").isTextual()) {
                secret = frame.path("secret").asText();
            }
            open = true;
            next();
        }
        welcome.complete(null);
    }

    /// One after the other: whatever becomes of one, none overtakes it.
    private void next() {
        if (open && underWay == null && !unaccepted.isEmpty()) {
            var first = unaccepted.firstEntry();
            underWay = first.getKey();
            send(message(first.getKey(), first.getValue().text()));
        }
    }

    private @Nullable CompletableFuture<Long> settled(JsonNode frame) {
        synchronized (lock) {
            String message = frame.path("id").asText();
            Unaccepted said = unaccepted.remove(message);
            if (message.equals(underWay)) {
                underWay = null;
                next();
            }
            return said == null ? null : said.accepted();
        }
    }

    /// The server found us too quick: the same goes out again a little later.
    private void rest() {
        var unused = CLOCK.schedule(
                () -> {
                    synchronized (lock) {
                        underWay = null;
                        next();
                    }
                },
                2,
                TimeUnit.SECONDS);
    }

    private void on(JsonNode frame) {
        switch (frame.path("type").asText()) {
            case "welcome" -> welcomed(frame);
            case "accepted" -> {
                CompletableFuture<Long> waiting = settled(frame);
                if (waiting != null) {
                    waiting.complete(frame.path("seq").asLong());
                }
            }
            case "refused" -> {
                if (frame.path("code").asText().equals("too-fast")) {
                    rest();
                    return;
                }
                CompletableFuture<Long> waiting = settled(frame);
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
            heard = System.nanoTime();
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
