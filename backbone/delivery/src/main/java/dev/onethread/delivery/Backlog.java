package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.delivery.DeadLetterStore.Wish;
import dev.onethread.delivery.Incoming.Line;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/// What a partition has left from before: held records whose turn has come, and dead letters that an operator wants
/// replayed or discarded. Done by the partition's owner between batches, so it keeps its place in the order.
final class Backlog<E extends Event> {
    private static final Logger LOG = Logger.getLogger(Backlog.class);
    private static final int AT_ONCE = 200;

    private final Consumption<E> consumption;
    private final Handler<E> handler;
    private final Ownership ownership;
    private final Guarded<E> guarded;
    private final Positions positions;
    private final DeadLetterStore dead;

    Backlog(
            Consumption<E> consumption,
            Ownership ownership,
            Guarded<E> guarded,
            Positions positions,
            DeadLetterStore dead) {
        this.consumption = consumption;
        this.handler = consumption.handler();
        this.ownership = ownership;
        this.guarded = guarded;
        this.positions = positions;
        this.dead = dead;
    }

    /// Everything of the partition.
    void catchUp(int partition) {
        for (Wish wish : guarded.simply(() -> dead.wishes(consumption.database(), partition))) {
            grant(wish);
        }
        if (consumption.positioned()) {
            guarded.simply(() -> positions.releasable(consumption.database(), partition))
                    .forEach(this::release);
        }
    }

    /// Applies what was held of a line as far as it goes now.
    void release(Line line) {
        int atMost = AT_ONCE;
        boolean more = true;
        while (more) {
            int n = atMost;
            try {
                more = guarded.run(ownership, tx -> applyDue(tx, line, n));
            } catch (Fenced | Stopped e) {
                throw e;
            } catch (RuntimeException | Error e) {
                if (atMost == 1) {
                    condemn(line, Failures.reason(e));
                    return;
                }
                atMost = 1;
            }
        }
    }

    private boolean applyDue(OpenTx tx, Line line, int atMost) {
        List<Incoming> due = positions.due(tx, line, atMost);
        if (due.isEmpty()) {
            return false;
        }
        handler.apply(tx, Guarded.read(handler.type(), due));
        positions.applied(tx, line, due);
        tx.afterCommit(() -> consumption.meters().applied(consumption.consumer(), due.size()));
        return due.size() == atMost;
    }

    private void condemn(Line line, String reason) {
        try {
            guarded.run(ownership, tx -> condemn(tx, line, reason, true));
        } catch (Fenced | Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s left no trace of an unreadable record", consumption.consumer());
            guarded.run(ownership, tx -> condemn(tx, line, reason, false));
        }
        consumption.meters().dead(consumption.consumer());
        LOG.errorf("%s could not handle a held record and parks its key: %s", consumption.consumer(), reason);
    }

    private boolean condemn(OpenTx tx, Line line, String reason, boolean tracing) {
        for (Incoming record : positions.due(tx, line, 1)) {
            DeadRecord letter = dead.write(tx, record, reason, true);
            if (tracing) {
                handler.unreadable(tx, letter);
            }
            positions.forget(tx, Map.of(line, List.of(Positions.position(record))));
        }
        return true;
    }

    private void grant(Wish wish) {
        try {
            guarded.run(ownership, tx -> grant(tx, wish));
        } catch (Fenced | Stopped e) {
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.errorf("%s could not replay dead letter %s: %s", consumption.consumer(), wish.id(), Failures.reason(e));
            guarded.simply(() -> {
                dead.failedAgain(consumption.database(), wish.id(), Failures.reason(e));
                return true;
            });
            return;
        }
        LOG.infof("%s %s dead letter %s", consumption.consumer(), wish.replay() ? "replayed" : "discarded", wish.id());
        if (wish.parks()) {
            release(DeadLetterStore.line(wish.record()));
        }
    }

    private boolean grant(OpenTx tx, Wish wish) {
        boolean due = !wish.parks() || isDue(tx, wish.record());
        if (wish.replay()) {
            if (due) {
                handler.apply(tx, Guarded.read(handler.type(), List.of(wish.record())));
            }
            dead.replayed(tx, wish.id());
        } else {
            dead.discarded(tx, wish.id());
        }
        if (wish.parks() && due) {
            positions.advance(tx, DeadLetterStore.line(wish.record()), Positions.position(wish.record()));
        }
        return due;
    }

    /// Whether a parked record is still the next of its line, rather than applied from a repeat of it.
    private boolean isDue(OpenTx tx, Incoming record) {
        return positions.last(tx, DeadLetterStore.line(record)) + 1 == Positions.position(record);
    }
}
