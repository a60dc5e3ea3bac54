package dev.onethread.ticket.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `onethread.live`: how the live feed treats screens.
@ConfigMapping(prefix = "onethread.live")
interface LiveRules {
    /// Changes kept in memory for screens that come back.
    @WithDefault("50000")
    int ring();

    /// Conversations a returning screen is brought up to date on; one that missed more starts afresh.
    @WithDefault("500")
    int replay();

    /// Lists and counts go out no more often than this.
    @WithDefault("PT0.25S")
    Duration coalesce();

    /// Bytes on their way to a screen that does not read, before it is closed.
    @WithDefault("1048576")
    long outstanding();

    /// A connection says who it is within this time.
    @WithDefault("PT5S")
    Duration hello();

    @WithDefault("PT15S")
    Duration ping();

    /// How long another replica believes that this one shows an agent a screen.
    @WithDefault("PT15S")
    Duration screenLease();

    @WithDefault("2000")
    int screens();

    @WithDefault("20")
    int screensPerAgent();

    /// Sites beside our own whose pages may connect, as `https://host:port`.
    Optional<List<String>> origins();
}
