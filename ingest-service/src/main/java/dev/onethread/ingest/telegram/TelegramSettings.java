package dev.onethread.ingest.telegram;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

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

        /// Whether groups that have the bot as a member are customers, too; if not, what is said there is only
        /// counted.
        @WithDefault("true")
        boolean groups();

        /// How updates come.
        Webhook webhook();

        /// What the bot offers in its menu, by command without the slash.
        Map<String, Command> commands();
    }

    /// Updates that Telegram brings instead of being asked for them.
    interface Webhook {
        /// The public address of this installation, `https://host`; the bot polls where there is none.
        Optional<URI> url();

        /// What Telegram must say with each update: 1 to 256 of `A-Z a-z 0-9 _ -`. Required with a `url`.
        Optional<String> secret();

        /// How many updates Telegram may bring at once. With more than one, two messages of a chat may overtake
        /// each other on their way.
        @WithDefault("1")
        int connections();
    }

    /// One command.
    interface Command {
        /// What the menu says of it, in Russian and English.
        String ru();

        String en();
    }
}
