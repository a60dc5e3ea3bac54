package dev.onethread.ingest.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Which mailboxes are our doors. The notifier reads the same names.
@ConfigMapping(prefix = "onethread.mail")
interface MailSettings {
    /// By a name of the operator's choice.
    Map<String, Account> mailboxes();

    /// How often a server without IDLE (RFC 2177) is asked.
    @WithDefault("15s")
    Duration pollEvery();

    /// After how long an IDLE is ended and begun anew. RFC 2177 says before 29 minutes; a shorter time notices sooner
    /// that the other end is gone without a word.
    @WithDefault("5m")
    Duration idleRefresh();

    /// How long a connection may stay silent while we wait for an answer.
    @WithDefault("30s")
    Duration timeout();

    /// The longest wait between two attempts to connect.
    @WithDefault("30s")
    Duration longestPause();

    /// Bytes of a mail that are looked at; what lies beyond is in the raw bytes only.
    @WithDefault("41943040")
    int sizeLimit();

    /// One mailbox.
    interface Account {
        /// `imap://user:secret@host:port/INBOX`, `imaps://…` or `imap+starttls://…`, user and secret percent-encoded.
        /// Without it the mailbox is only sent from.
        Optional<String> imapUrl();

        Optional<String> smtpUrl();

        /// The mailbox's address, the user of the URL where absent.
        Optional<String> address();

        /// What the mailbox is called for people.
        Optional<String> name();

        /// Whether mail that lies there when the mailbox is read for the first time is taken in.
        @WithDefault("true")
        boolean history();
    }
}
