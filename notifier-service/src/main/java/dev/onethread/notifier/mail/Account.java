package dev.onethread.notifier.mail;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where and as whom mails are handed in.
record Account(
        String protocol,
        boolean startTls,
        String host,
        int port,
        @Nullable String user,
        @Nullable String secret,
        String address,
        String name,
        boolean plusAddressing,
        Signature signature) {

    static Account of(String title, URI url, MailConfig.Mailbox mailbox) {
        String property = "onethread.mail.mailboxes.\"" + title + "\".smtp-url";
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getHost() == null) {
            throw new IllegalArgumentException(property + " names no host");
        }
        int usualPort = usualPort(scheme, property);
        String[] signIn = signIn(url);
        String user = signIn.length > 0 ? signIn[0] : null;
        String address = mailbox.address().orElseGet(() -> reader(mailbox, user));
        if (!address.contains("@")) {
            throw new IllegalArgumentException(property + " names no user that is a mail address; set its address");
        }
        return new Account(
                scheme.equals("smtps") ? "smtps" : "smtp",
                scheme.equals("smtp+starttls"),
                url.getHost(),
                url.getPort() > 0 ? url.getPort() : usualPort,
                user,
                signIn.length > 1 ? signIn[1] : null,
                address.strip().toLowerCase(Locale.ROOT),
                mailbox.name().orElse(""),
                mailbox.plusAddressing(),
                new Signature(mailbox.signature().ru(), mailbox.signature().en()));
    }

    /// Angus Mail's settings (its package documentation of `org.eclipse.angus.mail.smtp`). With `oauth` the secret of
    /// a connection is an access token.
    Properties session(Duration timeout, boolean oauth) {
        String prefix = "mail." + protocol + ".";
        String millis = Long.toString(timeout.toMillis());
        Properties properties = new Properties();
        properties.setProperty(prefix + "host", host);
        properties.setProperty(prefix + "port", Integer.toString(port));
        properties.setProperty(prefix + "auth", Boolean.toString(user != null));
        properties.setProperty(prefix + "connectiontimeout", millis);
        properties.setProperty(prefix + "timeout", millis);
        properties.setProperty(prefix + "writetimeout", millis);
        properties.setProperty(prefix + "starttls.enable", Boolean.toString(startTls));
        properties.setProperty(prefix + "starttls.required", Boolean.toString(startTls));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        if (oauth) {
            properties.setProperty(prefix + "auth.mechanisms", "XOAUTH2");
        }
        // Closing says goodbye without waiting for the answer.
        properties.setProperty(prefix + "quitwait", "false");
        return properties;
    }

    /// Who reads a mailbox names it: ingest calls the door so, and some servers know another user for sending.
    private static String reader(MailConfig.Mailbox mailbox, @Nullable String sender) {
        String[] reader = mailbox.imapUrl().map(Account::signIn).orElse(new String[0]);
        return reader.length > 0 ? reader[0] : sender == null ? "" : sender;
    }

    /// User and secret, as far as the address names them.
    private static String[] signIn(URI url) {
        String given = url.getRawUserInfo();
        return given == null
                ? new String[0]
                : Stream.of(given.split(":", 2)).map(Account::decoded).toArray(String[]::new);
    }

    private static int usualPort(String scheme, String property) {
        return switch (scheme) {
            case "smtps" -> 465;
            case "smtp+starttls" -> 587;
            case "smtp" -> 25;
            default ->
                throw new IllegalArgumentException(
                        property + " begins with none of smtp://, smtps://, smtp+starttls://");
        };
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
