package dev.onethread.notifier.lanes;

import dev.onethread.contracts.DeliveryReported;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Fenced;
import dev.onethread.delivery.Lease;
import dev.onethread.delivery.Tx;
import dev.onethread.notifier.core.OpenDoor;
import dev.onethread.notifier.core.Outcome;
import dev.onethread.notifier.core.Pacing;
import dev.onethread.notifier.core.Parcel;
import dev.onethread.notifier.core.PartId;
import dev.onethread.notifier.core.Patience;
import dev.onethread.notifier.postgres.LaneQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One time of owning a lane. It goes in turns; a turn is one transaction under the lease, which writes what calls have
/// ended in and marks the next heads of the queue as *sending*. Only after its commit are their calls made, each on a
/// thread of its own. Between turns it sleeps until a call ends, a bell rings, or something falls due.
final class Tenure implements Runnable {
    private static final Logger LOG = Logger.getLogger(Tenure.class);
    /// A bell can be lost with its connection; what it would have said is found after this at the latest.
    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(15);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    private static final Duration ORDERLY_END = Duration.ofSeconds(10);

    private final OpenDoor door;
    private final Database database;
    private final LaneQueue queue;
    private final Patience patience;
    private final Lease lease;
    private final FileRoom files;
    private final LaneMeters meters;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Called> unwritten = new ArrayList<>();
    private Pacing pacing;
    private final Set<PartId> calling = new HashSet<>();
    /// The last turn failed, and perhaps committed all the same: what it marked as *sending* was never called.
    private boolean uncertain;
    private volatile boolean stopping;

    Tenure(
            OpenDoor door,
            Database database,
            LaneQueue queue,
            Patience patience,
            Lease lease,
            FileRoom files,
            LaneMeters meters) {
        this.door = door;
        this.database = database;
        this.queue = queue;
        this.patience = patience;
        this.lease = lease;
        this.files = files;
        this.meters = meters;
        this.pacing = Pacing.fresh(door.pace());
    }

    /// What wakes the lane.
    private sealed interface Signal {}

    private record Nudge() implements Signal {}

    private record Called(Parcel parcel, Outcome outcome) implements Signal {}

    /// What a turn decided, to be done once it has committed.
    private record Turn(List<Parcel> parcels, Pacing pacing, Duration sleep) {}

    @Override
    public void run() {
        try {
            boolean taken = false;
            while (!stopping || !calling.isEmpty() || !unwritten.isEmpty()) {
                Duration sleep;
                try {
                    if (!taken) {
                        takeOver();
                        taken = true;
                    }
                    sleep = turn();
                } catch (Fenced lost) {
                    LOG.infof(
                            "Lane is no longer ours: lane=%s epoch=%d",
                            door.door().channel(), lease.epoch());
                    return;
                } catch (RuntimeException e) {
                    LOG.warnf(
                            e,
                            "Lane turn failed, repeated: lane=%s",
                            door.door().channel());
                    uncertain = true;
                    sleep = AFTER_FAILURE;
                }
                sleep(sleep);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    void wake() {
        signals.add(new Nudge());
    }

    void stop(boolean orderly) {
        stopping = true;
        wake();
        if (orderly) {
            try {
                if (!ended.await(ORDERLY_END.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warnf(
                            "Lane left with calls in progress: lane=%s",
                            door.door().channel());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Whether it is all over: nothing is being called and nothing unwritten.
    boolean ended() {
        return ended.getCount() == 0;
    }

    private void takeOver() {
        int found = database.inTransaction(tx -> {
            tx.fence(lease);
            return queue.found(tx, lane());
        });
        if (found > 0) {
            LOG.warnf(
                    "Deliveries found in the middle of a call, sent once more: lane=%s count=%d",
                    door.door().channel(), found);
        }
    }

    private Duration turn() {
        List<Called> called = List.copyOf(unwritten);
        List<LaneQueue.End> ends = called.stream().map(this::end).toList();
        Pacing told = paced(called);
        Turn turn = database.inTransaction(tx -> decide(tx, ends, told));
        unwritten.clear();
        ends.forEach(end -> meters.ended(lane(), end.ended()));
        uncertain = false;
        pacing = turn.pacing();
        turn.parcels().forEach(this::call);
        return turn.sleep();
    }

    private Turn decide(Tx tx, List<LaneQueue.End> ends, Pacing told) {
        tx.fence(lease);
        List<DeliveryReported> reports = new ArrayList<>(queue.end(tx, ends));
        if (uncertain) {
            queue.uncalled(tx, lane(), calling);
        }
        int room = stopping ? 0 : door.atOnce() - calling.size();
        if (room <= 0) {
            publish(tx, reports);
            return new Turn(List.of(), told, LOOK_ANYWAY);
        }
        LaneQueue.Due due = queue.due(tx, lane());
        Pacing.Choice choice = told.choose(due.heads(), now(), room);
        LaneQueue.Begun begun = queue.begin(tx, choice.chosen());
        reports.addAll(begun.reports());
        publish(tx, reports);
        return new Turn(begun.parcels(), choice.after(), sleep(choice, due.next()));
    }

    /// Always in the same order of keys, so that two lanes that report on the same conversations cannot deadlock.
    private static void publish(Tx tx, List<DeliveryReported> reports) {
        reports.stream()
                .sorted(Comparator.comparing(report -> report.conversation().value()))
                .forEach(report ->
                        tx.publish(Topic.DELIVERY_REPORTS, report.conversation().toString(), report));
    }

    private LaneQueue.End end(Called called) {
        return new LaneQueue.End(called.parcel().id(), called.parcel().state().end(called.outcome(), patience));
    }

    private Pacing paced(List<Called> ends) {
        Pacing told = pacing;
        for (Called called : ends) {
            if (called.outcome() instanceof Outcome.RetryAfter later) {
                told = told.toldToWait(
                        called.parcel().to(), now(), later.pause().toMillis());
            } else if (called.outcome() instanceof Outcome.Away) {
                told = told.hold(now() + patience.away().toMillis());
            }
        }
        return told;
    }

    private void call(Parcel parcel) {
        calling.add(parcel.id());
        Thread.ofVirtual().name("send-", parcel.id().part()).start(() -> signals.add(new Called(parcel, made(parcel))));
    }

    private Outcome made(Parcel parcel) {
        long begin = System.nanoTime();
        Outcome outcome = calledThrough(parcel);
        meters.called(lane(), outcome, Duration.ofNanos(System.nanoTime() - begin));
        return outcome;
    }

    private Outcome calledThrough(Parcel parcel) {
        try (FileRoom.Taken room = files.take(parcel.content().attachments())) {
            return door.sender().send(parcel);
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "Sending failed unexpectedly: reply=%s part=%d",
                    parcel.id().reply(),
                    parcel.id().part());
            return new Outcome.Unknown(e.getClass().getSimpleName());
        }
    }

    private static Duration sleep(Pacing.Choice choice, @Nullable Duration next) {
        Duration shortest = next != null && next.compareTo(LOOK_ANYWAY) < 0 ? next : LOOK_ANYWAY;
        return choice.againMillis() < shortest.toMillis() ? Duration.ofMillis(choice.againMillis()) : shortest;
    }

    private void sleep(Duration longest) throws InterruptedException {
        Signal first = signals.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        List<Signal> all = new ArrayList<>(List.of(first));
        signals.drainTo(all);
        for (Signal signal : all) {
            if (signal instanceof Called called) {
                calling.remove(called.parcel().id());
                unwritten.add(called);
            }
        }
    }

    private String lane() {
        return door.door().key();
    }

    /// Milliseconds of a steady scale; only differences mean anything.
    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
