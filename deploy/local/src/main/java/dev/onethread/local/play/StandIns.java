package dev.onethread.local.play;

import dev.onethread.local.mail.MailServer;
import dev.onethread.local.telegram.Bot;
import dev.onethread.local.telegram.TelegramStandIn;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// One process for all that stands in for the world outside: the mail server, the Telegram Bot API and the play pages.
///
/// Readiness: `GET /play/ready` answers 200.
public final class StandIns {
    private StandIns() {}

    /// Arguments: directory, HTTP port, SMTP port, IMAP port, bot tokens, mailboxes. The last two are lists with
    /// commas,
    /// or `-` for none.
    public static void main(String[] arguments) throws ExecutionException, InterruptedException {
        Path dir = Path.of(arguments[0]);
        MailServer mail = MailServer.start(
                dir.resolve("mail"),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                list(arguments[5]));
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(4));
        Router router = Router.router(vertx);
        Map<String, Bot> bots = TelegramStandIn.mount(router, dir.resolve("telegram"), list(arguments[4]));
        new PlayMail(mail, list(arguments[5])).mount(router);
        new Pages().mount(router);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            mail.close();
                            bots.values().forEach(Bot::close);
                        },
                        "stop"));
        vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(Integer.parseInt(arguments[1]))
                        .setReuseAddress(true))
                .requestHandler(router)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    private static String[] list(String argument) {
        return argument.equals("-") ? new String[0] : argument.split(",");
    }
}
