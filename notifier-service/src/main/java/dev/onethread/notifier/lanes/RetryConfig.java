package dev.onethread.notifier.lanes;

import dev.onethread.notifier.core.Patience;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How patient lanes are.
@ConfigMapping(prefix = "onethread.notifier.retry")
public interface RetryConfig {
    /// The wait after the first failed try; each next is four times as long.
    @WithDefault("5s")
    Duration first();

    @WithDefault("10m")
    Duration longest();

    /// Calls after which a channel that says *not now* is taken to mean *no*.
    @WithDefault("5")
    int tries();

    /// How often something is sent again of which nobody knows whether it went through.
    @WithDefault("1")
    int resends();

    /// How long a door waits whose other end cannot be reached.
    @WithDefault("5s")
    Duration away();

    default Patience patience() {
        return new Patience(first(), longest(), tries(), resends(), away());
    }
}
