package dev.onethread.notifier.telegram;

import dev.onethread.notifier.core.Pace;
import dev.onethread.notifier.core.Rate;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How fast bots write. Telegram publishes one message a second to a chat with short bursts above it, 30 a second in
/// all and 20 a minute to a group; the defaults stay just below, and what Telegram says beyond them is obeyed.
@ConfigMapping(prefix = "onethread.notifier.telegram")
public interface TelegramPace {
    @WithDefault("5")
    int botBurst();

    @WithDefault("40ms")
    Duration botEvery();

    @WithDefault("3")
    int chatBurst();

    @WithDefault("1050ms")
    Duration chatEvery();

    @WithDefault("3")
    int groupBurst();

    @WithDefault("3s")
    Duration groupEvery();

    /// Calls at the same time by one bot.
    @WithDefault("24")
    int atOnce();

    /// How long Telegram may take to accept a connection, a piece of a file, or to answer.
    @WithDefault("30s")
    Duration timeout();

    default Pace pace() {
        return new Pace(
                new Rate(botBurst(), botEvery()),
                new Rate(chatBurst(), chatEvery()),
                new Rate(groupBurst(), groupEvery()));
    }
}
