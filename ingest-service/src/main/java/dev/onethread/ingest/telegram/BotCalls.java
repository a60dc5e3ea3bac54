package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/// Small calls to the Bot API that are no part of reading updates.
@ApplicationScoped
class BotCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI api;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    BotCalls(TelegramSettings settings) {
        this.api = settings.apiUrl();
    }

    /// @return what Telegram calls the result
    JsonNode call(Bot bot, String method, Map<String, ?> parameters) throws Failed, InterruptedException {
        String base = api.toString().replaceAll("/+$", "");
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/bot" + bot.token() + "/" + method))
                    .timeout(PATIENCE)
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(parameters)))
                    .build();
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new Failed(answer.statusCode());
            }
            return JSON.readTree(answer.body()).path("result");
        } catch (IOException e) {
            throw new Failed(0);
        }
    }

    /// Telegram said no, or nothing: status 0.
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        Failed(int status) {
            super("status " + status, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
