package dev.onethread.ticket.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/// A screen on the live feed that applies frames as the page does.
public final class LiveClient implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    private LiveClient(String origin) {
        var builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (origin != null) {
            builder.header("Origin", origin);
        }
        socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + Inbox.port() + "/live"), this)
                .join();
    }

    public static LiveClient connect() {
        return new LiveClient(null);
    }

    public static LiveClient from(String origin) {
        return new LiveClient(origin);
    }

    public LiveClient hello(String token, String since) {
        Map<String, String> frame = new HashMap<>();
        frame.put("type", "hello");
        frame.put("token", token);
        frame.put("since", since);
        return say(Inbox.json(frame));
    }

    public LiveClient open(UUID conversation) {
        return say(Inbox.json(Map.of("type", "open", "conversation", conversation.toString())));
    }

    public LiveClient say(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    public List<JsonNode> frames() {
        return frames;
    }

    public JsonNode await(String what, Predicate<JsonNode> wanted) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> frames.stream().anyMatch(wanted));
        return frames.stream().filter(wanted).findFirst().orElseThrow();
    }

    public JsonNode awaitType(String type) {
        return await("a frame " + type, frame -> frame.path("type").asText().equals(type));
    }

    public int awaitClose() {
        return closed.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    /// The number of the last frame that had one.
    public String feed() {
        String feed = null;
        for (JsonNode frame : frames) {
            feed = frame.has("feed") ? frame.get("feed").asText() : feed;
        }
        return feed;
    }

    /// The newest version of each conversation it was told.
    public Map<String, Long> versions() {
        Map<String, Long> versions = new HashMap<>();
        for (JsonNode frame : frames) {
            if (frame.path("type").asText().equals("conversation")) {
                JsonNode summary = frame.get("summary");
                versions.merge(
                        summary.get("id").asText(), summary.get("version").asLong(), Math::max);
            }
        }
        return versions;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            try {
                frames.add(MAPPER.readTree(part.toString()));
            } catch (JsonProcessingException e) {
                closed.completeExceptionally(e);
            }
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
