package dev.onethread.local.telegram;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A stand-in for `api.telegram.org` on the loopback interface: the part of the Bot API that Onethread uses, as strict
/// as
/// the real one (409 for a second poller, 429 per chat and per bot, 400 on bad entities, 403 when blocked, no
/// deduplication of what a bot sends), and the customers' side for tests and for the play page.
/// What happened stays in the given folder; a restart on it goes on.
public final class TelegramStandIn implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final Vertx vertx;
    private final HttpServer server;
    private final Map<String, Bot> bots;

    private TelegramStandIn(Vertx vertx, HttpServer server, Map<String, Bot> bots) {
        this.vertx = vertx;
        this.server = server;
        this.bots = bots;
    }

    /// Starts with one bot for each token (`<number>:<secret>`). Port 0 means any free one.
    public static TelegramStandIn start(Path dir, int port, String... tokens) {
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        Map<String, Bot> bots = mount(router, dir, tokens);
        HttpServerOptions options =
                new HttpServerOptions().setHost(HOST).setPort(port).setReuseAddress(true);
        HttpServer server = vertx.createHttpServer(options).requestHandler(router);
        await(server.listen());
        return new TelegramStandIn(vertx, server, bots);
    }

    /// Starts on an empty folder of its own; nothing is kept.
    public static TelegramStandIn start(int port, String... tokens) {
        try {
            return start(Files.createTempDirectory("onethread-telegram"), port, tokens);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Serves the Bot API for `tokens` and the play page's interface on a router of somebody else's server.
    /// The bots, by token, are the caller's to close.
    public static Map<String, Bot> mount(Router router, Path dir, String... tokens) {
        try {
            Files.createDirectories(dir);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Bot> bots = new LinkedHashMap<>();
        for (String token : tokens) {
            bots.put(token, new Bot(dir, token));
        }
        Path uploads = dir.resolve("uploads");
        new BotApi(bots, uploads).mount(router);
        new CustomersApi(bots.values(), uploads).mount(router);
        return bots;
    }

    public int port() {
        return server.actualPort();
    }

    /// What to configure as the Bot API's address.
    public String url() {
        return "http://" + HOST + ":" + port();
    }

    public Bot bot(String token) {
        @Nullable Bot bot = bots.get(token);
        if (bot == null) {
            throw new IllegalArgumentException("no such bot");
        }
        return bot;
    }

    public Collection<Bot> bots() {
        return bots.values();
    }

    /// [Bot#customerSays] of the first bot.
    public Said customerSays(long chat, String name, String text) {
        return first().customerSays(chat, name, text);
    }

    /// [Bot#customerSends] of the first bot.
    public long customerSends(String update) {
        return first().customerSends(update);
    }

    /// [Bot#messagesTo] of the first bot.
    public List<Sent> messagesTo(long chat) {
        return first().messagesTo(chat);
    }

    /// [Bot#failNext] of the first bot.
    public void failNext(Failure... failures) {
        first().failNext(failures);
    }

    /// The same limits for all bots.
    public void limits(Limits limits) {
        bots.values().forEach(bot -> bot.limits(limits));
    }

    @Override
    public void close() {
        await(vertx.close());
        bots.values().forEach(Bot::close);
    }

    private Bot first() {
        return bots.values().iterator().next();
    }

    private static void await(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the Telegram stand-in did not start or stop", e);
        }
    }
}
