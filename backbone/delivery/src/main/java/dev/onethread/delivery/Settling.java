package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.delivery.Incoming.Line;
import dev.onethread.delivery.Positions.Turn;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Brings batches of one partition to an end: applied, or halved down to the guilty records, which become dead
/// letters. Each step is one transaction that moves the offset with its effects.
final class Settling<E extends Event> {
    private static final Logger LOG = Logger.getLogger(Settling.class);

    private final Consumption<E> consumption;
    private final Handler<E> handler;
    private final Ownership ownership;
    private final Guarded<E> guarded;
    private final Positions positions;
    private final DeadLetterStore dead;
    private final Backlog<E> backlog;

    Settling(Consumption<E> consumption, Ownership ownership, Guarded<E> guarded) {
        this.consumption = consumption;
        this.handler = consumption.handler();
        this.ownership = ownership;
        this.guarded = guarded;
        this.positions = new Positions(consumption.title());
        this.dead = new DeadLetterStore(consumption.title(), consumption.consumer());
        this.backlog = new Backlog<>(consumption, ownership, guarded, positions, dead);
    }

    Backlog<E> backlog() {
        return backlog;
    }

    void settle(List<Incoming> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            attempt(batch, true);
        } catch (Fenced | Stopped e) {
            throw e;
        } catch (Guilty g) {
            around(batch, g);
        } catch (RuntimeException | Error e) {
            halve(batch, e);
        }
    }

    private void attempt(List<Incoming> batch, boolean releasing) {
        long next = batch.getLast().offset() + 1;
        Turn turn = guarded.run(
                ownership,
                ownership.moveTo(next),
                tx -> ask(tx, batch),
                (tx, asked) -> apply(tx, batch, asked, releasing));
        ownership.moved(next);
        consumption.meters().applied(consumption.consumer(), turn.apply().size());
        consumption.meters().dropped(consumption.consumer(), turn.dropped());
        consumption.meters().held(consumption.consumer(), turn.held());
        turn.more().forEach(backlog::release);
    }

    private @Nullable Future<RowSet<Row>> ask(OpenTx tx, List<Incoming> batch) {
        return consumption.positioned() ? positions.ask(tx, batch) : null;
    }

    private Turn apply(OpenTx tx, List<Incoming> batch, @Nullable Future<RowSet<Row>> asked, boolean releasing) {
        Turn turn = asked == null
                ? new Turn(batch, 0, 0, 0, Set.of())
                : positions.take(tx, batch, tx.answer(asked), releasing);
        if (!turn.apply().isEmpty()) {
            handler.apply(tx, Guarded.read(handler.type(), turn.apply()));
        }
        return turn;
    }

    /// The guilty record is known without trying.
    private void around(List<Incoming> batch, Guilty g) {
        int at = indexOf(batch, g.record());
        if (at < 0) {
            halve(batch, g);
            return;
        }
        settle(batch.subList(0, at));
        condemn(batch.get(at), String.valueOf(g.getMessage()));
        settle(batch.subList(at + 1, batch.size()));
    }

    private void halve(List<Incoming> batch, Throwable failure) {
        if (batch.size() == 1) {
            alone(batch.getFirst(), failure);
            return;
        }
        int middle = batch.size() / 2;
        settle(batch.subList(0, middle));
        settle(batch.subList(middle, batch.size()));
    }

    /// A record that fails alone is guilty, unless it was a held one that followed it.
    private void alone(Incoming record, Throwable failure) {
        Line line = consumption.positioned() ? record.line() : null;
        if (line == null) {
            condemn(record, Failures.reason(failure));
            return;
        }
        try {
            attempt(List.of(record), false);
        } catch (Fenced | Stopped e) {
            throw e;
        } catch (RuntimeException | Error e) {
            condemn(record, Failures.reason(e));
        }
    }

    private void condemn(Incoming record, String reason) {
        boolean parks = consumption.positioned() && record.line() != null;
        try {
            condemn(record, reason, parks, true);
        } catch (Fenced | Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s left no trace of an unreadable record", consumption.consumer());
            condemn(record, reason, parks, false);
        }
    }

    private void condemn(Incoming record, String reason, boolean parks, boolean tracing) {
        long next = record.offset() + 1;
        guarded.run(ownership, ownership.moveTo(next), _ -> null, (tx, _) -> {
            DeadRecord letter = dead.write(tx, record, reason, parks);
            if (tracing) {
                handler.unreadable(tx, letter);
            }
            return letter;
        });
        ownership.moved(next);
        consumption.meters().dead(consumption.consumer());
        LOG.errorf(
                "%s could not handle partition %d, offset %d%s: %s",
                consumption.consumer(), record.partition(), record.offset(), parks ? " and parks its key" : "", reason);
    }

    private static int indexOf(List<Incoming> batch, Incoming record) {
        for (int i = 0; i < batch.size(); i++) {
            if (batch.get(i).offset() == record.offset()
                    && Objects.equals(batch.get(i).key(), record.key())) {
                return i;
            }
        }
        return -1;
    }
}
