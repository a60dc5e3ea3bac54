package dev.onethread.ticket.postgres;

import dev.onethread.delivery.problems.Problem;
import io.vertx.pgclient.PgException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Ids that clients make may be taken by a write that runs at the same time in another conversation: the database's
/// unique key decides, and whoever comes second is told.
final class Taken {
    /// PostgreSQL appendix A.
    private static final String UNIQUE_VIOLATION = "23505";

    private Taken() {}

    static <T> T unless(String code, String detail, Supplier<T> write) {
        try {
            return write.get();
        } catch (RuntimeException e) {
            if (violatesUnique(e)) {
                throw new Problem(409, code, detail);
            }
            throw e;
        }
    }

    private static boolean violatesUnique(@Nullable Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState())) {
                return true;
            }
        }
        return false;
    }
}
