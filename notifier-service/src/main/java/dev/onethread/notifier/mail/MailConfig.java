package dev.onethread.notifier.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The mailboxes, configured alike for all services that use them.
@ConfigMapping(prefix = "onethread.mail")
public interface MailConfig {
    /// By any name.
    Map<String, Mailbox> mailboxes();

    /// How long a mail server may take for a connection or an answer. RFC 5321 section 4.5.3.2 allows ten minutes after
    /// the data; a lane that waits so long helps nobody, and a mail sent again keeps its Message-ID.
    @WithDefault("30s")
    Duration timeout();

    /// Mails at the same time by one account, so that one slow recipient holds up no other.
    @WithDefault("4")
    int atOnce();

    /// One mailbox.
    interface Mailbox {
        /// Of no concern here; named so that it is known.
        Optional<URI> imapUrl();

        /// `smtp://user:secret@host:port`, `smtps://…`, `smtp+starttls://…`; user and secret percent-encoded.
        Optional<URI> smtpUrl();

        /// Our address; the user where it is missing.
        Optional<String> address();

        /// What recipients see beside an agent's name.
        Optional<String> name();
    }
}
