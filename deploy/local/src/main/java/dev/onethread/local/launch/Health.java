package dev.onethread.local.launch;

import dev.onethread.local.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// Waiting until a child can be used.
final class Health {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private Health() {}

    static void await(int port, String path, Duration patience, String what, Path log) {
        if (!becomes(port, path, patience)) {
            throw never(what, log);
        }
    }

    /// Whether it answers with 200 before patience runs out.
    static boolean becomes(int port, String path, Duration patience) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        Instant end = Instant.now().plus(patience);
        while (!ok(request)) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            Launcher.rest();
        }
        return true;
    }

    static void awaitPort(int port, Duration patience, String what, Path log) {
        Instant end = Instant.now().plus(patience);
        while (!Ports.taken(port)) {
            if (Instant.now().isAfter(end)) {
                throw never(what, log);
            }
            Launcher.rest();
        }
    }

    private static boolean ok(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    private static Setup.Refusal never(String what, Path log) {
        return new Setup.Refusal(what + " did not become ready. Its log says why: " + log);
    }
}
