package dev.onethread.ticket.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.DecisionId;
import dev.onethread.contracts.DeskId;
import org.jspecify.annotations.Nullable;

/// Something in a transcript that nobody said. `type` is a stable word such as `assigned` or `pressed`; `detail` is
/// what
/// came with it, such as a button's data.
public record Happening(
        String type,
        @Nullable AgentId agent,
        @Nullable String reason,
        @Nullable DeskId desk,
        @Nullable DecisionId decision,
        @Nullable String detail) {
    static Happening of(String type, @Nullable AgentId agent) {
        return new Happening(type, agent, null, null, null, null);
    }

    static Happening detailed(String type, @Nullable String detail) {
        return new Happening(type, null, null, null, null, detail);
    }
}
