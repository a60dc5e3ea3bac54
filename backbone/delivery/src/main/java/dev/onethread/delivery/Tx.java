package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Topic;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import org.jspecify.annotations.Nullable;

/// One transaction on the service's database, used by one virtual thread, which waits for each statement.
/// Parameters are `$1`, `$2`, …; arrays (`String[]`, `UUID[]`, `Long[]`, `OffsetDateTime[]`) serve
/// multi-row statements with
/// `unnest`. Times are `OffsetDateTime` for `timestamptz`.
public interface Tx {
    RowSet<Row> query(String sql, @Nullable Object... parameters);

    /// @return the number of rows changed
    int update(String sql, @Nullable Object... parameters);

    /// Sends a question and goes on; whoever wants the answer waits for it then. Questions that do not
    /// depend on each other cost one round trip together.
    Answer ask(String sql, @Nullable Object... parameters);

    /// What was asked with [#ask].
    interface Answer {
        RowSet<Row> get();
    }

    /// Sends a statement and goes on without waiting for its answer. Should it fail, so does the
    /// transaction: at the next statement that is waited for, or at the commit.
    void write(String sql, @Nullable Object... parameters);

    /// Makes `event` part of this transaction: it reaches the topic if and only if the transaction commits,
    /// at least once, in this order within its key, under a gapless position where the topic is positioned.
    void publish(Topic topic, String key, Event event);

    /// Makes the commit depend on `lease` being still ours; otherwise the transaction fails with [Fenced].
    void fence(Lease lease);

    /// Runs `action` once the transaction has committed, in the thread that ran it.
    void afterCommit(Runnable action);
}
