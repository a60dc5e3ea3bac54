package dev.onethread.ingest.continuation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// `onethread.continuation`: links by which somebody goes on elsewhere.
@ConfigMapping(prefix = "onethread.continuation")
interface ContinuationSettings {
    /// The secret that links are signed with, at least 32 characters and the same on all replicas. Without
    /// one no links are given.
    Optional<String> key();

    /// How long a link can be used.
    @WithDefault("30m")
    Duration valid();

    /// Links one address gets in an hour.
    @WithDefault("10")
    int hourly();

    /// How a chat with a bot is opened: `{bot}` is the bot's name and `{token}` what it is started with
    /// (<https://core.telegram.org/bots/features#deep-linking>).
    @WithDefault("https://t.me/{bot}?start={token}")
    String telegramLink();

    /// A page with our widget, for whoever goes on from Telegram. Without one there are no such links.
    Optional<URI> page();

    /// The public address of this service, for links in mails. Without one nobody is asked to confirm an
    /// address.
    Optional<URI> confirmation();
}
