package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Topic;
import java.util.Map;
import java.util.function.Consumer;

/// Live reading of a topic by every replica: all partitions, from their end, nothing committed.
public interface Broadcasts {
    /// Calls `each` for every record from now on, one partition in order, on one thread. Returns once the
    /// starting positions are known. A record that is no `E` is not passed but kept as a dead letter, once
    /// for all replicas; what `each` throws is only logged.
    <E extends Event> Following follow(Topic topic, Class<E> type, Consumer<Received<E>> each);

    /// Calls `each` with every event that this replica itself publishes to `topic`, right after the commit
    /// and on the thread that committed: it must not block. The same event comes to all who follow the
    /// topic, too. Nothing is repeated here, so what must not be missed is followed as well.
    <E extends Event> void early(Topic topic, Class<E> type, Consumer<E> each);

    /// A running reader.
    interface Following extends AutoCloseable {
        /// The next offset per partition: everything below it has been passed to the consumer.
        Map<Integer, Long> vector();

        @Override
        void close();
    }
}
