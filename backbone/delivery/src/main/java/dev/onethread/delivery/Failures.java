package dev.onethread.delivery;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/// Who is to blame for a failure: what was asked, or what it was asked of.
final class Failures {
    /// SQLSTATE classes (PostgreSQL appendix A): connection, insufficient resources, system error, transaction rollback
    /// (deadlock, serialisation).
    private static final Set<String> CLASSES = Set.of("08", "53", "58", "40");

    /// A read-only standby, a transaction that idled too long (we were paused), a lock not available, and the
    /// operator's interventions, among them a statement that was cancelled or took longer than the pool allows.
    private static final Set<String> STATES =
            Set.of("25006", "25P03", "55P03", "57014", "57P01", "57P02", "57P03", "57P04", "57P05");

    /// What a statement prepared before somebody else's migration is answered: SQLSTATE 0A000, which other refusals
    /// share; told apart by the server's routine, as its words depend on its language.
    private static final String STALE_PLAN = "RevalidateCachedQuery";

    /// Failures of the driver and the pool that have no type of their own.
    private static final Set<String> WORDS =
            Set.of("Timeout", "Pool closed", "Connection is not active now", "Failed to read any response");

    private Failures() {}

    /// Whether the same may succeed later without anybody changing it.
    static boolean infrastructure(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (away(t)) {
                return true;
            }
        }
        return false;
    }

    private static boolean away(Throwable t) {
        return switch (t) {
            case Unavailable _,
                    ClosedConnectionException _,
                    SocketException _,
                    ClosedChannelException _,
                    TimeoutException _,
                    ConnectionPoolTooBusyException _,
                    RetriableException _,
                    VirtualMachineError _ -> true;
            case PgException pg -> away(pg.getSqlState()) || stale(pg);
            default -> t.getMessage() != null && WORDS.stream().anyMatch(t.getMessage()::startsWith) && fromVertx(t);
        };
    }

    /// Whether the connection's prepared statements are of a schema that is no more: another connection may do.
    static boolean stalePlan(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof PgException pg && stale(pg)) {
                return true;
            }
        }
        return false;
    }

    private static boolean stale(PgException pg) {
        return "0A000".equals(pg.getSqlState()) && STALE_PLAN.equals(pg.getRoutine());
    }

    private static boolean away(@Nullable String state) {
        return state != null && (STATES.contains(state) || CLASSES.contains(state.substring(0, 2)));
    }

    private static boolean fromVertx(Throwable t) {
        return t.getClass().getName().startsWith("io.vertx.");
    }

    /// What to tell people: the kind of failure and its words, at most a few lines, never the values of parameters.
    static String reason(Throwable failure) {
        String words = failure instanceof PgException pg ? pg.getErrorMessage() : failure.getMessage();
        String text = failure.getClass().getSimpleName() + (words == null ? "" : ": " + words);
        return text.length() > 500 ? text.substring(0, 500) : text;
    }
}
