package dev.onethread.ingest.webchat;

import dev.onethread.contracts.DeskEvent;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Broadcasts;
import dev.onethread.ingest.core.Openings;
import dev.onethread.ingest.postgres.DeskHours;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What visitors may know of desks: whether they work now, and how long one who writes now is expected to
/// wait. Hours are looked up every few seconds, since any replica may have been told them; waits are as
/// live as the board's.
@ApplicationScoped
class Desks {
    private static final Logger LOG = Logger.getLogger(Desks.class);
    private static final int LOOK_EVERY_SECONDS = 3;

    private final Broadcasts broadcasts;
    private final DeskHours hours;
    private final Map<DeskId, Long> waits = new ConcurrentHashMap<>();
    private final CompletableFuture<Broadcasts.Following> following = new CompletableFuture<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("desk-hours").factory());
    private volatile Map<DeskId, Openings> openings = Map.of();

    Desks(Broadcasts broadcasts, DeskHours hours) {
        this.broadcasts = broadcasts;
        this.hours = hours;
    }

    /// What is known of a desk at a time. `opensAt` is null while it is open and where that is not known,
    /// `seconds` where too little was measured.
    record Known(
            boolean open,
            @Nullable Instant opensAt,
            @Nullable Long seconds) {}

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual()
                .name("desk-waits")
                .start(() -> following.complete(
                        broadcasts.follow(Topic.DESK_EVENTS, DeskEvent.class, received -> heard(received.event()))));
        clock.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
        if (following.isDone()) {
            following.join().close();
        }
    }

    Known of(DeskId desk, Instant now) {
        Openings known = openings.getOrDefault(desk, Openings.ALWAYS);
        return new Known(known.open(now), known.opensAt(now), waits.get(desk));
    }

    private void look() {
        try {
            openings = hours.all();
        } catch (RuntimeException e) {
            LOG.debugf("desks' hours could not be looked up: %s", e.toString());
        }
    }

    private void heard(DeskEvent event) {
        if (event instanceof DeskEvent.QueueFacts facts) {
            for (DeskEvent.DeskQueue queue : facts.desks()) {
                Long seconds = queue.expectedSeconds();
                if (seconds == null) {
                    waits.remove(queue.desk());
                } else {
                    waits.put(queue.desk(), seconds);
                }
            }
        }
    }
}
