package dev.onethread.delivery;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The service's own database. Blocks the calling thread, which must be a virtual or worker thread.
public interface Database {
    /// Runs `work` in one transaction and commits it unless it throws. Retries nothing.
    <T extends @Nullable Object> T inTransaction(Function<Tx, T> work);

    /// One statement of its own.
    RowSet<Row> query(String sql, @Nullable Object... parameters);
}
