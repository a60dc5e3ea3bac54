package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// An agent who can take a conversation, and what speaks for them. `fit` is how much skill would be idle on it, in
/// hundredths of a level; `load` before it.
public record Candidate(
        AgentId agent,
        boolean lastAgent,
        int fit,
        int load,
        int capacity,
        @Nullable Instant lastAssignedAt) {
    /// The customer's last agent, then the closest fit, then the lowest load ratio, then the longest without a new
    /// one, then by id.
    static final Comparator<Candidate> BEST_FIRST = Candidate::compare;

    private static int compare(Candidate a, Candidate b) {
        if (a.lastAgent != b.lastAgent) {
            return a.lastAgent ? -1 : 1;
        }
        if (a.fit != b.fit) {
            return Integer.compare(a.fit, b.fit);
        }
        int ratio = Long.compare((long) a.load * b.capacity, (long) b.load * a.capacity);
        if (ratio != 0) {
            return ratio;
        }
        int idle = idleSince(a).compareTo(idleSince(b));
        return idle != 0 ? idle : a.agent.compareTo(b.agent);
    }

    private static Instant idleSince(Candidate candidate) {
        return candidate.lastAssignedAt == null ? Instant.MIN : candidate.lastAssignedAt;
    }
}
