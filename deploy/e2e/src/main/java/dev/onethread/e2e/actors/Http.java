package dev.onethread.e2e.actors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One origin, asked in JSON.
public final class Http {
    static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI base;

    public Http(URI base) {
        this.base = base;
    }

    /// An answer: its status, and its body where it is JSON.
    public record Answer(int status, JsonNode body) {
        /// The body, if the status says that all is well.
        public JsonNode ok() {
            if (status >= 300) {
                throw new IllegalStateException(status + " " + body);
            }
            return body;
        }
    }

    public Answer ask(String method, String path, @Nullable Object body, Map<String, String> headers) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
            headers.forEach(request::header);
            if (body == null) {
                request.method(method, HttpRequest.BodyPublishers.noBody());
            } else if (body instanceof byte[] bytes) {
                request.method(method, HttpRequest.BodyPublishers.ofByteArray(bytes));
            } else {
                request.header("Content-Type", "application/json")
                        .method(
                                method,
                                HttpRequest.BodyPublishers.ofString(
                                        Wire.mapper().writeValueAsString(body), StandardCharsets.UTF_8));
            }
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), json(response));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking", e);
        }
    }

    /// What stands at `url`, as text.
    static String text(URI url) throws IOException {
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(url)
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking", e);
        }
    }

    private static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        String type = response.headers().firstValue("content-type").orElse("");
        if (!type.contains("json") || response.body().length == 0) {
            return Wire.mapper().nullNode();
        }
        return Wire.mapper().readTree(response.body());
    }
}
