package dev.onethread.routing.core;

import dev.onethread.contracts.DeskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How fast a desk's queue moves, measured by the engine's own inputs: how many left it while somebody
/// waited, with the past counting half every ten minutes. Decisions do not depend on it; a replica that
/// takes the pool over goes on from what was measured.
final class Pace {
    private static final double HALF_LIFE_MILLIS = 600_000;

    /// Fewer (aged) departures than this say nothing.
    private static final double ENOUGH = 5;

    private int waiting;
    private double departures;
    private double busyMillis;
    private long at;

    /// A wait to expect and its standard deviation, seconds.
    record Expected(long seconds, long spread) {}

    /// What was measured before, by whoever it was; the time until the first that happens now is nobody's.
    void resume(DeskPace before) {
        departures = before.departures();
        busyMillis = before.busyMillis();
    }

    DeskPace measured(DeskId desk) {
        return new DeskPace(desk, departures, busyMillis);
    }

    int waiting() {
        return waiting;
    }

    void came(Instant now) {
        pass(now.toEpochMilli());
        waiting++;
    }

    void left(Instant now) {
        pass(now.toEpochMilli());
        waiting--;
    }

    /// Somebody who had waited was given to an agent.
    void served() {
        departures++;
    }

    /// Who waits is counted anew.
    void recount() {
        waiting = 0;
    }

    /// Ages what was measured; while nobody waits there is nothing to measure.
    private void pass(long millis) {
        if (waiting > 0 && at != 0 && millis > at) {
            double aged = Math.exp(-(millis - at) * Math.log(2) / HALF_LIFE_MILLIS);
            departures *= aged;
            busyMillis = busyMillis * aged + (1 - aged) * HALF_LIFE_MILLIS / Math.log(2);
        }
        at = Math.max(at, millis);
    }

    /// For whoever stands at `place` (from 1), if nothing changes: the time so many departures take, each as
    /// likely at any time as at another. Its spread is that of the departures and that of a rate measured on
    /// few of them.
    /// @return null while too little was measured
    @Nullable
    Expected expected(int place, Instant now) {
        pass(now.toEpochMilli());
        if (departures < ENOUGH || busyMillis <= 0) {
            return null;
        }
        double seconds = place * busyMillis / departures / 1_000;
        double spread = seconds * Math.sqrt(1.0 / place + 1.0 / departures);
        return new Expected(Math.round(seconds), Math.round(spread));
    }
}
