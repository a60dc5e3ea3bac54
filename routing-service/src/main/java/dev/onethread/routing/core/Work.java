package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.PoolId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What routing knows of a conversation: exactly one of these at every instant. `since` is when its waiting began,
/// and survives every requeue.
public sealed interface Work {
    /// Nobody has to do anything.
    record Idle() implements Work {
        public Queued queue(Instant since) {
            return new Queued(since, List.of());
        }
    }

    /// Waits. The agents of `passed` gave it back, declined it or kept silent, and are not asked again for this
    /// one. `step` is the step of its needs that is in force, from 0. `overflowed`: agents of the desk it
    /// overflows to may take it, too. `awaits`: kept for the customer's last agent for now.
    record Queued(
            Instant since,
            List<Pass> passed,
            int step,
            boolean overflowed,
            @Nullable AgentId awaits) implements Work {
        public Queued {
            passed = Pass.each(passed);
        }

        public Queued(Instant since, List<Pass> passed) {
            this(since, passed, 0, false, null);
        }

        public Assigned assign(AgentId agent, int excess) {
            return new Assigned(agent, since, excess);
        }
    }

    /// One agent is asked until a time; their units are taken meanwhile. The rest as it waited.
    record Offered(AgentId agent, Instant since, Instant until, List<Pass> passed, int step, boolean overflowed)
            implements Work {
        public Offered {
            passed = Pass.each(passed);
        }

        public Offered(AgentId agent, Instant since, Instant until, List<Pass> passed) {
            this(agent, since, until, passed, 0, false);
        }

        /// Waits again; the agent is passed by from `at`.
        public Queued pass(Instant at, Pass.How how) {
            return new Queued(since, Pass.and(passed, new Pass(agent, at, how)), step, overflowed, null);
        }

        public Assigned accept(int excess) {
            return new Assigned(agent, since, excess);
        }
    }

    /// One agent owns it. `excess` are the units above the agent's capacity that this caused. `restsAt` is when
    /// it stops taking units because the customer is silent, null while the customer waits for an answer;
    /// `resting` says that it has. `asked` is who is asked to take it over.
    record Assigned(
            AgentId agent,
            Instant since,
            int excess,
            @Nullable Instant restsAt,
            boolean resting,
            @Nullable Asked asked) implements Work {
        public Assigned(AgentId agent, Instant since, int excess) {
            this(agent, since, excess, null, false, null);
        }
    }

    /// A warm transfer: an agent is asked until a time, and their units are taken meanwhile. `desk` and `steps`
    /// are what it is transferred to (null as it was; both null for this agent alone); `passed` did not take
    /// it.
    record Asked(
            AgentId agent,
            Instant until,
            @Nullable DeskId desk,
            @Nullable List<NeedStep> steps,
            boolean others,
            List<Pass> passed) {
        public Asked {
            steps = steps == null ? null : List.copyOf(steps);
            passed = Pass.each(passed);
        }
    }

    /// Sleeps until a time or until the customer writes, and takes no units; `agent` gets it back.
    record Held(@Nullable AgentId agent, Instant since, Instant until) implements Work {}

    /// On its way to another pool, and this one's until that one confirms; `agent` has it until then.
    record Handing(PoolId to, DeskId desk, @Nullable AgentId agent, Instant since) implements Work {}
}
