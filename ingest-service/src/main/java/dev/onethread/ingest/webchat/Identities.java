package dev.onethread.ingest.webchat;

import dev.onethread.contracts.Visit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Whether a page's server really said who its visitor is, by the keys of the page's widget and no other's.
@ApplicationScoped
class Identities {
    private final Map<String, IdentityKeys> byWidget = new HashMap<>();

    Identities(WebChatSettings settings) {
        settings.widgets().forEach((name, widget) -> byWidget.put(name, new IdentityKeys(name, widget.identity())));
    }

    /// What a proof comes to.
    sealed interface Finding {
        /// The statement holds.
        record Signed(Visit.Signed who) implements Finding {}

        /// Nothing was proved, and nothing claimed.
        record Anonymous() implements Finding {}

        /// The claim does not hold; `code` is `identity-invalid`, `identity-expired` or
        /// `identity-required`, and no more is told to whom it might help.
        record Refused(String code) implements Finding {}
    }

    Finding check(String widget, Proof proof, Instant now) {
        IdentityKeys keys = byWidget.get(widget);
        if (keys == null) {
            return new Finding.Refused("identity-invalid");
        }
        return switch (proof) {
            case Proof.None none ->
                keys.required() ? new Finding.Refused("identity-required") : new Finding.Anonymous();
            case Proof.Token(String jwt) -> keys.token(jwt, now);
            case Proof.Code(String externalId, String hmac) -> keys.code(externalId, hmac);
        };
    }
}
