package dev.onethread.local.telegram;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Brings a bot's updates to its webhook, one after the other, each again until it is taken with a status of 2xx.
/// <https://core.telegram.org/bots/api#setwebhook>
final class Bringing implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LONGEST_PAUSE = 2_000;

    private final URI url;
    private final String secret;
    private final Source source;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Semaphore news = new Semaphore(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile int refused;

    Bringing(URI url, String secret, Source source) {
        this.url = url;
        this.secret = secret;
        this.source = source;
        Thread.ofVirtual().name("telegram-webhook").start(this::run);
    }

    /// The updates that wait.
    interface Source {
        @Nullable
        JsonObject oldest();

        void taken(JsonObject update);
    }

    URI url() {
        return url;
    }

    /// How many times the bot did not take an update.
    int refused() {
        return refused;
    }

    void wake() {
        news.release();
    }

    private void run() {
        try {
            long pause = 100;
            while (closed.getCount() > 0) {
                @Nullable JsonObject update = source.oldest();
                if (update == null) {
                    news.acquire();
                } else if (brought(update)) {
                    source.taken(update);
                    pause = 100;
                } else {
                    refused++;
                    if (closed.await(pause, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                    pause = Math.min(LONGEST_PAUSE, pause * 2);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean brought(JsonObject update) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(update.encode()));
        if (!secret.isEmpty()) {
            request.header("X-Telegram-Bot-Api-Secret-Token", secret);
        }
        try {
            int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status >= 200 && status < 300;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        news.release();
        http.shutdownNow();
    }
}
