package dev.onethread.ingest.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/// A customer on Telegram, who acts through the stand-in's page.
public record TelegramCustomer(String bot, long chat) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /// `token` as in [TelegramSurroundings].
    public static TelegramCustomer of(String token, long chat) {
        return new TelegramCustomer(token.substring(0, token.indexOf(':')), chat);
    }

    public String address() {
        return "telegram:" + bot + ":" + chat;
    }

    /// @return the id the message will have
    public String says(String text) {
        return id(post("/chats/" + chat + "/messages", json(Map.of("name", "Anna", "text", text)), "application/json"));
    }

    public String sends(String kind, String name, String mediaType, byte[] bytes, String caption) {
        String query = "?customer=Anna&kind=" + kind + "&name=" + encoded(name) + "&caption=" + encoded(caption);
        return id(post("/chats/" + chat + "/files" + query, bytes, mediaType));
    }

    public String update(String json) {
        return id(post("/updates", json.getBytes(StandardCharsets.UTF_8), "application/json"));
    }

    /// Updates the bot has not confirmed.
    public int unconfirmed() {
        for (JsonNode known : answer(request("").GET())) {
            if (known.path("number").asText().equals(bot)) {
                return known.path("pending").intValue();
            }
        }
        throw new IllegalStateException("no such bot");
    }

    private String id(JsonNode answer) {
        return "telegram:" + bot + ":" + answer.path("updateId").asLong();
    }

    private JsonNode post(String path, byte[] body, String type) {
        return answer(request("/" + bot + path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    private static HttpRequest.Builder request(String path) {
        String base = ConfigProvider.getConfig().getValue("onethread.telegram.api-url", String.class);
        return HttpRequest.newBuilder(URI.create(base + "/play/api/telegram/bots" + path));
    }

    private static JsonNode answer(HttpRequest.Builder request) {
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] json(Map<String, String> fields) {
        try {
            return JSON.writeValueAsBytes(fields);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
