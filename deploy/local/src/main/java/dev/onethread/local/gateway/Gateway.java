package dev.onethread.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A reverse proxy for one machine. What production leaves to the ingress it does alike: longest prefix wins, replicas
/// in
/// turn, WebSockets passed through, headers about the client set here and nowhere else (OWASP ASVS 4.1.3), health and
/// metrics not reachable from outside.
public final class Gateway implements AutoCloseable {
    private static final long LARGEST_BODY = 52L * 1024 * 1024;
    /// Sockets are pinged every 15 s by the services; whatever is silent for longer is gone.
    private static final int IDLE_SECONDS = 120;

    private static final Set<String> ABOUT_THE_CLIENT = Set.of(
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-proto",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-prefix",
            "x-real-ip");

    private final Vertx vertx;
    private final HttpServer server;

    private Gateway(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /// Listens on `host:port` (port 0 means any free one).
    public static Gateway start(String host, int port, List<Route> routes) {
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2).setInternalBlockingPoolSize(2));
        HttpClientOptions calm = new HttpClientOptions().setConnectTimeout(1000).setKeepAliveTimeout(10);
        HttpClient client = vertx.createHttpClient(calm, new PoolOptions().setHttp1MaxSize(2000));
        List<Route> longestFirst = routes.stream()
                .sorted(Comparator.comparingInt((Route route) -> route.prefix().length())
                        .reversed())
                .toList();
        Replicas replicas = new Replicas(
                vertx,
                client,
                () -> routes.stream()
                        .flatMap(route -> route.ports().get().stream())
                        .distinct()
                        .toList());
        HttpProxy proxy = HttpProxy.reverseProxy(client)
                .origin(context -> replicas.connect(
                        ports(longestFirst, context.request().proxiedRequest().path())))
                .addInterceptor(new ClientHeaders());
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setReuseAddress(true)
                .setIdleTimeout(IDLE_SECONDS)
                .setHttp2ClearTextEnabled(false);
        HttpServer server = vertx.createHttpServer(options).requestHandler(request -> guard(request, proxy));
        await(server.listen());
        return new Gateway(vertx, server);
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static void guard(HttpServerRequest request, HttpProxy proxy) {
        String path = Optional.ofNullable(request.path()).orElse("/");
        if (path.equals("/q") || path.startsWith("/q/") || path.contains("/../")) {
            request.response().setStatusCode(404).end();
        } else if (length(request) > LARGEST_BODY) {
            request.response()
                    .setStatusCode(413)
                    .putHeader("Connection", "close")
                    .end();
        } else {
            proxy.handle(request);
        }
    }

    private static long length(HttpServerRequest request) {
        try {
            return Long.parseLong(
                    Optional.ofNullable(request.getHeader("Content-Length")).orElse("0"));
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }

    private static List<Integer> ports(List<Route> longestFirst, String path) {
        return longestFirst.stream()
                .filter(route -> route.takes(path))
                .findFirst()
                .map(route -> route.ports().get())
                .orElseGet(List::of);
    }

    private static void await(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the gateway did not start or stop", e);
        }
    }

    private static final class ClientHeaders implements ProxyInterceptor {
        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            var headers = context.request().headers();
            ABOUT_THE_CLIENT.forEach(headers::remove);
            HttpServerRequest client = context.request().proxiedRequest();
            headers.set("X-Forwarded-For", client.remoteAddress().hostAddress());
            headers.set("X-Forwarded-Proto", client.scheme());
            String host = client.getHeader("Host");
            if (host != null) {
                headers.set("X-Forwarded-Host", host);
            }
            return context.sendRequest();
        }
    }
}
