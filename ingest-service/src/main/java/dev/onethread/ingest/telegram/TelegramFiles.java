package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onethread.contracts.BlobRef;
import dev.onethread.delivery.blobs.Blobs;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Fetches the bytes of files. The library's own download ignores a configured API address, so the two calls are made
/// here (https://core.telegram.org/bots/api#getfile).
@ApplicationScoped
class TelegramFiles {
    private static final Logger LOG = Logger.getLogger(TelegramFiles.class);
    private static final int ATTEMPTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TelegramSettings settings;
    private final Blobs blobs;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    TelegramFiles(TelegramSettings settings, Blobs blobs) {
        this.settings = settings;
        this.blobs = blobs;
    }

    /// Waits and tries again where Telegram stumbles, but not for ever: the message matters more than its file.
    /// @throws IOException where the blob store fails, which is no fault of the file
    Fetched fetch(Bot bot, Reading.Wanted wanted) throws IOException, InterruptedException {
        if (wanted.size() > settings.fileLimit()) {
            return tooLarge();
        }
        String reason = "Telegram did not answer";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return once(bot, wanted);
            } catch (Stumbled e) {
                reason = e.getMessage();
                LOG.warnf(
                        "A file could not be fetched: door=%s attempt=%d reason=%s",
                        bot.door().name(), attempt, reason);
                if (attempt < ATTEMPTS) {
                    TimeUnit.MILLISECONDS.sleep(e.wait.toMillis() * attempt);
                }
            }
        }
        return new Fetched.Missing(reason);
    }

    private Fetched once(Bot bot, Reading.Wanted wanted) throws Stumbled, IOException, InterruptedException {
        HttpResponse<InputStream> answer = call("/bot" + bot.token() + "/getFile", Map.of("file_id", wanted.fileId()));
        JsonNode file;
        try (InputStream body = answer.body()) {
            file = JSON.readTree(body.readNBytes(1 << 20));
        } catch (IOException e) {
            throw new Stumbled("getFile answered no JSON");
        }
        if (answer.statusCode() != 200) {
            return refused(answer.statusCode(), file);
        }
        if (Fields.size(file.path("result"), "file_size") > settings.fileLimit()) {
            return tooLarge();
        }
        String path = Fields.text(file.path("result"), "file_path");
        return path == null ? new Fetched.Missing("Telegram named no path") : bytes(bot, path);
    }

    private Fetched bytes(Bot bot, String path) throws Stumbled, IOException, InterruptedException {
        HttpResponse<InputStream> answer = call("/file/bot" + bot.token() + "/" + encoded(path), Map.of());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != 200) {
                return refused(answer.statusCode(), JSON.missingNode());
            }
            return new Fetched.Held(blobs.write(new Guarded(body, settings.fileLimit())));
        } catch (Guarded.TooLarge e) {
            return tooLarge();
        } catch (Guarded.BrokenOff e) {
            throw new Stumbled("the transfer broke off");
        }
    }

    private HttpResponse<InputStream> call(String path, Map<String, String> body)
            throws Stumbled, IOException, InterruptedException {
        String base = settings.apiUrl().toString().replaceAll("/+$", "");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        if (!body.isEmpty()) {
            request.header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new Stumbled("Telegram cannot be reached");
        }
    }

    /// What a status other than 200 means: 429 and 5xx pass by, any other will stay.
    private static Fetched refused(int status, JsonNode problem) throws Stumbled {
        if (status == 429) {
            long seconds =
                    Math.clamp(problem.path("parameters").path("retry_after").asLong(1), 1, 15);
            throw new Stumbled("Telegram asks for patience", Duration.ofSeconds(seconds));
        }
        if (status >= 500) {
            throw new Stumbled("Telegram answered " + status);
        }
        String words = Fields.text(problem, "description");
        return words != null && words.contains("too big") ? tooLarge() : new Fetched.Missing("Telegram refused it");
    }

    private static Fetched tooLarge() {
        return new Fetched.Missing("larger than a bot may fetch");
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    /// What became of a file.
    sealed interface Fetched {
        record Held(BlobRef blob) implements Fetched {}

        record Missing(String reason) implements Fetched {}
    }

    /// Telegram failed in a way that may pass.
    private static final class Stumbled extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Duration wait;

        Stumbled(String reason) {
            this(reason, Duration.ofMillis(500));
        }

        Stumbled(String reason, Duration wait) {
            super(reason, null, false, false);
            this.wait = wait;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
