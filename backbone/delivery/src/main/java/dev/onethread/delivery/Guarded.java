package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Transactions of one partition under its claim, with the handler told how they ended. Waits for an absent
/// infrastructure as long as the partition is ours; any other failure is the caller's.
final class Guarded<E extends Event> {
    private static final Logger LOG = Logger.getLogger(Guarded.class);

    private final Consumption<E> consumption;
    private final int partition;
    private final Predicate<Duration> pause;

    /// `pause` waits and says whether to go on.
    Guarded(Consumption<E> consumption, int partition, Predicate<Duration> pause) {
        this.consumption = consumption;
        this.partition = partition;
        this.pause = pause;
    }

    /// One transaction that begins with `guard`, and with a question asked along with it.
    <T extends @Nullable Object> T run(
            Ownership ownership,
            Ownership.Guard guard,
            Function<OpenTx, @Nullable Future<RowSet<Row>>> ask,
            Work<T> work) {
        return patiently(() -> consumption.database().open(tx -> {
            Future<RowSet<Row>> guarded = guard.send(tx);
            Future<RowSet<Row>> asked = ask.apply(tx);
            ownership.check(tx.answer(guarded));
            return work.in(tx, asked);
        }));
    }

    <T extends @Nullable Object> T run(Ownership ownership, Function<OpenTx, T> work) {
        return run(ownership, ownership.unmoved(), _ -> null, (tx, _) -> work.apply(tx));
    }

    /// A transaction without a claim yet.
    <T extends @Nullable Object> T unguarded(Function<OpenTx, T> work) {
        return patiently(() -> consumption.database().open(work));
    }

    private <T extends @Nullable Object> T patiently(Attempt<T> attempt) {
        T result = simply(() -> {
            try {
                return attempt.run();
            } catch (Throwable t) {
                consumption.handler().rolledBack(partition);
                throw t;
            }
        });
        consumption.handler().committed(partition);
        return result;
    }

    /// Reads, or writes beside any claim, that also wait for the database.
    <T extends @Nullable Object> T simply(Attempt<T> attempt) {
        for (int failures = 0; ; failures++) {
            try {
                return attempt.run();
            } catch (RuntimeException | Error e) {
                if (!Failures.infrastructure(e)) {
                    throw e;
                }
                away(e, failures);
            }
        }
    }

    private void away(Throwable t, int failures) {
        if (failures == 3) {
            LOG.warnf(
                    "%s partition %d waits for its infrastructure: %s",
                    consumption.consumer(), partition, Failures.reason(t));
        }
        if (!pause.test(Bell.pause(failures))) {
            throw new Stopped();
        }
    }

    interface Attempt<T extends @Nullable Object> {
        T run();
    }

    interface Work<T extends @Nullable Object> {
        T in(OpenTx tx, @Nullable Future<RowSet<Row>> asked);
    }

    static <E extends Event> List<Received<E>> read(Class<E> type, List<Incoming> records) {
        return records.stream().map(record -> record.received(type)).toList();
    }
}
