package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Topic;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes in one topic. Every bean of this type is subscribed when the service starts; one partition's batches, ticks
/// and call-backs come one after another, partitions run side by side. Everything around it (offsets, positions,
/// halving, dead letters, retries while the database is away) is done by the caller.
public interface Handler<E extends Event> {
    Topic topic();

    Class<E> type();

    /// Applies events of one partition, in order, within `tx`. Throwing rolls the batch back; it is then tried in
    /// halves, down to the guilty record.
    void apply(Tx tx, List<Received<E>> batch);

    /// The guilty record is being dead-lettered in `tx`; leaves its trace where people would look for it.
    default void unreadable(Tx tx, DeadRecord dead) {}

    /// This replica has the partition from now on, and nothing of it was applied yet. Runs in `tx`.
    default void assigned(Tx tx, int partition) {}

    /// Another replica may have the partition.
    default void revoked(int partition) {}

    /// The transaction of the last [#apply] or [#tick] did not commit: whatever it changed in memory is void.
    default void rolledBack(int partition) {}

    /// The transaction of the last [#apply] or [#tick] committed.
    default void committed(int partition) {}

    /// How often [#tick] runs for each partition held; null for never.
    default @Nullable Duration tickEvery() {
        return null;
    }

    /// How long from now until the partition's next [#tick] is wanted, at most [#tickEvery()]; asked after each
    /// transaction, so that what falls due is done when it is due, not at the next round.
    default @Nullable Duration tickIn(int partition) {
        return tickEvery();
    }

    default void tick(Tx tx, int partition) {}
}
