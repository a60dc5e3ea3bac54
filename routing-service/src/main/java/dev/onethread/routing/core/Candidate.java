package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Requirement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An agent as they stood when a conversation was decided. `fit` is how much skill would be idle on it, in hundredths
/// of a level (below 0 for those who do not fit); `load` before it, in units of `capacity`. `lacks` is the part of
/// the requirement they do not meet; `at` when they declined, kept silent or gave it back; `channel` what they hold
/// of its channel, where that has a limit.
public record Candidate(
        AgentId agent,
        boolean lastAgent,
        int fit,
        int load,
        int capacity,
        @Nullable Instant lastAssignedAt,
        Verdict verdict,
        @Nullable Requirement lacks,
        @Nullable Instant at,
        @Nullable Room channel) {
    /// Conversations of a channel, and how many at most.
    public record Room(int held, int limit) {}
}
