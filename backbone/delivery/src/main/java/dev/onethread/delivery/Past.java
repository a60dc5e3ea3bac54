package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// What a topic still holds of what was: reading it again, with no group and no effect. As far back as the topic's
/// retention goes, and no further.
public interface Past {
    /// Calls `each` for every record that came at `since` or later and before the call, those of one key in order,
    /// on the calling thread. A record that is no `E` is passed over. Where there are more than `atMost`, the older
    /// are left out, from each partition by its share; what cannot be read `within` the time is left out, too.
    <E extends Event> Reading read(
            Topic topic, Class<E> type, Instant since, int atMost, Duration within, Consumer<Received<E>> each);

    /// How many records there were, how many of them were looked at, and when the earliest of these came (`since`
    /// where all were).
    record Reading(long records, long read, Instant from) {
        public boolean whole() {
            return read == records;
        }
    }
}
