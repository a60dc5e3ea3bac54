package dev.onethread.ingest.webchat;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.ContinuationAsked;
import dev.onethread.contracts.FromCustomer.IdentityProved;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.Visitor;
import dev.onethread.ingest.continuation.Links;
import dev.onethread.ingest.core.BotName;
import dev.onethread.ingest.core.Intake;
import dev.onethread.ingest.core.MailDoor;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Visitors who go on elsewhere, and who come from there.
@ApplicationScoped
class Continuing {
    private static final long PATIENCE_SECONDS = 30;
    private static final Pattern MAIL =
            Pattern.compile("[^\\s@<>\",;:()\\[\\]]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?");

    private final Links links;
    private final BotName bot;
    private final MailDoor mailbox;
    private final Intake intake;
    private final Clock clock = Clock.systemUTC();

    Continuing(Links links, BotName bot, MailDoor mailbox, Intake intake) {
        this.links = links;
        this.bot = bot;
        this.mailbox = mailbox;
        this.intake = intake;
    }

    /// Gives the link to the bot, or has one sent to the mail address.
    void ask(Screen screen, Visitor visitor, Frame.Continue wish) throws Exception {
        if (wish.mail() == null) {
            Optional<String> link = bot.first().flatMap(name -> links.toTelegram(Address.web(visitor), name));
            screen.send(link.map(url -> Shown.continueAt(Channel.TELEGRAM, url))
                    .orElse(Shown.refused(null, "continue-unavailable")));
        } else if (MAIL.matcher(wish.mail()).matches()) {
            byMail(screen, visitor, Address.mail(wish.mail()));
        } else {
            screen.send(Shown.refused(null, "mail-malformed"));
        }
    }

    private void byMail(Screen screen, Visitor visitor, Address mail) throws Exception {
        Optional<Door> through = mailbox.first();
        Optional<String> link = through.isEmpty() ? Optional.empty() : links.toMail(Address.web(visitor), mail);
        if (link.isEmpty()) {
            screen.send(Shown.refused(null, "continue-unavailable"));
            return;
        }
        handOver(new ContinuationAsked(
                new MessageId("web:" + visitor.value() + ":continue:" + UUID.randomUUID()),
                Widgets.door(screen.widget()),
                Address.web(visitor),
                clock.instant(),
                mail,
                through.get(),
                link.get()));
        screen.send(Shown.continueAt(Channel.MAIL, null));
    }

    /// Somebody opened our page by a link that they were given elsewhere.
    void arrive(Screen screen, Visitor visitor, Frame.Continued come) throws Exception {
        Address here = Address.web(visitor);
        Optional<Address> given = links.use(come.token(), Channel.WEB, here);
        if (given.isEmpty()) {
            screen.send(Shown.refused(null, "link-over"));
            return;
        }
        UUID use = UUID.nameUUIDFromBytes(come.token().getBytes(StandardCharsets.UTF_8));
        handOver(new IdentityProved(
                new MessageId("web:" + visitor.value() + ":continued:" + use),
                Widgets.door(screen.widget()),
                here,
                clock.instant(),
                Author.UNKNOWN,
                List.of(new dev.onethread.contracts.Proof(
                        dev.onethread.contracts.Proof.Kind.CONTINUATION,
                        given.get().key()))));
        screen.send(Shown.continueAt(Channel.WEB, null));
    }

    private void handOver(FromCustomer event) throws Exception {
        intake.take(event).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
