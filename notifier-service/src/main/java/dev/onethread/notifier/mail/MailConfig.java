package dev.onethread.notifier.mail;

import dev.onethread.delivery.oauth.OAuthSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The mailboxes, configured alike for all services that use them.
@ConfigMapping(prefix = "onethread.mail")
public interface MailConfig {
    /// By any name.
    Map<String, Mailbox> mailboxes();

    /// How long a mail server may take for a connection or an answer. RFC 5321 section 4.5.3.2 allows ten minutes
    /// after the data; a lane that waits so long helps nobody, and a mail sent again keeps its Message-ID.
    @WithDefault("30s")
    Duration timeout();

    /// Mails at the same time by one account, so that one slow recipient holds up no other.
    @WithDefault("4")
    int atOnce();

    /// The secret that the tokens in our mails are sealed with; ingest has the same. Without it they have none.
    Optional<String> tokenKey();

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

        /// Whether mail to `mailbox+anything@…` comes to this mailbox; then answers are asked for to such an address.
        @WithDefault("false")
        boolean plusAddressing();

        /// What stands below agents' replies, a line break written as `\n`.
        Templates signature();

        /// Where a link below agents' replies lets the customer go on: `telegram`, `web` or both.
        Optional<Set<ContinueAt>> continueAt();

        /// Signs in by XOAUTH2 instead of by a secret.
        Optional<OAuth> oauth();
    }

    /// Another channel than mail.
    enum ContinueAt {
        TELEGRAM,
        WEB
    }

    /// In Russian and in English; `{agent}` and `{mailbox}` are names.
    interface Templates {
        Optional<String> ru();

        Optional<String> en();
    }

    /// Where access tokens come from.
    interface OAuth extends OAuthSettings {}
}
