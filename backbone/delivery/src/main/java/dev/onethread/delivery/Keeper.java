package dev.onethread.delivery;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tries for one lease until closed. Renews at a third of its duration, and by its own monotonic clock says *lost*
/// a sixth before the lease can have run out. A process that was paused past that learns it late: therefore every
/// write made under a lease is fenced ([Tx#fence]).
final class Keeper implements Leases.Keeping {
    private static final Logger LOG = Logger.getLogger(Keeper.class);

    private final DatabaseLeases leases;
    private final String name;
    private final Duration duration;
    private final Leases.Holder holder;
    private final Bell bell = new Bell();
    private final ExecutorService calls = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("lease-holder").factory());
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;

    Keeper(DatabaseLeases leases, String name, Duration duration, Leases.Holder holder) {
        this.leases = leases;
        this.name = name;
        this.duration = duration;
        this.holder = holder;
    }

    void start() {
        Thread.ofVirtual().name("lease-" + name).start(this::run);
        Thread.ofVirtual().name("lease-watch-" + name).start(this::watch);
    }

    String name() {
        return name;
    }

    boolean holds() {
        return hold != null;
    }

    boolean closed() {
        return closed;
    }

    /// The lease at hand and the monotonic time from which on we do not rely on it.
    private record Hold(Lease lease, long deadline) {}

    private volatile @Nullable Hold hold;
    private final Bell watching = new Bell();

    private void run() {
        int failures = 0;
        while (!closed) {
            try {
                Hold mine = hold;
                bell.await(mine == null ? attempt() : renewal(mine));
                failures = 0;
            } catch (RuntimeException e) {
                LOG.debugf(e, "the lease %s could not be looked after", name);
                bell.await(Bell.pause(failures++));
            }
        }
        finish();
    }

    private Duration attempt() {
        long asked = System.nanoTime();
        Lease lease = leases.tryAcquire(name, duration);
        if (lease == null) {
            return leases.left(name, third());
        }
        gain(lease, deadline(asked));
        watching.ring();
        return third();
    }

    private synchronized void gain(Lease lease, long deadline) {
        hold = new Hold(lease, deadline);
        tell(() -> holder.acquired(lease));
    }

    private Duration renewal(Hold mine) {
        long asked = System.nanoTime();
        if (leases.renew(mine.lease(), duration)) {
            prolong(mine, deadline(asked));
            return third();
        }
        drop(mine);
        return Duration.ofMillis(1);
    }

    private synchronized void prolong(Hold mine, long deadline) {
        if (hold == mine) {
            hold = new Hold(mine.lease(), deadline);
        }
    }

    private synchronized void drop(Hold mine) {
        Hold now = hold;
        if (now != null && now.lease().equals(mine.lease())) {
            hold = null;
            tell(holder::lost);
        }
    }

    /// Says *lost* in time also while a renewal hangs.
    private void watch() {
        while (!closed) {
            Hold mine = hold;
            long left = mine == null ? third().toNanos() : mine.deadline() - System.nanoTime();
            if (mine != null && left <= 0) {
                drop(mine);
            } else {
                watching.await(Duration.ofNanos(left));
            }
        }
    }

    private void finish() {
        Hold mine = hold;
        if (mine != null) {
            drop(mine);
            tell(() -> leases.release(mine.lease()));
        }
        calls.shutdown();
        ended.countDown();
    }

    private void tell(Runnable call) {
        calls.execute(() -> {
            try {
                call.run();
            } catch (RuntimeException e) {
                LOG.errorf(e, "the holder of lease %s failed", name);
            }
        });
    }

    /// Returns once the holder has been told and the lease given up, or after as long as it could have lasted.
    @Override
    public void close() {
        closed = true;
        bell.ring();
        watching.ring();
        try {
            if (ended.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                var unused = calls.awaitTermination(duration.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration third() {
        return duration.dividedBy(3);
    }

    private long deadline(long asked) {
        return asked + duration.minus(duration.dividedBy(6)).toNanos();
    }
}
