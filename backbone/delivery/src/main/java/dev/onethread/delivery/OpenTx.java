package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Topic;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A transaction on its connection. Statements whose answer nobody needs at once are sent ahead and looked
/// at before the commit, so that they cost no round trip.
final class OpenTx implements Tx {
    private static final Logger LOG = Logger.getLogger(OpenTx.class);
    private static final String HELD =
            "select 1 from lease where name = $1 and epoch = $2 and until > clock_timestamp() for share";

    private final SqlConnection connection;
    private final List<Future<?>> ahead = new ArrayList<>();
    private final List<Outgoing> outgoing = new ArrayList<>();
    private final Set<Lease> fences = new LinkedHashSet<>();
    private final List<Runnable> afterwards = new ArrayList<>();

    OpenTx(SqlConnection connection) {
        this.connection = connection;
        ahead.add(connection.query("BEGIN").execute());
    }

    @Override
    public RowSet<Row> query(String sql, @Nullable Object... parameters) {
        return answer(send(sql, parameters));
    }

    @Override
    public Answer ask(String sql, @Nullable Object... parameters) {
        Future<RowSet<Row>> sent = send(sql, parameters);
        return () -> answer(sent);
    }

    @Override
    public int update(String sql, @Nullable Object... parameters) {
        return query(sql, parameters).rowCount();
    }

    @Override
    public void write(String sql, @Nullable Object... parameters) {
        var unused = send(sql, parameters);
    }

    @Override
    public void publish(Topic topic, String key, Event event) {
        outgoing.add(Outgoing.of(topic.title(), topic.positioned(), key, event));
    }

    /// To a topic that has no entry of its own: the dead letters'.
    void publish(String title, String key, Event event) {
        outgoing.add(Outgoing.of(title, false, key, event));
    }

    @Override
    public void fence(Lease lease) {
        fences.add(lease);
    }

    @Override
    public void afterCommit(Runnable action) {
        afterwards.add(action);
    }

    /// Sends a statement without waiting for its answer.
    Future<RowSet<Row>> send(String sql, @Nullable Object... parameters) {
        Future<RowSet<Row>> sent = connection.preparedQuery(sql).execute(Parameters.tuple(parameters));
        ahead.add(sent);
        return sent;
    }

    /// Waits for a statement. Should an earlier one have failed, that is the failure worth telling.
    <T extends @Nullable Object> T answer(Future<T> sent) {
        try {
            return Waiting.on(sent);
        } catch (RuntimeException e) {
            settle();
            throw e;
        }
    }

    void commit(Outbox outbox) {
        Future<Set<Integer>> shards =
                outgoing.isEmpty() ? Future.succeededFuture(Set.of()) : outbox.write(this, outgoing);
        for (Lease lease : fences) {
            if (query(HELD, lease.name(), lease.epoch()).rowCount() == 0) {
                throw new Fenced("the lease " + lease.name() + " of epoch " + lease.epoch() + " is over");
            }
        }
        Future<?> done = connection.query("COMMIT").execute();
        settle();
        Waiting.on(done);
        run(() -> outbox.committed(Waiting.on(shards), outgoing));
        afterwards.forEach(OpenTx::run);
    }

    void rollBack() {
        try {
            Waiting.on(connection.query("ROLLBACK").execute());
        } catch (RuntimeException e) {
            LOG.debugf(e, "a transaction ended with its connection");
        }
    }

    private void settle() {
        for (Future<?> sent : ahead) {
            Waiting.on(sent);
        }
        ahead.clear();
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("what was to follow a commit failed", e);
        }
    }
}
