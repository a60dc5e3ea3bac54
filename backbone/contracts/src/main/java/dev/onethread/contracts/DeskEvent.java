package dev.onethread.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a pool's dispatcher tells: topic `desk.events`, key pool. `epoch` rises with every owner of the pool.
public sealed interface DeskEvent extends Event {
    PoolId pool();

    Instant at();

    /// The command took effect, now or before.
    record CommandAccepted(PoolId pool, Instant at, CommandId command) implements DeskEvent {
        public CommandAccepted {
            checked(pool, at);
            Require.present(command, "command");
        }
    }

    /// The command had no effect; `reason` is a stable code such as `not-waiting` or `agent-unknown`.
    record CommandRefused(
            PoolId pool,
            Instant at,
            CommandId command,
            String reason,
            @Nullable ConversationId conversation) implements DeskEvent {
        public CommandRefused {
            checked(pool, at);
            Require.present(command, "command");
            Require.text(reason, "reason");
        }
    }

    /// An agent's presence and load; units of capacity.
    record AgentNoted(PoolId pool, Instant at, AgentId agent, Presence presence, int load, int capacity, long version)
            implements DeskEvent {
        public AgentNoted {
            checked(pool, at);
            Require.present(agent, "agent");
            Require.present(presence, "presence");
        }
    }

    /// The queues of a pool, at most once a second.
    record QueueFacts(PoolId pool, Instant at, long epoch, List<DeskQueue> desks) implements DeskEvent {
        public QueueFacts {
            checked(pool, at);
            desks = Require.list(desks, "desks");
        }
    }

    /// One desk's queue: how many wait, since when the oldest, how many agents are available.
    record DeskQueue(DeskId desk, int waiting, @Nullable Instant oldest, int available) {
        public DeskQueue {
            Require.present(desk, "desk");
        }
    }

    private static void checked(PoolId pool, Instant at) {
        Require.present(pool, "pool");
        Require.present(at, "at");
    }
}
