package dev.onethread.delivery;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes one waiting thread; a ring while nobody waits is remembered once.
final class Bell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rings = lock.newCondition();
    private boolean rung;

    void ring() {
        lock.lock();
        try {
            rung = true;
            rings.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a ring, at most so long.
    void await(Duration atMost) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!rung && left > 0) {
                left = rings.awaitNanos(left);
            }
            rung = false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// A pause that grows with each failed attempt: 50 ms doubled up to 5 s.
    static Duration pause(int attempt) {
        return Duration.ofMillis(Math.min(5_000, 50L << Math.min(attempt, 7)));
    }
}
