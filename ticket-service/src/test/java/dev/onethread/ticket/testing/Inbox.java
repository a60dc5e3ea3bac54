package dev.onethread.ticket.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onethread.delivery.testing.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/// An agent who calls the inbox over HTTP, as the page does.
public final class Inbox {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String token;

    private Inbox(String token) {
        this.token = token;
    }

    /// What came back.
    public record Answer(int status, JsonNode body, HttpResponse<byte[]> raw) {
        public String code() {
            String type = body.path("type").asText();
            return type.substring(type.lastIndexOf(':') + 1);
        }

        public String text() {
            return new String(raw.body(), java.nio.charset.StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    public static Inbox with(String token) {
        return new Inbox(token);
    }

    /// An agent of that name, made by an administrator if there is none yet.
    public static Inbox agent(String name) {
        return user(name, "agent");
    }

    /// A supervisor who takes no work.
    public static Inbox supervisor(String name) {
        return user(name, "supervisor");
    }

    private static Inbox user(String name, String role) {
        Answer made = with(Tokens.of("root", "admin"))
                .put("/users/" + name, Map.of("name", name, "password", name + "-demo-2026", "roles", List.of(role)));
        if (made.status() >= 300) {
            throw new IllegalStateException(made.text());
        }
        return with(Tokens.of(name, role));
    }

    public static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }

    public String token() {
        return token;
    }

    public Answer get(String path) {
        return call("GET", path, null);
    }

    public Answer put(String path, Object body) {
        return call("PUT", path, body);
    }

    public Answer post(String path, Object body) {
        return call("POST", path, body);
    }

    public Answer delete(String path) {
        return call("DELETE", path, null);
    }

    public Answer reply(UUID conversation, UUID reply, String text) {
        return put("/conversations/" + conversation + "/replies/" + reply, Map.of("text", text));
    }

    /// The whole transcript, read page by page.
    public List<JsonNode> transcript(UUID conversation) {
        List<JsonNode> entries = new ArrayList<>();
        boolean more = true;
        while (more) {
            long after = entries.isEmpty() ? 0 : entries.getLast().get("seq").asLong();
            JsonNode page = get("/conversations/" + conversation + "/entries?limit=200&after=" + after)
                    .body();
            page.path("items").forEach(entries::add);
            more = page.path("more").asBoolean();
        }
        return entries;
    }

    public Answer upload(String name, String type, byte[] bytes) {
        return send(request("/uploads?name=" + name)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(bytes))
                .build());
    }

    public Answer call(String method, String path, Object body) {
        var request = request(path);
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return send(request.build());
    }

    public HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/api/inbox" + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    public static Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = CLIENT.send(request, BodyHandlers.ofByteArray());
            boolean json =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(
                    response.statusCode(), json ? MAPPER.readTree(response.body()) : MAPPER.missingNode(), response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String json(Object body) {
        try {
            return body instanceof String text ? text : MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
