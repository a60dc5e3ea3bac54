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

    /// An agent's presence and load; units of capacity. `status` is the id of their custom status. `cause` is a stable
    /// code where routing and not the agent changed the presence: `silent` after too many unanswered offers.
    record AgentNoted(
            PoolId pool,
            Instant at,
            AgentId agent,
            Presence presence,
            int load,
            int capacity,
            long version,
            @Nullable String status,
            @Nullable String cause,
            @Nullable List<ChannelLoad> channels)
            implements DeskEvent {
        public AgentNoted {
            checked(pool, at);
            Require.present(agent, "agent");
            Require.present(presence, "presence");
            channels = Require.listIfAny(channels, "channels");
        }

        public AgentNoted(
                PoolId pool, Instant at, AgentId agent, Presence presence, int load, int capacity, long version) {
            this(pool, at, agent, presence, load, capacity, version, null, null, null);
        }
    }

    /// How many conversations of a channel an agent holds, and how many at most; null for no limit of its own.
    record ChannelLoad(
            Channel channel, int conversations, @Nullable Integer limit) {
        public ChannelLoad {
            Require.present(channel, "channel");
        }
    }

    /// The queues of a pool, at most once a second.
    record QueueFacts(PoolId pool, Instant at, long epoch, List<DeskQueue> desks) implements DeskEvent {
        public QueueFacts {
            checked(pool, at);
            desks = Require.list(desks, "desks");
        }
    }

    /// One desk's queue: how many wait, since when the oldest, how many agents are available. `expectedSeconds` is how
    /// long one who comes now is expected to wait, by the rates measured, and `spreadSeconds` one standard
    /// deviation of that; null while too little was measured.
    record DeskQueue(
            DeskId desk,
            int waiting,
            @Nullable Instant oldest,
            int available,
            @Nullable Long expectedSeconds,
            @Nullable Long spreadSeconds) {
        public DeskQueue {
            Require.present(desk, "desk");
        }

        public DeskQueue(DeskId desk, int waiting, @Nullable Instant oldest, int available) {
            this(desk, waiting, oldest, available, null, null);
        }
    }

    /// Where waiting conversations stand by now: those whose place or expected wait changed, at most once a second.
    record QueuePlaces(PoolId pool, Instant at, long epoch, List<QueuePlace> places) implements DeskEvent {
        public QueuePlaces {
            checked(pool, at);
            places = Require.list(places, "places");
        }
    }

    /// A waiting conversation: `place` counts from 1 in its desk's queue; the rest as in [DeskQueue].
    record QueuePlace(
            ConversationId conversation,
            DeskId desk,
            int place,
            @Nullable Long expectedSeconds,
            @Nullable Long spreadSeconds) {
        public QueuePlace {
            Require.present(conversation, "conversation");
            Require.present(desk, "desk");
        }
    }

    private static void checked(PoolId pool, Instant at) {
        Require.present(pool, "pool");
        Require.present(at, "at");
    }
}
