package dev.onethread.ingest.mail;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/// A configured mailbox and how to reach it.
record Mailbox(
        Door door,
        String title,
        String scheme,
        String host,
        int port,
        User user,
        String folder,
        History history,
        Optional<MailSettings.OAuth> oauth) {
    private static final List<String> SCHEMES = List.of("imap", "imaps", "imap+starttls");

    /// What becomes of mail that lies there when the mailbox is read for the first time.
    record History(boolean taken, Optional<LocalDate> since) {}

    /// Who signs in. Never shown.
    record User(String name, String secret) {
        @Override
        public String toString() {
            return "User";
        }
    }

    /// @throws IllegalArgumentException naming the property, without repeating its value
    static Mailbox configured(String name, MailSettings.Account account) {
        String property = "onethread.mail.mailboxes.\"" + name + "\".imap-url";
        URI uri = parsed(account.imapUrl().orElseThrow(), property);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String credentials = uri.getRawUserInfo();
        boolean secretless = account.oauth().isPresent();
        if (!SCHEMES.contains(scheme)
                || uri.getHost() == null
                || credentials == null
                || !secretless && !credentials.contains(":")) {
            throw new IllegalArgumentException(property + " is not imap(s)://user:secret@host[:port][/folder]");
        }
        int colon = credentials.contains(":") ? credentials.indexOf(':') : credentials.length();
        String secret = colon < credentials.length() ? decoded(credentials.substring(colon + 1)) : "";
        User user = new User(decoded(credentials.substring(0, colon)), secret);
        String address = account.address().orElse(user.name()).strip().toLowerCase(Locale.ROOT);
        String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("^/+", "");
        return new Mailbox(
                new Door(Channel.MAIL, address),
                account.name().orElse(address),
                scheme,
                uri.getHost(),
                uri.getPort() >= 0 ? uri.getPort() : scheme.equals("imaps") ? 993 : 143,
                user,
                path.isEmpty() ? "INBOX" : path,
                new History(account.history(), account.historySince()),
                account.oauth());
    }

    String protocol() {
        return scheme.equals("imaps") ? "imaps" : "imap";
    }

    /// The mail library's properties. Nothing here changes a mail's flags.
    Properties properties(Duration timeout) {
        Properties properties = new Properties();
        String prefix = "mail." + protocol() + ".";
        String millis = Long.toString(timeout.toMillis());
        properties.setProperty("mail.store.protocol", protocol());
        properties.setProperty(prefix + "connectiontimeout", Long.toString(Math.min(10_000, timeout.toMillis())));
        properties.setProperty(prefix + "timeout", millis);
        properties.setProperty(prefix + "writetimeout", millis);
        properties.setProperty(prefix + "peek", "true");
        // The library's IdleManager needs them.
        properties.setProperty(prefix + "usesocketchannels", "true");
        // One round trip for all but the largest mails.
        properties.setProperty(prefix + "fetchsize", "4194304");
        // The library waits 10 ms after each IDLE for other users of the folder; there are none.
        properties.setProperty(prefix + "minidletime", "0");
        properties.setProperty(prefix + "connectionpoolsize", "1");
        if (scheme.equals("imap+starttls")) {
            properties.setProperty(prefix + "starttls.enable", "true");
            properties.setProperty(prefix + "starttls.required", "true");
        }
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        if (oauth.isPresent()) {
            properties.setProperty(prefix + "auth.mechanisms", "XOAUTH2");
        }
        return properties;
    }

    private static URI parsed(String url, String property) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    property + " is not a URL; percent-encode what is special in user and secret");
        }
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
