package dev.onethread.ingest.telegram;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// Which bots are our doors, and where their Bot API server is. The notifier reads the same names.
@ConfigMapping(prefix = "onethread.telegram")
interface TelegramSettings {
    /// The Bot API server, scheme, host and port.
    @WithDefault("https://api.telegram.org")
    URI apiUrl();

    /// By a name of the operator's choice.
    Map<String, Bot> bots();

    /// How long a poll waits for an update.
    @WithDefault("25s")
    Duration pollTimeout();

    /// The most bytes fetched for one file: the Bot API gives no more than 20 MB
    /// (https://core.telegram.org/bots/api#getfile).
    @WithDefault("20971520")
    long fileLimit();

    /// One bot.
    interface Bot {
        /// `<number>:<secret>` as BotFather gave it.
        String token();
    }
}
