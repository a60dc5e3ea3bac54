package dev.onethread.ingest.mail;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Settings as the configuration would give them, with short times.
final class TestSettings {
    private TestSettings() {}

    static MailSettings quick() {
        return settings("imap://box:secret@127.0.0.1:1/INBOX");
    }

    /// The same with these settings of all mailboxes.
    static MailSettings quickly(Map<String, String> settings) {
        Map<String, String> more = new HashMap<>(Map.of("onethread.mail.poll-every", "1s"));
        settings.forEach((name, value) -> more.put("onethread.mail." + name, value));
        return built("imap://box:secret@127.0.0.1:1/INBOX", more);
    }

    static MailSettings.Account account(String imapUrl) {
        return account(imapUrl, Map.of());
    }

    /// `more` are further properties of the mailbox.
    static MailSettings.Account account(String imapUrl, Map<String, String> more) {
        return settings(imapUrl, more).mailboxes().get("box");
    }

    private static MailSettings settings(String imapUrl) {
        return settings(imapUrl, Map.of());
    }

    private static MailSettings settings(String imapUrl, Map<String, String> more) {
        Map<String, String> mailbox = new HashMap<>();
        more.forEach((name, value) -> mailbox.put("onethread.mail.mailboxes.\"box\"." + name, value));
        return built(imapUrl, mailbox);
    }

    private static MailSettings built(String imapUrl, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "onethread.mail.mailboxes.\"box\".imap-url", imapUrl,
                "onethread.mail.timeout", "2s",
                "onethread.mail.idle-refresh", "3s",
                "onethread.mail.longest-pause", "1s"));
        values.putAll(more);
        return new SmallRyeConfigBuilder()
                .withMapping(MailSettings.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withDefaultValues(values)
                .build()
                .getConfigMapping(MailSettings.class);
    }
}
