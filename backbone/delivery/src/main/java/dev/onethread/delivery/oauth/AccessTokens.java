package dev.onethread.delivery.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Access tokens got with one refresh token, each used until shortly before it ends. Safe for many threads; they wait
/// for the one that asks. Neither tokens nor the server's words are ever logged.
public final class AccessTokens {
    /// Before its end a token may already be refused by a clock that is ahead of ours.
    private static final Duration MARGIN = Duration.ofSeconds(60);
    private static final Duration USUAL_LIFE = Duration.ofMinutes(10);
    private static final int LONGEST_ANSWER = 100_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OAuthSettings settings;
    private final Duration timeout;
    private final HttpClient client;
    private String refreshToken;
    private @Nullable String token;
    private long endsAt;

    /// `timeout` bounds each question.
    public AccessTokens(OAuthSettings settings, Duration timeout) {
        this.settings = settings;
        this.timeout = timeout;
        this.refreshToken = settings.refreshToken();
        this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    /// A token that should be good now.
    /// @throws IOException where none is to be had, such as `the token endpoint says 400 invalid_grant`
    public synchronized String token() throws IOException {
        String kept = token;
        if (kept != null && System.nanoTime() - endsAt < 0) {
            return kept;
        }
        return renewed();
    }

    /// Forgets the token that a server has refused; the next is a new one.
    public synchronized void refused(String refused) {
        if (refused.equals(token)) {
            token = null;
        }
    }

    private String renewed() throws IOException {
        JsonNode answer = ask();
        String fresh = answer.path("access_token").asText("");
        if (fresh.isEmpty()) {
            throw new IOException("the token endpoint gave no access_token");
        }
        Duration life = answer.path("expires_in").isNumber()
                ? Duration.ofSeconds(answer.path("expires_in").asLong())
                : USUAL_LIFE;
        Duration used = life.compareTo(MARGIN.multipliedBy(2)) > 0 ? life.minus(MARGIN) : life.dividedBy(2);
        token = fresh;
        endsAt = System.nanoTime() + used.toNanos();
        // Some servers give a new refresh token each time, and the old one ends (RFC 6749 section 6).
        refreshToken = answer.path("refresh_token").asText(refreshToken);
        return fresh;
    }

    private JsonNode ask() throws IOException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        form.put("client_id", settings.clientId());
        settings.clientSecret().ifPresent(secret -> form.put("client_secret", secret));
        settings.scope().ifPresent(scope -> form.put("scope", scope));
        HttpRequest request = HttpRequest.newBuilder(settings.tokenUrl())
                .timeout(timeout)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            String body = response.body().length() > LONGEST_ANSWER ? "" : response.body();
            JsonNode answer = body.startsWith("{") ? JSON.readTree(body) : JSON.createObjectNode();
            if (response.statusCode() != 200) {
                String error = answer.path("error").asText("").replaceAll("[^a-z_]", "");
                throw new IOException("the token endpoint says " + response.statusCode() + " " + error);
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a token was asked for", e);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
