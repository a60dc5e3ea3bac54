package dev.onethread.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// At most once: topic `signals`, key address.
public sealed interface Signal extends Event {
    /// Somebody is writing; `agentName` null means the customer is.
    record Typing(Address address, Instant at, @Nullable String agentName) implements Signal {
        public Typing {
            Require.present(address, "address");
            Require.present(at, "at");
        }
    }

    /// A customer saw everything up to `seq` of their own screen.
    record Seen(Address address, Instant at, long seq) implements Signal {
        public Seen {
            Require.present(address, "address");
            Require.present(at, "at");
        }
    }
}
