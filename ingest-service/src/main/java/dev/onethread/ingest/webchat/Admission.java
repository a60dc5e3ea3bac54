package dev.onethread.ingest.webchat;

import dev.onethread.contracts.Visitor;
import dev.onethread.ingest.postgres.SignedIn;
import dev.onethread.ingest.postgres.Visitors;
import dev.onethread.ingest.postgres.Visitors.Known;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whether somebody is the visitor they say they are.
@ApplicationScoped
class Admission {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Visitors visitors;
    private final SignedIn signedIn;

    Admission(Visitors visitors, SignedIn signedIn) {
        this.visitors = visitors;
        this.signedIn = signedIn;
    }

    /// Empty unless the visitor exists at this widget and the secret is its own. Says the same to a wrong
    /// secret as to a wrong name.
    Optional<Known> check(@Nullable String visitor, @Nullable String secret, String widget) {
        return check(visitor, secret).filter(known -> known.widget().equals(widget));
    }

    Optional<Known> check(@Nullable String visitor, @Nullable String secret) {
        if (visitor == null || secret == null || !isToken(visitor) || !isToken(secret)) {
            return Optional.empty();
        }
        return visitors.find(new Visitor(visitor)).filter(known -> opens(new Visitor(visitor), known, secret));
    }

    /// Who was signed in once is opened by the secret of a signed-in browser only.
    private boolean opens(Visitor visitor, Known known, String secret) {
        return known.externalId() == null
                ? Secrets.match(secret, known.secretHash())
                : signedIn.holds(visitor, Secrets.hash(secret));
    }

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }
}
