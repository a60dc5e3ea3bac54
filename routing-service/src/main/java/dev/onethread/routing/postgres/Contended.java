package dev.onethread.routing.postgres;

import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/// Transactions that may lose against others: what lost is tried again, a few times.
@ApplicationScoped
public class Contended {
    private static final int TRIES = 5;
    private static final String TAKEN = "23505";

    private final Database database;

    Contended(Database database) {
        this.database = database;
    }

    /// @return empty where it lost each time
    public <T> Optional<T> inTransaction(Function<Tx, T> work) {
        for (int tried = 0; tried < TRIES; tried++) {
            try {
                return Optional.of(database.inTransaction(work));
            } catch (RuntimeException e) {
                if (!lost(e)) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }

    /// SQLSTATE class 40 (transaction rollback), and an id that somebody used first.
    private static boolean lost(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof PgException pg && pg.getSqlState() != null) {
                return pg.getSqlState().startsWith("40") || pg.getSqlState().equals(TAKEN);
            }
        }
        return false;
    }
}
