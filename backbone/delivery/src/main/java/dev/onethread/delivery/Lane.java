package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One partition's worker: claims the partition, then settles its records in order, batch by batch, on a virtual
/// thread. What waits grows while a batch is at work, so batches are as large as the load makes them.
final class Lane<E extends Event> {
    private static final Logger LOG = Logger.getLogger(Lane.class);

    /// A claim that fails again and again must not keep everybody busy.
    private static final Duration BEFORE_ANOTHER_CLAIM = Duration.ofMillis(200);

    private final Consumption<E> consumption;
    private final int partition;
    private @Nullable Lane<E> predecessor;
    private final Owner<E> owner;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private int waitingBytes;
    private boolean full;
    private boolean wished;
    private boolean stopping;
    private @Nullable Long restart;
    private volatile long next;
    private long tickDue;

    /// Who reads the topic for the lanes. All calls come from a lane's thread.
    interface Owner<E extends Event> {
        /// The claim stands: records are wanted from `next` on.
        void ready(Lane<E> lane, long next);

        /// There is room again.
        void roomy(Lane<E> lane);

        /// The claim was lost to somebody, or to ourselves after an outage.
        void fenced(Lane<E> lane);
    }

    Lane(Consumption<E> consumption, int partition, @Nullable Lane<E> predecessor, Owner<E> owner) {
        this.consumption = consumption;
        this.partition = partition;
        this.predecessor = predecessor;
        this.owner = owner;
    }

    void start() {
        Thread.ofVirtual().name(consumption.consumer() + "-" + partition).start(this::run);
    }

    int partition() {
        return partition;
    }

    /// The next offset by our database, for lag metrics.
    long next() {
        return next;
    }

    /// @return whether there is no room for more
    boolean offer(List<ConsumerRecord<byte[], byte[]>> records) {
        lock.lock();
        try {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                waiting.add(record);
                waitingBytes += size(record);
            }
            full = waiting.size() >= consumption.settings().batchRecords()
                    || waitingBytes >= consumption.settings().batchBytes();
            changed.signalAll();
            return full;
        } finally {
            lock.unlock();
        }
    }

    /// The broker no longer has the offset we want: goes on from the earliest it has.
    void restartAt(long earliest) {
        signal(() -> restart = earliest);
    }

    /// An operator wants something done with a dead letter.
    void wish() {
        signal(() -> wished = true);
    }

    void stop() {
        signal(() -> stopping = true);
    }

    private void signal(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the last transaction has ended, at most so long.
    boolean awaitEnd(Duration atMost) {
        try {
            return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        try {
            awaitPredecessor();
            work(new Guarded<>(consumption, partition, this::pause));
        } catch (Stopped _) {
            LOG.debugf("%s partition %d stops", consumption.consumer(), partition);
        } catch (Fenced e) {
            consumption.meters().fenced(consumption.consumer());
            LOG.warnf("%s partition %d: %s", consumption.consumer(), partition, e.getMessage());
            beginAgain();
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "%s partition %d failed, and begins again", consumption.consumer(), partition);
            beginAgain();
        } finally {
            end();
        }
    }

    private void beginAgain() {
        end();
        if (pause(BEFORE_ANOTHER_CLAIM)) {
            owner.fenced(this);
        }
    }

    private void awaitPredecessor() {
        Lane<E> before = predecessor;
        if (before != null) {
            before.awaitEnd(Duration.ofDays(1));
            predecessor = null;
        }
    }

    private void end() {
        if (ended.getCount() > 0) {
            try {
                consumption.handler().revoked(partition);
            } catch (RuntimeException e) {
                LOG.errorf(e, "%s partition %d could not be given up in order", consumption.consumer(), partition);
            }
            ended.countDown();
        }
    }

    private void work(Guarded<E> guarded) {
        Ownership ownership = guarded.unguarded(this::claim);
        Settling<E> settling = new Settling<>(consumption, ownership, guarded);
        settling.backlog().catchUp(partition);
        next = ownership.next();
        owner.ready(this, next);
        tickDue = tickWanted();
        while (true) {
            switch (await()) {
                case STOP -> {
                    return;
                }
                case RESTART -> restart(guarded, ownership);
                case WISH -> settling.backlog().catchUp(partition);
                case TICK -> tick(guarded, ownership);
                case RECORDS -> {
                    settling.settle(batch(ownership.next()));
                    next = ownership.next();
                    tickSooner();
                }
            }
        }
    }

    private Ownership claim(OpenTx tx) {
        Ownership claimed = Ownership.claim(tx, consumption.consumer(), consumption.title(), partition);
        consumption.handler().assigned(tx, partition);
        return claimed;
    }

    private enum Next {
        STOP,
        RESTART,
        WISH,
        TICK,
        RECORDS
    }

    private Next await() {
        lock.lock();
        try {
            while (true) {
                if (stopping) {
                    return Next.STOP;
                }
                if (restart != null) {
                    return Next.RESTART;
                }
                if (wished) {
                    wished = false;
                    return Next.WISH;
                }
                if (tickIn() <= 0) {
                    return Next.TICK;
                }
                if (!waiting.isEmpty()) {
                    return Next.RECORDS;
                }
                var unused = changed.awaitNanos(tickIn());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Next.STOP;
        } finally {
            lock.unlock();
        }
    }

    private List<Incoming> batch(long from) {
        List<Incoming> batch = new ArrayList<>();
        boolean roomy;
        lock.lock();
        try {
            int bytes = 0;
            while (!waiting.isEmpty()
                    && batch.size() < consumption.settings().batchRecords()
                    && bytes < consumption.settings().batchBytes()) {
                ConsumerRecord<byte[], byte[]> record = waiting.remove();
                bytes += size(record);
                if (record.offset() >= from) {
                    batch.add(Incoming.of(consumption.title(), record));
                }
            }
            waitingBytes -= bytes;
            roomy = full;
            full = false;
        } finally {
            lock.unlock();
        }
        if (roomy) {
            owner.roomy(this);
        }
        return batch;
    }

    private void restart(Guarded<E> guarded, Ownership ownership) {
        long earliest;
        lock.lock();
        try {
            earliest = restart == null ? ownership.next() : restart;
            restart = null;
        } finally {
            lock.unlock();
        }
        if (ownership.next() > 0) {
            LOG.errorf(
                    "%s partition %d: the broker has nothing at offset %d; going on from its earliest, %d",
                    consumption.consumer(), partition, ownership.next(), earliest);
        }
        guarded.run(ownership, ownership.moveTo(earliest), _ -> null, (_, _) -> earliest);
        ownership.moved(earliest);
        next = earliest;
    }

    private void tick(Guarded<E> guarded, Ownership ownership) {
        try {
            guarded.run(ownership, tx -> {
                consumption.handler().tick(tx, partition);
                return partition;
            });
        } catch (Fenced | Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s partition %d failed in its tick", consumption.consumer(), partition);
        }
        tickDue = tickWanted();
    }

    private long tickWanted() {
        Duration in = consumption.handler().tickIn(partition);
        return System.nanoTime() + (in == null ? Duration.ofDays(365) : in).toNanos();
    }

    /// Records may bring the next tick nearer, never put it off: under load ticks come, too.
    private void tickSooner() {
        long wanted = tickWanted();
        if (wanted - tickDue < 0) {
            tickDue = wanted;
        }
    }

    private long tickIn() {
        return tickDue - System.nanoTime();
    }

    /// Waits before something is tried again.
    private boolean pause(Duration duration) {
        long left = duration.toNanos();
        lock.lock();
        try {
            while (!stopping && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !stopping;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private static int size(ConsumerRecord<byte[], byte[]> record) {
        return Math.max(0, record.serializedValueSize()) + 200;
    }
}
