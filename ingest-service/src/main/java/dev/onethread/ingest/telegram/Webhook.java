package dev.onethread.ingest.telegram;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How Telegram brings the updates of one bot (https://core.telegram.org/bots/api#setwebhook).
record Webhook(URI base, String secret, int connections) {
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{16,256}");

    /// Null for a bot that polls.
    /// @throws IllegalArgumentException naming the property, never the secret
    static @Nullable Webhook configured(String bot, TelegramSettings.Webhook settings) {
        if (settings.url().isEmpty()) {
            return null;
        }
        String property = "onethread.telegram.bots.\"" + bot + "\".webhook.";
        URI url = settings.url().get();
        boolean known = "https".equals(url.getScheme()) || isLoopback(url);
        if (url.getHost() == null || !known) {
            throw new IllegalArgumentException(property + "url is not https://host[:port]");
        }
        String secret = settings.secret().orElse("");
        if (!SECRET.matcher(secret).matches()) {
            throw new IllegalArgumentException(property + "secret is not 16 to 256 of A-Z a-z 0-9 _ -");
        }
        if (settings.connections() < 1 || settings.connections() > 100) {
            throw new IllegalArgumentException(property + "connections is not 1 to 100");
        }
        return new Webhook(url, secret, settings.connections());
    }

    Map<String, Object> registration(Bot bot) {
        String base = this.base.toString().replaceAll("/+$", "");
        return Map.of(
                "url",
                base + "/api/ingest/telegram/" + bot.number(),
                "secret_token",
                secret,
                "max_connections",
                connections,
                "allowed_updates",
                RawGetUpdates.KINDS);
    }

    /// Takes the same time wherever the first difference is, so that nobody can find the secret letter by letter.
    boolean admits(@Nullable String given) {
        byte[] said = (given == null ? "" : given).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), said);
    }

    /// A stand-in on the same machine has no certificate.
    private static boolean isLoopback(URI url) {
        return "http".equals(url.getScheme())
                && ("127.0.0.1".equals(url.getHost()) || "localhost".equals(url.getHost()));
    }

    @Override
    public String toString() {
        return "webhook at " + base;
    }
}
