package dev.onethread.local.play;

import dev.onethread.local.mail.MailServer;
import dev.onethread.local.telegram.Bot;
import dev.onethread.local.telegram.TelegramStandIn;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One process for all that stands in for the world outside: the mail server, the Telegram Bot API and the play pages.
///
/// Readiness: `GET /play/ready` answers 200.
public final class StandIns implements AutoCloseable {
    private final MailServer mail;
    private final Collection<Bot> bots;
    private final Vertx vertx;
    private final HttpServer server;

    private StandIns(MailServer mail, Collection<Bot> bots, Vertx vertx, HttpServer server) {
        this.mail = mail;
        this.bots = bots;
        this.vertx = vertx;
        this.server = server;
    }

    /// Starts on what `dir` has from earlier runs. A port 0 means any free one.
    public static StandIns start(
            Path dir, int httpPort, int smtpPort, int imapPort, List<String> tokens, List<String> mailboxes) {
        MailServer mail = MailServer.start(dir.resolve("mail"), smtpPort, imapPort, mailboxes.toArray(String[]::new));
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(4));
        Router router = Router.router(vertx);
        Collection<Bot> bots = TelegramStandIn.mount(router, dir.resolve("telegram"), tokens.toArray(String[]::new))
                .values();
        new PlayMail(mail, mailboxes).mount(router);
        new Pages().mount(router);
        HttpServerOptions options =
                new HttpServerOptions().setHost("127.0.0.1").setPort(httpPort).setReuseAddress(true);
        HttpServer server = vertx.createHttpServer(options).requestHandler(router);
        await(server.listen());
        return new StandIns(mail, bots, vertx, server);
    }

    public int httpPort() {
        return server.actualPort();
    }

    public MailServer mail() {
        return mail;
    }

    @Override
    public void close() {
        await(vertx.close());
        mail.close();
        bots.forEach(Bot::close);
    }

    /// Runs until the process is told to end. Arguments: directory, HTTP port, SMTP port, IMAP port, bot tokens,
    /// mailboxes.
    /// The last two are lists with commas, or `-` for none.
    public static void main(String[] arguments) {
        StandIns running = start(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                list(arguments[4]),
                list(arguments[5]));
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
    }

    private static List<String> list(String argument) {
        return argument.equals("-") ? List.of() : List.of(argument.split(","));
    }

    private static void await(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the stand-ins did not start or stop", e);
        }
    }
}
