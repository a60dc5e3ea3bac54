package dev.onethread.delivery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;

/// This replica's claim to a partition: the offset it believes comes next, and the epoch it was given with the claim.
/// Whoever claims after it raises the epoch, and from then on every transaction of this claim fails with [Fenced].
final class Ownership {
    private static final String CLAIM = """
            insert into consumer_offset as o (consumer, topic, partition, next_offset, epoch) values ($1, $2, $3, 0, 1)
            on conflict (consumer, topic, partition) do update set epoch = o.epoch + 1
            returning next_offset, epoch
            """;

    private static final String MOVE = """
            update consumer_offset set next_offset = $6
            where consumer = $1 and topic = $2 and partition = $3 and epoch = $4 and next_offset = $5
            """;

    private static final String CHECK = """
            select 1 from consumer_offset
            where consumer = $1 and topic = $2 and partition = $3 and epoch = $4 and next_offset = $5
            for no key update
            """;

    private final String consumer;
    private final String topic;
    private final int partition;
    private final long epoch;
    private volatile long next;

    private Ownership(String consumer, String topic, int partition, long epoch, long next) {
        this.consumer = consumer;
        this.topic = topic;
        this.partition = partition;
        this.epoch = epoch;
        this.next = next;
    }

    static Ownership claim(OpenTx tx, String consumer, String topic, int partition) {
        Row row = tx.query(CLAIM, consumer, topic, partition).iterator().next();
        return new Ownership(consumer, topic, partition, row.getLong(1), row.getLong(0));
    }

    long next() {
        return next;
    }

    /// What a transaction is guarded by: sent at its beginning, checked before anything is done.
    Guard moveTo(long offset) {
        return tx -> tx.send(MOVE, consumer, topic, partition, epoch, next, offset);
    }

    Guard unmoved() {
        return tx -> tx.send(CHECK, consumer, topic, partition, epoch, next);
    }

    void moved(long offset) {
        next = offset;
    }

    void check(RowSet<Row> answer) {
        if (answer.rowCount() == 0) {
            throw new Fenced("partition %d of %s was taken over after epoch %d, offset %d"
                    .formatted(partition, topic, epoch, next));
        }
    }

    /// The first statement of a guarded transaction.
    interface Guard {
        Future<RowSet<Row>> send(OpenTx tx);
    }
}
