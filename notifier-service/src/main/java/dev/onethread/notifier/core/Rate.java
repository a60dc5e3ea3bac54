package dev.onethread.notifier.core;

import java.time.Duration;

/// How often something may happen: once in `every`, after a pause up to `burst` times at once. The bookkeeping is one
/// number, the *theoretical arrival time* of the generic cell rate algorithm (ITU-T I.371), in milliseconds of any
/// steady scale: when the bucket would be full again.
public record Rate(int burst, Duration every) {
    public static final Rate UNLIMITED = new Rate(1, Duration.ZERO);

    public Rate {
        if (burst < 1 || every.isNegative()) {
            throw new IllegalArgumentException("a rate has a burst of at least 1 and no negative interval");
        }
    }

    /// When the next may happen.
    public long allowedAt(long fullAt) {
        return fullAt - (burst - 1) * every.toMillis();
    }

    /// The number to keep after one more happened.
    public long taken(long fullAt, long now) {
        return Math.max(fullAt, now) + every.toMillis();
    }
}
