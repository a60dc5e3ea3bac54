package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What routing knows of a conversation: exactly one of these at every instant. `since` is when its waiting began, and
/// survives every requeue.
public sealed interface Work {
    /// Nobody has to do anything.
    record Idle() implements Work {
        public Queued queue(Instant since) {
            return new Queued(since, List.of());
        }
    }

    /// Waits. `excluded` gave it back or declined it, and are not asked again for this one.
    record Queued(Instant since, List<AgentId> excluded) implements Work {
        public Queued {
            excluded = excluded.stream().distinct().sorted().toList();
        }

        public Assigned assign(AgentId agent, int excess) {
            return new Assigned(agent, since, excess);
        }
    }

    /// One agent is asked until a time; their units are taken meanwhile.
    record Offered(AgentId agent, Instant since, Instant until, List<AgentId> excluded) implements Work {
        public Offered {
            excluded = excluded.stream().distinct().sorted().toList();
        }

        public Queued decline() {
            List<AgentId> declined = new ArrayList<>(excluded);
            declined.add(agent);
            return new Queued(since, declined);
        }

        public Assigned accept() {
            return new Assigned(agent, since, 0);
        }
    }

    /// One agent owns it. `excess` are the units above the agent's capacity that this assignment caused.
    record Assigned(AgentId agent, Instant since, int excess) implements Work {}

    /// Sleeps until a time or until the customer writes, and takes no units; `agent` gets it back.
    record Held(@Nullable AgentId agent, Instant since, Instant until) implements Work {}
}
