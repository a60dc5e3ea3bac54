package dev.onethread.delivery;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Transactions on the reactive pool. `BEGIN` travels with the first statement, and the outbox with `COMMIT`.
final class Transactions implements Database {
    private static final Logger LOG = Logger.getLogger(Transactions.class);
    private static final String END = "select pg_terminate_backend(pg_backend_pid())";

    private final Pool pool;
    private final Outbox outbox;

    Transactions(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Function<Tx, T> work) {
        return open(work::apply);
    }

    <T extends @Nullable Object> T open(Function<OpenTx, T> work) {
        SqlConnection connection = Waiting.on(pool.getConnection());
        connection.exceptionHandler(e -> LOG.debugf(e, "a connection ended within a transaction"));
        try {
            return within(new OpenTx(connection), work);
        } catch (RuntimeException e) {
            endIfStale(connection, e);
            throw e;
        } finally {
            connection.close();
        }
    }

    private <T extends @Nullable Object> T within(OpenTx tx, Function<OpenTx, T> work) {
        T result;
        try {
            result = work.apply(tx);
            tx.commit(outbox);
        } catch (Throwable t) {
            tx.rollBack();
            throw t;
        }
        return result;
    }

    /// The driver keeps prepared statements as long as the connection, also those a migration made useless: end it, and
    /// the next attempt gets a fresh one.
    private static void endIfStale(SqlConnection connection, Throwable failure) {
        if (Failures.stalePlan(failure)) {
            LOG.info("the schema changed under a connection's prepared statements; the connection is given up");
            try {
                Waiting.on(connection.query(END).execute());
            } catch (RuntimeException e) {
                LOG.debugf(e, "the connection ended, as it was to");
            }
        }
    }

    @Override
    public RowSet<Row> query(String sql, @Nullable Object... parameters) {
        SqlConnection connection = Waiting.on(pool.getConnection());
        try {
            return Waiting.on(connection.preparedQuery(sql).execute(Parameters.tuple(parameters)));
        } catch (RuntimeException e) {
            endIfStale(connection, e);
            throw e;
        } finally {
            connection.close();
        }
    }
}
