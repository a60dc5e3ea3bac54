package dev.onethread.ingest.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a notification says of one recipient. `action` is one of RFC 3464 section 2.3.3: `failed`, `delayed`,
/// `delivered`, `relayed` or `expanded`. `status` is the enhanced code (RFC 3463) where the system names one.
record Bounce(
        String recipient,
        String action,
        @Nullable String status,
        @Nullable String diagnostic,
        @Nullable String originalMessageId,
        BounceReason reason) {
    private static final List<String> GOOD = List.of("delivered", "relayed", "expanded", "deliverable");

    /// Whether the address is dead and need not be tried again; a delay never proves that.
    boolean permanent() {
        return reason.isDead();
    }

    /// Whether it reports that all went well, so far.
    boolean isGood() {
        return GOOD.contains(action);
    }

    /// Empty for a mail that is no notification, or names nobody. Reports for programs are believed before words for
    /// people.
    static List<Bounce> of(ParsedMail mail) {
        String original = OriginalMail.messageId(mail);
        List<Bounce> found = DeliveryReports.of(mail, original);
        if (found.isEmpty()) {
            found = CloudReports.of(mail);
        }
        if (found.isEmpty() && MachineMail.isFromMailSystem(mail)) {
            found = InformalBounces.of(mail, original);
        }
        return found;
    }
}
