package dev.onethread.ingest.webchat;

import dev.onethread.contracts.Visit;
import dev.onethread.contracts.Visitor;
import dev.onethread.ingest.postgres.SignedIn;
import dev.onethread.ingest.postgres.Visitors;
import dev.onethread.ingest.postgres.Visitors.Known;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who stands at the door: somebody new, an anonymous visitor with the secret of their browser, or a person
/// whose page vouches for them. Whoever claims more than they prove is nobody: a proof that does not hold is
/// not replaced by the secret of before.
@ApplicationScoped
class Doorkeeper {
    private final WebChatSettings settings;
    private final Identities identities;
    private final Admission admission;
    private final Visitors visitors;
    private final SignedIn signedIn;
    private final Pace<String> newcomers;
    private final Clock clock = Clock.systemUTC();

    Doorkeeper(
            WebChatSettings settings,
            Identities identities,
            Admission admission,
            Visitors visitors,
            SignedIn signedIn) {
        this.settings = settings;
        this.identities = identities;
        this.admission = admission;
        this.visitors = visitors;
        this.signedIn = signedIn;
        this.newcomers = new Pace<>(settings.newVisitorsPerAddress(), Duration.ofHours(1));
    }

    /// What a hello comes to.
    sealed interface Met {
        /// Come in. `secret` is for a browser that has none yet, `session` for a visitor the page vouches
        /// for.
        record Welcome(
                Visitor visitor,
                @Nullable String secret,
                long lastSeq,
                long agentSaw,
                Screen.@Nullable Session session,
                boolean adopted)
                implements Met {}

        /// Not like this; `code` is for the browser.
        record Refused(String code) implements Met {}

        /// Too many new visitors come from there.
        record TooMany() implements Met {}
    }

    Met meet(String widget, String address, Frame.Hello hello) {
        return switch (identities.check(widget, hello.proof(), clock.instant())) {
            case Identities.Finding.Refused(String code) -> new Met.Refused(code);
            case Identities.Finding.Signed(Visit.Signed who) -> person(widget, hello, who);
            case Identities.Finding.Anonymous anonymous when hello.visitor() == null -> newcomer(widget, address);
            case Identities.Finding.Anonymous anonymous -> known(widget, hello);
        };
    }

    void leave(Screen.Session session) {
        signedIn.end(session.secretHash());
    }

    private Met newcomer(String widget, String address) {
        if (!newcomers.allows(address, System.nanoTime())) {
            return new Met.TooMany();
        }
        Visitor visitor = Secrets.newVisitor();
        String secret = Secrets.newSecret();
        visitors.enrol(visitor, Secrets.hash(secret), widget);
        return new Met.Welcome(visitor, secret, 0, 0, null, false);
    }

    /// A visitor who was signed in once needs their page's word each time.
    private Met known(String widget, Frame.Hello hello) {
        return anonymous(widget, hello)
                .<Met>map(known -> new Met.Welcome(
                        new Visitor(String.valueOf(hello.visitor())),
                        null,
                        known.lastSeq(),
                        known.agentSaw(),
                        null,
                        false))
                .orElseGet(() -> new Met.Refused("visitor-unknown"));
    }

    private Optional<Known> anonymous(String widget, Frame.Hello hello) {
        return admission.check(hello.visitor(), hello.secret(), widget).filter(known -> known.externalId() == null);
    }

    private Met person(String widget, Frame.Hello hello, Visit.Signed who) {
        Visitor before =
                hello.visitor() != null && anonymous(widget, hello).isPresent() ? new Visitor(hello.visitor()) : null;
        String secret = Secrets.newSecret();
        byte[] hash = Secrets.hash(secret);
        Instant until = who.until();
        Instant endsAt = until != null ? until : clock.instant().plus(longest(widget));
        SignedIn.Visiting visiting = signedIn.begin(new SignedIn.Arrival(
                widget,
                who.externalId(),
                before,
                Secrets.newVisitor(),
                Secrets.hash(Secrets.newSecret()),
                hash,
                endsAt));
        return new Met.Welcome(
                visiting.visitor(),
                secret,
                visiting.lastSeq(),
                visiting.agentSaw(),
                new Screen.Session(who, hash, endsAt),
                visiting.adopted());
    }

    private Duration longest(String widget) {
        WebChatSettings.Widget known = settings.widgets().get(widget);
        return known == null ? Duration.ZERO : known.identity().longest();
    }
}
