package dev.onethread.ingest.continuation;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer.IdentityProved;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.Proof;
import dev.onethread.ingest.core.Intake;
import dev.onethread.ingest.core.MailDoor;
import dev.onethread.ingest.postgres.Continuations;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// The page behind the link in a mail. Opening it does nothing, as mail scanners open what they find;
/// pressing its button confirms that whoever reads the mailbox is who asked.
@ApplicationScoped
class Confirmations {
    private static final Logger LOG = Logger.getLogger(Confirmations.class);
    private static final long PATIENCE_SECONDS = 30;

    private final Links links;
    private final MailDoor mailbox;
    private final Intake intake;
    private final Clock clock = Clock.systemUTC();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Confirmations(Links links, MailDoor mailbox, Intake intake) {
        this.links = links;
        this.mailbox = mailbox;
        this.intake = intake;
    }

    void routes(@Observes Router router) {
        router.get("/chat/confirmations/:token").handler(context -> onThread(context, this::show));
        router.post("/chat/confirmations/:token").handler(context -> onThread(context, this::confirm));
    }

    private void onThread(RoutingContext context, Work work) {
        ConfirmationPage page = ConfirmationPage.in(context.request().getHeader("Accept-Language"));
        threads.execute(() -> {
            try {
                work.run(context, page);
            } catch (Exception e) {
                LOG.warn("a confirmation has to be tried again", e);
                answer(context, 503, page.later());
            }
        });
    }

    private void show(RoutingContext context, ConfirmationPage page) {
        Optional<Address> mail = mail(context.pathParam("token"));
        if (mail.isEmpty()) {
            answer(context, 410, page.over());
        } else {
            answer(context, 200, page.ask());
        }
    }

    private void confirm(RoutingContext context, ConfirmationPage page) throws Exception {
        String token = context.pathParam("token");
        Optional<Address> mail = mail(token);
        Optional<Address> given = mail.flatMap(address -> links.use(token, Channel.MAIL, address));
        if (mail.isEmpty() || given.isEmpty()) {
            answer(context, 410, page.over());
            return;
        }
        UUID use = UUID.nameUUIDFromBytes(token.getBytes(StandardCharsets.UTF_8));
        IdentityProved proved = new IdentityProved(
                new MessageId("mail:confirmed:" + use),
                mailbox.first().orElse(new Door(Channel.MAIL, "unknown")),
                mail.get(),
                clock.instant(),
                Author.UNKNOWN,
                List.of(
                        new Proof(Proof.Kind.CONTINUATION, given.get().key()),
                        new Proof(Proof.Kind.MAIL, mail.get().value())));
        intake.take(proved).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        answer(context, 200, page.done());
    }

    private Optional<Address> mail(String token) {
        return links.find(token, Channel.MAIL).map(Continuations.Known::target);
    }

    private static void answer(RoutingContext context, int status, String html) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'")
                .end(html);
    }

    /// Something that may wait.
    private interface Work {
        void run(RoutingContext context, ConfirmationPage page) throws Exception;
    }
}
