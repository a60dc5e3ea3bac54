package dev.onethread.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onethread.local.Ports;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatewayTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private int first;
    private int second;
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        first = backend("first");
        second = backend("second");
        int nobody = Ports.free();
        gateway = Gateway.start(
                "127.0.0.1",
                0,
                List.of(
                        new Route("/", () -> List.of(first)),
                        new Route("/api/routing/", () -> List.of(second)),
                        new Route("/both/", () -> List.of(first, second)),
                        new Route("/limping/", () -> List.of(nobody, second)),
                        new Route("/dead/", () -> List.of(nobody)),
                        new Route("/none/", List::of)));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theLongestPrefixWins() throws Exception {
        assertThat(get("/").body()).startsWith("first /");
        assertThat(get("/api/inbox/me").body()).startsWith("first /api/inbox/me");
        assertThat(get("/api/routing/rules?x=1").body()).startsWith("second /api/routing/rules?x=1");
        assertThat(get("/api/routing").body()).startsWith("second");
        assertThat(get("/api/routingX").body()).startsWith("first");
    }

    @Test
    void replicasTakeTurns() throws Exception {
        assertThat(List.of(get("/both/").body().charAt(0), get("/both/").body().charAt(0)))
                .containsExactlyInAnyOrder('f', 's');
    }

    @Test
    void aReplicaThatIsAwayIsPassedOver() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(get("/limping/").body()).startsWith("second");
        }
    }

    @Test
    void withoutAnyReplicaTheAnswerIsBadGateway() throws Exception {
        assertThat(get("/dead/").statusCode()).isEqualTo(502);
        assertThat(get("/none/").statusCode()).isEqualTo(502);
    }

    @Test
    void healthAndMetricsAreNotReachable() throws Exception {
        assertThat(get("/q/health").statusCode()).isEqualTo(404);
        assertThat(get("/q").statusCode()).isEqualTo(404);
    }

    @Test
    void whatTheClientClaimsAboutItselfIsReplaced() throws Exception {
        HttpRequest forged = HttpRequest.newBuilder(uri("http", "/"))
                .header("X-Forwarded-For", "6.6.6.6")
                .header("X-Forwarded-Host", "evil.test")
                .header("Forwarded", "for=6.6.6.6")
                .build();
        String seen = http.send(forged, BodyHandlers.ofString()).body();
        assertThat(seen).doesNotContain("6.6.6.6").doesNotContain("evil.test").contains("for=127.0.0.1");
    }

    @Test
    void bodiesPassWhole() throws Exception {
        String large = "ъ".repeat(1_000_000);
        HttpRequest request = HttpRequest.newBuilder(uri("http", "/echo"))
                .POST(HttpRequest.BodyPublishers.ofString(large))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo(large);
    }

    @Test
    void webSocketsPassAndEndTogether() throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(uri("ws", "/live"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        heard.complete(text.toString());
                        return WebSocket.Listener.super.onText(from, text, last);
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
                        closed.complete(status);
                        return null;
                    }
                })
                .get(10, TimeUnit.SECONDS);
        socket.sendText("hello", true).get(10, TimeUnit.SECONDS);
        assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("first heard hello");
        socket.sendText("close", true).get(10, TimeUnit.SECONDS);
        assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo(4401);
    }

    /// A paused process accepts connections and answers nothing.
    @Test
    void aSilentReplicaIsPassedOverOnceItIsNoticed() throws Exception {
        int silent = listen(vertx.createHttpServer().requestHandler(request -> {}));
        try (Gateway limping = Gateway.start("127.0.0.1", 0, List.of(new Route("/", () -> List.of(silent, second))))) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + limping.port() + "/"))
                    .timeout(Duration.ofSeconds(1))
                    .build();
            await().ignoreExceptions().until(() -> {
                for (int i = 0; i < 4; i++) {
                    http.send(request, BodyHandlers.ofString());
                }
                return true;
            });
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri("http", path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + gateway.port() + path);
    }

    private int backend(String name) throws Exception {
        return listen(vertx.createHttpServer()
                .webSocketHandler(socket -> socket.textMessageHandler(text -> {
                    if (text.equals("close")) {
                        socket.close((short) 4401, "unauthorised");
                    } else {
                        socket.writeTextMessage(name + " heard " + text);
                    }
                }))
                .requestHandler(request -> {
                    if (request.path().equals("/echo")) {
                        request.bodyHandler(body -> request.response().end(body));
                    } else {
                        request.response()
                                .end(name + " " + request.uri() + " for=" + request.getHeader("X-Forwarded-For")
                                        + " host=" + request.getHeader("X-Forwarded-Host") + " "
                                        + request.getHeader("Forwarded"));
                    }
                }));
    }

    private static int listen(HttpServer server) throws Exception {
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }
}
