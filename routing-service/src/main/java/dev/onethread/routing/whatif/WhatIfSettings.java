package dev.onethread.routing.whatif;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What a what-if run may take.
@ConfigMapping(prefix = "onethread.routing.simulations")
public interface WhatIfSettings {
    /// The longest one run may take, all replications together.
    @WithDefault("PT5M")
    Duration longest();

    /// Inputs of the engine in one replication.
    @WithDefault("20000000")
    long inputs();

    /// Lines of the log of decisions that are read of a past period.
    @WithDefault("500000")
    int lines();

    /// How many may wait for their turn on a replica.
    @WithDefault("4")
    int waiting();

    /// How long a result can be read.
    @WithDefault("P7D")
    Duration kept();
}
