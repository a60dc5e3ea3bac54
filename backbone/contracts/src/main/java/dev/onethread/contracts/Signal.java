package dev.onethread.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// At most once: topic `signals`, key address.
public sealed interface Signal extends Event {
    Address address();

    /// Somebody is writing; `agentName` null means the customer is.
    record Typing(Address address, Instant at, @Nullable String agentName) implements Signal {
        public Typing {
            Require.present(address, "address");
            Require.present(at, "at");
        }
    }

    /// A customer saw everything up to `seq` of their own screen; `reply` is the newest of ours among it.
    record Seen(
            Address address, Instant at, long seq, @Nullable ReplyId reply) implements Signal {
        public Seen {
            Require.present(address, "address");
            Require.present(at, "at");
        }
    }

    /// An agent saw what the customer wrote, up to the message that the channel calls `channelMessage`.
    record SeenByAgent(Address address, Instant at, String channelMessage) implements Signal {
        public SeenByAgent {
            Require.present(address, "address");
            Require.present(at, "at");
            Require.text(channelMessage, "channelMessage");
        }
    }

    /// Where a waiting customer stands: `place` counts from 1 in the queue, null once they wait no longer;
    /// `expectedSeconds` is how long it is expected to take still, null while that is not known.
    record InQueue(
            Address address,
            Instant at,
            @Nullable Integer place,
            @Nullable Long expectedSeconds) implements Signal {
        public InQueue {
            Require.present(address, "address");
            Require.present(at, "at");
            Require.that(place == null || place >= 1, "places begin at 1");
            Require.that(expectedSeconds == null || expectedSeconds >= 0, "a wait is not negative");
        }
    }
}
