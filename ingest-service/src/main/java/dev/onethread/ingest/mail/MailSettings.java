package dev.onethread.ingest.mail;

import dev.onethread.delivery.oauth.OAuthSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    /// The secret that notifier seals the tokens of our mails with; without it nobody's token is valid.
    Optional<String> tokenKey();

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

        /// Hosts whose word on a sender counts: the names they give themselves in `Authentication-Results` (RFC
        /// 8601), such as `mx.example.com`. Only those that remove foreign fields with their name.
        Optional<Set<String>> trustedHosts();

        /// Whether mail to `mailbox+anything@…` comes here; then notifier asks for answers to such an address.
        @WithDefault("false")
        boolean plusAddressing();

        /// Whether mail that lies there when the mailbox is read for the first time is taken in.
        @WithDefault("true")
        boolean history();

        /// Of that mail, only what arrived on this day or later (`2026-11-01`, in the server's time zone); all of it
        /// where absent.
        Optional<LocalDate> historySince();

        /// Signs in by XOAUTH2 instead of by the URL's secret.
        Optional<OAuth> oauth();
    }

    /// Where access tokens come from.
    interface OAuth extends OAuthSettings {}
}
