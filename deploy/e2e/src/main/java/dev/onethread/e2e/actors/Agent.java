package dev.onethread.e2e.actors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A user of the inbox through its API. Signs in again before the access token ends.
public final class Agent implements AutoCloseable {
    private final Http http;
    private final Installation installation;
    private final String user;
    private final String password;
    private volatile String token = "";
    private volatile Instant expires = Instant.EPOCH;
    private volatile @Nullable WebSocket socket;

    private Agent(Installation installation, String user, String password) {
        this.installation = installation;
        this.http = installation.http();
        this.user = user;
        this.password = password;
    }

    public static Agent signsIn(Installation installation, String user, String password) {
        Agent agent = new Agent(installation, user, password);
        agent.token();
        return agent;
    }

    /// Any request of the API with this user's rights; `path` begins with `/api/`.
    public Http.Answer ask(String method, String path, @Nullable Object body) {
        return http.ask(method, path, body, Map.of("Authorization", "Bearer " + token()));
    }

    public void is(String presence) {
        ask(
                        "PUT",
                        "/api/inbox/me/presence",
                        Map.of("commandId", UUID.randomUUID().toString(), "presence", presence))
                .ok();
    }

    /// Every conversation of a list (`mine`, `queue`, `all`), all pages.
    public List<JsonNode> list(String list) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = ask("GET", "/api/inbox/conversations?limit=100&list=" + list + cursor, null)
                    .ok();
            page.path("items").forEach(all::add);
            if (!page.path("next").isTextual()) {
                return all;
            }
            cursor = "&cursor=" + URLEncoder.encode(page.path("next").asText(), StandardCharsets.UTF_8);
        }
    }

    /// Every entry of a conversation in the order of `seq`.
    public List<JsonNode> transcript(String conversation) {
        List<JsonNode> all = new ArrayList<>();
        long after = 0;
        while (true) {
            JsonNode page = ask(
                            "GET",
                            "/api/inbox/conversations/" + conversation + "/entries?limit=200&after=" + after,
                            null)
                    .ok();
            for (JsonNode entry : page.path("items")) {
                all.add(entry);
                after = entry.path("seq").asLong();
            }
            if (!page.path("more").asBoolean()) {
                return all;
            }
        }
    }

    public JsonNode replies(String conversation, String text) {
        Map<String, Object> body = new HashMap<>();
        body.put("text", text);
        body.put("attachments", List.of());
        return ask("PUT", "/api/inbox/conversations/" + conversation + "/replies/" + UUID.randomUUID(), body)
                .ok();
    }

    /// Opens the live feed; `each` gets every frame with the time it came ([System#nanoTime]).
    public void watches(FrameConsumer each) {
        URI url = installation.url();
        URI live = URI.create("ws://" + url.getHost() + ":" + url.getPort() + "/live");
        CompletableFuture<Void> welcomed = new CompletableFuture<>();
        socket = Http.CLIENT
                .newWebSocketBuilder()
                .header("Origin", "http://" + url.getHost() + ":" + url.getPort())
                .buildAsync(
                        live,
                        new Frames(
                                frame -> {
                                    if (frame.path("type").asText().equals("welcome")) {
                                        welcomed.complete(null);
                                    }
                                },
                                each))
                .join();
        socket.sendText(
                        Wire.mapper()
                                .createObjectNode()
                                .put("type", "hello")
                                .put("token", token())
                                .putNull("since")
                                .toString(),
                        true)
                .join();
        welcomed.orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        WebSocket now = socket;
        if (now != null) {
            now.abort();
        }
    }

    private synchronized String token() {
        if (Instant.now().isAfter(expires.minusSeconds(60))) {
            JsonNode session = http.ask(
                            "POST", "/api/inbox/session", Map.of("user", user, "password", password), Map.of())
                    .ok();
            token = session.path("accessToken").asText();
            expires = Instant.parse(session.path("expiresAt").asText());
        }
        return token;
    }

    /// Takes one frame of the live feed.
    @FunctionalInterface
    public interface FrameConsumer {
        void accept(JsonNode frame, long nanos);
    }

    private static final class Frames implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private final Consumer<JsonNode> first;
        private final FrameConsumer each;

        Frames(Consumer<JsonNode> first, FrameConsumer each) {
            this.first = first;
            this.each = each;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean complete) {
            long now = System.nanoTime();
            text.append(data);
            if (complete) {
                try {
                    JsonNode frame = Wire.mapper().readTree(text.toString());
                    first.accept(frame);
                    each.accept(frame, now);
                    if (frame.path("type").asText().equals("ping")) {
                        from.sendText("{\"type\":\"pong\"}", true);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } finally {
                    text.setLength(0);
                }
            }
            from.request(1);
            return null;
        }
    }
}
