package dev.onethread.ingest.webchat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// So many for each, a visitor or a network address, within so long, whatever the moment one looks and
/// however many sockets they open here.
final class Pace<K> {
    private static final int SWEEP_AT = 10_000;

    private final int most;
    private final long window;
    private final Map<K, Taken> byWhom = new ConcurrentHashMap<>();

    Pace(int most, Duration window) {
        this.most = most;
        this.window = window.toNanos();
    }

    /// @return whether one more is in order at `now`, in nanoseconds of a clock that only goes forward
    boolean allows(K whom, long now) {
        if (byWhom.size() > SWEEP_AT) {
            byWhom.values().removeIf(taken -> taken.idle(now));
        }
        return byWhom.computeIfAbsent(whom, whose -> new Taken()).allows(now);
    }

    private final class Taken {
        private final Deque<Long> times = new ArrayDeque<>();

        synchronized boolean idle(long now) {
            forget(now);
            return times.isEmpty();
        }

        synchronized boolean allows(long now) {
            forget(now);
            if (times.size() >= most) {
                return false;
            }
            times.addLast(now);
            return true;
        }

        private void forget(long now) {
            while (!times.isEmpty() && now - times.getFirst() >= window) {
                times.removeFirst();
            }
        }
    }
}
