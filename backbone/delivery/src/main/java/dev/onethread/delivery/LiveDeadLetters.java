package dev.onethread.delivery;

import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/// Keeps what live readers could not read, once per service although each replica reads it. Live reading neither waits
/// for it nor fails by it: one transaction after another, beside the readers; while the database is away a record is
/// only told of in the log, as live topics are at most once.
final class LiveDeadLetters {
    private static final Logger LOG = Logger.getLogger(LiveDeadLetters.class);
    private static final int ATTEMPTS = 3;

    /// The bytes that may wait for their transactions; a flood of garbage must not fill the memory.
    private static final int ROOM = 16 << 20;

    private static final int OVERHEAD = 1_000;

    private final Transactions database;
    private final Settings settings;
    private final Meters meters;
    private final Predicate<String> taken;
    private final Semaphore room = new Semaphore(ROOM);
    private final ReentrantLock turn = new ReentrantLock(true);

    /// `taken` tells the topics that a handler of this service takes in: their dead letters are its own.
    LiveDeadLetters(Transactions database, Settings settings, Meters meters, Predicate<String> taken) {
        this.database = database;
        this.settings = settings;
        this.meters = meters;
        this.taken = taken;
    }

    void add(Guilty guilty) {
        Incoming record = guilty.record();
        String reason = String.valueOf(guilty.getMessage());
        int weight = Math.min(ROOM, record.size() + OVERHEAD);
        if (taken.test(record.topic())) {
            LOG.debugf("%s is left to its handler: %s", place(record), reason);
        } else if (room.tryAcquire(weight)) {
            Thread.ofVirtual().name("live-dead-letter").start(() -> keep(record, reason, weight));
        } else {
            LOG.errorf("%s could not be read, and is not kept among so many: %s", place(record), reason);
        }
    }

    private void keep(Incoming record, String reason, int weight) {
        turn.lock();
        try {
            write(record, reason);
        } catch (RuntimeException e) {
            LOG.errorf("%s could not be read (%s), nor kept: %s", place(record), reason, Failures.reason(e));
        } finally {
            turn.unlock();
            room.release(weight);
        }
    }

    private void write(Incoming record, String reason) {
        String consumer = settings.consumer(record.topic());
        DeadLetterStore store = new DeadLetterStore(record.topic(), consumer);
        if (patiently(() -> database.open(tx -> store.writeOnce(tx, record, reason)))) {
            meters.dead(consumer);
            LOG.errorf("%s could not read %s: %s", consumer, place(record), reason);
        } else {
            LOG.debugf("%s: another replica kept %s", consumer, place(record));
        }
    }

    /// A connection may have ended while nobody used it.
    private static boolean patiently(Guarded.Attempt<Boolean> attempt) {
        for (int failures = 0; ; failures++) {
            try {
                return attempt.run();
            } catch (RuntimeException e) {
                if (failures + 1 >= ATTEMPTS || !Failures.infrastructure(e)) {
                    throw e;
                }
                new Bell().await(Bell.pause(failures));
            }
        }
    }

    private static String place(Incoming record) {
        return record.topic() + " partition " + record.partition() + ", offset " + record.offset();
    }
}
