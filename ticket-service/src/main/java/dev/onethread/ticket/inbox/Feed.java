package dev.onethread.ticket.inbox;

import dev.onethread.contracts.InboxChange;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Broadcasts;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.screen.FeedNumber;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The live feed of this replica. One thread takes changes and newcomers in the order they came, so that
/// what a returning screen is repeated and what it is told from then on join without a gap.
///
/// What this replica commits itself it tells at once. The same change then comes by Kafka, as from any
/// other replica: that one counts in the feed's number, and is told to whoever may not have heard of it
/// yet.
@ApplicationScoped
public class Feed {
    private static final Logger LOG = Logger.getLogger(Feed.class);
    private static final int BATCH = 1000;
    /// Some seconds of a busy replica's changes: longer than Kafka takes when all is well.
    private static final int AHEAD = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Broadcasts broadcasts;
    private final Showing showing;
    private final LiveRules rules;
    private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final Ahead ahead = new Ahead(AHEAD);
    private long moment;
    private final CompletableFuture<Broadcasts.Following> following = new CompletableFuture<>();
    private volatile @Nullable Thread loop;

    Feed(Broadcasts broadcasts, Showing showing, LiveRules rules) {
        this.broadcasts = broadcasts;
        this.showing = showing;
        this.rules = rules;
    }

    /// What the thread has to do next.
    private sealed interface Task {
        record Changed(Ring.Change change) implements Task {}

        record Committed(InboxChange change) implements Task {}

        record Came(Screen screen, @Nullable String since) implements Task {}

        record Opened(Screen screen, @Nullable UUID conversation) implements Task {}

        record Left(Screen screen) implements Task {}
    }

    void start(@Observes StartupEvent event) {
        loop = Thread.ofVirtual().name("live-feed").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        Thread running = loop;
        if (running != null) {
            running.interrupt();
        }
        if (following.isDone() && !following.isCompletedExceptionally()) {
            following.join().close();
        }
    }

    /// The number to take before a snapshot is read: changes from here on may repeat what the snapshot
    /// holds, and none is missed.
    public String number() {
        return new FeedNumber(reader().vector()).text();
    }

    /// A screen said hello; `since` is where it stands, null for one that will take its snapshot after the
    /// welcome.
    void came(Screen screen, @Nullable String since) {
        tasks.add(new Task.Came(screen, since));
    }

    /// A screen shows another conversation, or none. It may have read the transcript before this reached
    /// us, so what changed there lately is told again.
    void opened(Screen screen, @Nullable UUID conversation) {
        tasks.add(new Task.Opened(screen, conversation));
    }

    void left(Screen screen) {
        tasks.add(new Task.Left(screen));
    }

    private Broadcasts.Following reader() {
        try {
            return following.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(503, "not-ready", "The inbox is starting.");
        } catch (ExecutionException | TimeoutException e) {
            throw new Problem(503, "not-ready", "The inbox is starting.");
        }
    }

    private void run() {
        Broadcasts.Following reader = broadcasts.follow(Topic.INBOX_CHANGES, InboxChange.class, this::changed);
        Map<Integer, Long> start = startOf(reader);
        following.complete(reader);
        broadcasts.early(Topic.INBOX_CHANGES, InboxChange.class, this::committed);
        Ring ring = new Ring(rules.ring(), start);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                round(ring);
            }
        } catch (InterruptedException e) {
            LOG.debug("the live feed stops");
        }
    }

    /// Changes that came in already are in the queue, before anything else: the ring starts below them.
    private Map<Integer, Long> startOf(Broadcasts.Following reader) {
        Map<Integer, Long> start = new HashMap<>(reader.vector());
        for (Task task : tasks) {
            if (task instanceof Task.Changed changed) {
                start.merge(changed.change().partition(), changed.change().offset(), Math::min);
            }
        }
        return start;
    }

    private void changed(Received<InboxChange> received) {
        tasks.add(new Task.Changed(new Ring.Change(received.partition(), received.offset(), received.event())));
    }

    private void committed(InboxChange change) {
        if (Ahead.single(change)) {
            tasks.add(new Task.Committed(change));
        }
    }

    private void round(Ring ring) throws InterruptedException {
        List<Task> taken = new ArrayList<>();
        Task first = tasks.poll(showing.untilNextRound().toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            taken.add(first);
            tasks.drainTo(taken, BATCH);
        }
        try {
            work(ring, taken);
            showing.roundIfDue();
        } catch (RuntimeException e) {
            LOG.warn("the screens start afresh, because what changed could not be read", e);
            showing.restartAll();
        }
    }

    private void work(Ring ring, List<Task> taken) {
        Batch batch = new Batch();
        for (Task task : taken) {
            moment++;
            switch (task) {
                case Task.Changed changed -> {
                    ring.add(changed.change());
                    batch.came(changed.change().change());
                }
                case Task.Committed committed -> batch.committed(committed.change());
                case Task.Came came -> {
                    batch.tell(ring);
                    came.screen().turned = moment;
                    welcome(ring, came);
                }
                case Task.Opened opened -> {
                    batch.tell(ring);
                    opened.screen().turned = moment;
                    opened.screen().open = opened.conversation();
                    showing.repeatOpen(opened.screen(), News.of(ring.lately(showing.strands(opened.conversation()))));
                }
                case Task.Left left -> showing.remove(left.screen());
            }
        }
        batch.tell(ring);
    }

    /// What is to be told before the next screen comes or turns.
    private final class Batch {
        private final List<InboxChange> changes = new ArrayList<>();
        private boolean some;

        void committed(InboxChange change) {
            ahead.told(change, moment);
            changes.add(change);
            some = true;
        }

        void came(InboxChange change) {
            ahead.came(change).ifPresentOrElse(when -> showing.repeatTurned(when, change), () -> changes.add(change));
            some = true;
        }

        void tell(Ring ring) {
            if (some) {
                showing.tell(News.of(changes), ring.number());
                changes.clear();
                some = false;
            }
        }
    }

    private void welcome(Ring ring, Task.Came came) {
        Screen screen = came.screen();
        FeedNumber now = ring.number();
        if (came.since() == null) {
            showing.add(screen, now, now);
            return;
        }
        var since = FeedNumber.parse(came.since());
        var missed = since.flatMap(ring::since).map(News::of);
        if (missed.isEmpty() || missed.get().conversations().size() > rules.replay()) {
            showing.remove(screen);
            screen.send(Frames.restart());
            return;
        }
        showing.add(screen, since.orElse(now), now);
        showing.repeat(screen, missed.get());
    }
}
