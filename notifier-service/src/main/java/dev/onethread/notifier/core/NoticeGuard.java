package dev.onethread.notifier.core;

import dev.onethread.contracts.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/// Stops two systems that answer each other although neither looks like one: an address gets only so many notices
/// within
/// an hour, counted by the times they were asked for. What people write is never held back. Not safe for several
/// threads.
public final class NoticeGuard {
    static final int MOST = 6;
    static final Duration WITHIN = Duration.ofHours(1);
    private static final int MOST_ADDRESSES = 10_000;

    private final Map<Address, Deque<Instant>> told = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, Deque<Instant>> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /// Whether another notice may go; if so, it counts. The same notice tried again counts once.
    public boolean allows(Address to, Instant askedAt) {
        Deque<Instant> times = told.computeIfAbsent(to, x -> new ArrayDeque<>());
        times.removeIf(time -> time.isBefore(askedAt.minus(WITHIN)));
        if (times.contains(askedAt)) {
            return true;
        }
        if (times.size() >= MOST) {
            return false;
        }
        times.add(askedAt);
        return true;
    }
}
