package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Topic;

/// Straight to Kafka, beside any transaction: for what need not agree with the database. Topics with positions are
/// refused, as a position exists only within a transaction.
public interface Publisher {
    /// Returns once Kafka has accepted (acks=all). Blocks; repeats by itself until then.
    /// @throws Unavailable when Kafka did not accept within half a minute; it may do so yet
    void send(Topic topic, String key, Event event);

    /// At most once, and at once: whether it arrives is not known.
    void offer(Topic topic, String key, Event event);
}
