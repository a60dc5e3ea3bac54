package dev.onethread.ingest.telegram;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A bot of ours. `number` is what stands before the colon of its token and is the bot's user id. One that
/// `ignoresGroups` takes in what people write to it alone.
public record Bot(String title, long number, String token, boolean ignoresGroups) {
    private static final Pattern TOKEN = Pattern.compile("(\\d{1,18}):[A-Za-z0-9_-]+");

    /// @throws IllegalArgumentException naming the property, never the token
    public static Bot configured(String title, String token) {
        return configured(title, token, false);
    }

    static Bot configured(String title, String token, boolean ignoresGroups) {
        Matcher parts = TOKEN.matcher(token.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "onethread.telegram.bots.\"" + title + "\".token is no bot token: <digits>:<secret>");
        }
        return new Bot(title, Long.parseLong(parts.group(1)), token.strip(), ignoresGroups);
    }

    Door door() {
        return new Door(Channel.TELEGRAM, Long.toString(number));
    }

    @Override
    public String toString() {
        return "bot " + number;
    }
}
