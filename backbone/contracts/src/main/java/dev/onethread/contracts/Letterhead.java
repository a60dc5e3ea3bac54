package dev.onethread.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a mail says around its words. `to`, `cc` and `replyTo` are as the sender wrote them, *Name <address>* or an
/// address, untrusted. `quoted` is what of ours it answers, null where it names nothing of ours. `forwarded` is
/// another mail that it brings, or by whom it was brought.
public record Letterhead(
        List<String> to,
        List<String> cc,
        @Nullable String replyTo,
        Sender sender,
        @Nullable Quoted quoted,
        @Nullable Forwarded forwarded) {
    public Letterhead {
        to = Require.list(to, "to");
        cc = Require.list(cc, "cc");
        Require.present(sender, "sender");
    }

    /// Of a mail that nobody forwarded.
    public Letterhead(
            List<String> to, List<String> cc, @Nullable String replyTo, Sender sender, @Nullable Quoted quoted) {
        this(to, cc, replyTo, sender, quoted, null);
    }

    /// Whether the mail is from whom it names, by the verdict of a host we trust (RFC 8601).
    public enum Sender {
        /// DMARC passed, or a signature or the sending host of the sender's own domain did.
        PROVED,
        /// DMARC failed.
        DISPROVED,
        /// Nobody we trust has said anything.
        UNKNOWN
    }

    /// What of ours a mail names. `conversation` is the one the named mail belongs to, null where nobody of us made
    /// the token. `participant` says that the named mail went to the very address this one claims to come from. A
    /// stranger may know a token: it is evidence of what the mail is about, never of who wrote it.
    public record Quoted(@Nullable ConversationId conversation, Via via, boolean participant) {
        public Quoted {
            Require.present(via, "via");
        }

        /// Whether we made the token.
        public boolean valid() {
            return conversation != null;
        }
    }

    /// Where the token stood.
    public enum Via {
        /// In the address it was sent to.
        ADDRESS,
        /// In the Message-ID of what it answers.
        MESSAGE_ID
    }

    /// A mail within a mail. In the outer one, `id` names it where an agent may make it its writer's own, and `name`
    /// and `address` are of its writer, by the word of whoever forwarded it: never proved. In one that was made its
    /// writer's own `id` is null, and `name` and `address` are of whoever had forwarded it.
    public record Forwarded(@Nullable String id, @Nullable String name, String address) {
        public Forwarded {
            Require.text(address, "forwarded address");
        }
    }
}
