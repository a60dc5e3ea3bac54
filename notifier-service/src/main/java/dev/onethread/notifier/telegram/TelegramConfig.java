package dev.onethread.notifier.telegram;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Map;

/// The bots, configured alike for all services that use them.
@ConfigMapping(prefix = "onethread.telegram")
public interface TelegramConfig {
    @WithDefault("https://api.telegram.org")
    URI apiUrl();

    /// By any name.
    Map<String, Bot> bots();

    /// One bot.
    interface Bot {
        /// `<number>:<secret>` as BotFather gave it.
        String token();
    }
}
