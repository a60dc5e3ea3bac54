package dev.onethread.routing.core;

import dev.onethread.contracts.DeskCommand;

/// All that can happen to a pool.
public sealed interface Input {
    /// Somebody asks for something.
    record Commanded(DeskCommand command) implements Input {}

    /// Nothing but that time went by: what is due happens.
    record TimePassed() implements Input {}

    /// Agents, skills or weights are these from now on.
    record Configured(Configuration configuration) implements Input {}
}
