package dev.onethread.ingest.webchat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Files of the web chat over HTTP, outside the services' own API prefix because the widget lives under
/// `/chat`.
@ApplicationScoped
class ChatRoutes {
    private static final Logger LOG = Logger.getLogger(ChatRoutes.class);
    private static final int CHUNK = 64 * 1024;
    private static final int AT_ONCE = 8;
    private static final int BODY_SECONDS = 120;
    private static final String RETRY_AFTER_SECONDS = "60";

    private final WebChatSettings settings;
    private final Widgets widgets;
    private final ChatFiles files;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore bodies = new Semaphore(AT_ONCE);

    ChatRoutes(WebChatSettings settings, Widgets widgets, ChatFiles files) {
        this.settings = settings;
        this.widgets = widgets;
        this.files = files;
    }

    void routes(@Observes Router router) {
        router.get("/chat/door").handler(this::door);
        router.options("/chat/uploads").handler(this::preflight);
        router.post("/chat/uploads").handler(context -> onThread(context, this::upload));
        router.get("/chat/files/:visitor/:seq/:index").handler(context -> onThread(context, this::file));
    }

    /// Why a widget gets no socket: a browser tells a page nothing of a handshake that was refused. For the
    /// page's makers, so any page may read it.
    private void door(RoutingContext context) {
        String widget = context.request().getParam("widget");
        context.response().putHeader("Access-Control-Allow-Origin", "*").putHeader("Cache-Control", "no-store");
        if (!widgets.exists(widget)) {
            refuse(context, 404, "widget-unknown");
        } else if (!widgets.allows(widget, context.request().getHeader("Origin"))) {
            refuse(context, 403, "origin");
        } else {
            context.response().setStatusCode(204).end();
        }
    }

    private void preflight(RoutingContext context) {
        allowOrigin(context);
        context.response()
                .putHeader("Access-Control-Allow-Methods", "POST")
                .putHeader("Access-Control-Allow-Headers", "authorization, content-type")
                .putHeader("Access-Control-Max-Age", "600")
                .setStatusCode(204)
                .end();
    }

    private void allowOrigin(RoutingContext context) {
        String origin = context.request().getHeader("Origin");
        if (origin != null && widgets.allows(context.request().getParam("widget"), origin)) {
            context.response().putHeader("Access-Control-Allow-Origin", origin).putHeader("Vary", "Origin");
        }
    }

    private void onThread(RoutingContext context, Work work) {
        context.request().pause();
        Context loop = Vertx.currentContext();
        threads.execute(() -> {
            try {
                work.run(context, loop);
            } catch (ChatFiles.Refused e) {
                loop.runOnContext(nothing -> refuse(context, e.status(), e.code()));
            } catch (Exception e) {
                LOG.warnf(e, "A file request failed");
                loop.runOnContext(nothing -> refuse(context, 503, "try-again"));
            }
        });
    }

    private void upload(RoutingContext context, Context loop) throws Exception {
        HttpServerRequest request = context.request();
        String widget = request.getParam("widget");
        allowOrigin(context);
        if (!widgets.allows(widget, request.getHeader("Origin")) || widget == null) {
            throw new ChatFiles.Refused(403, "origin");
        }
        var visitor = files.visitor(request.getParam("visitor"), secret(request), widget, ChatUpgrade.address(request));
        if (!bodies.tryAcquire(5, TimeUnit.SECONDS)) {
            throw new ChatFiles.Refused(503, "try-again");
        }
        JsonObject kept;
        try {
            byte[] bytes = body(request, loop).get(BODY_SECONDS, TimeUnit.SECONDS);
            kept = files.keep(visitor, request.getParam("name"), request.getHeader("Content-Type"), bytes);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ChatFiles.Refused refused ? refused : e;
        } finally {
            bodies.release();
        }
        context.response()
                .setStatusCode(201)
                .putHeader("Content-Type", "application/json")
                .end(kept.encode());
    }

    /// Stops listening to what is too long instead of reading it.
    private CompletableFuture<byte[]> body(HttpServerRequest request, Context loop) {
        CompletableFuture<byte[]> whole = new CompletableFuture<>();
        Buffer read = Buffer.buffer();
        loop.runOnContext(nothing -> {
            request.handler(part -> {
                if (read.length() + part.length() > settings.uploadLimit()) {
                    request.pause();
                    whole.completeExceptionally(new ChatFiles.Refused(413, "too-large"));
                } else {
                    read.appendBuffer(part);
                }
            });
            request.exceptionHandler(whole::completeExceptionally);
            request.endHandler(end -> whole.complete(read.getBytes()));
            request.resume();
        });
        return whole;
    }

    private void file(RoutingContext context, Context loop) throws Exception {
        HttpServerRequest request = context.request();
        String secret = request.getParam("secret");
        ChatFiles.File file = files.find(
                request.getParam("visitor"),
                secret == null ? secret(request) : secret,
                request.getParam("seq"),
                request.getParam("index"));
        try (InputStream bytes = file.open()) {
            HttpServerResponse response = context.response();
            response.putHeader("Content-Type", file.mediaType())
                    .putHeader("Content-Length", Long.toString(file.size()))
                    .putHeader("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(file.name()))
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("Content-Security-Policy", "default-src 'none'; sandbox")
                    .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
                    .putHeader("Referrer-Policy", "no-referrer")
                    .putHeader("Cache-Control", "private, max-age=86400");
            copy(bytes, response);
        }
    }

    private static void copy(InputStream bytes, HttpServerResponse response) throws Exception {
        byte[] chunk = new byte[CHUNK];
        for (int count = bytes.read(chunk); count >= 0; count = bytes.read(chunk)) {
            response.write(Buffer.buffer().appendBytes(chunk, 0, count))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(BODY_SECONDS, TimeUnit.SECONDS);
        }
        response.end();
    }

    /// `Authorization: Visitor <secret>`.
    private static @Nullable String secret(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.startsWith("Visitor ")
                ? header.substring("Visitor ".length()).strip()
                : null;
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// What is still on its way is read and dropped: many a browser listens only when it has spoken. The
    /// server's own limit ends what goes on for too long.
    private static void refuse(RoutingContext context, int status, String code) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (!context.request().isEnded()) {
            context.request().handler(part -> {}).resume();
        }
        if (response.headWritten()) {
            response.close();
            return;
        }
        if (status == 429) {
            response.putHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("type", "urn:onethread:problem:" + code)
                        .put("title", code)
                        .put("status", status)
                        .encode());
    }

    /// Something that may wait.
    private interface Work {
        void run(RoutingContext context, Context loop) throws Exception;
    }
}
