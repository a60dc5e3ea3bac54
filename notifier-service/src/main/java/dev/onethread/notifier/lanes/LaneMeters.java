package dev.onethread.notifier.lanes;

import dev.onethread.notifier.core.Delivery;
import dev.onethread.notifier.core.Outcome;
import dev.onethread.notifier.postgres.Backlogs;
import dev.onethread.notifier.postgres.Backlogs.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/// What the sending ends count, by `door`. Names are read by dashboards.
@ApplicationScoped
class LaneMeters {
    private static final Backlog EMPTY = new Backlog(0, 0);

    private final MeterRegistry registry;
    private final Backlogs backlogs;
    private final Map<String, Backlog> standing = new ConcurrentHashMap<>();

    LaneMeters(MeterRegistry registry, Backlogs backlogs) {
        this.registry = registry;
        this.backlogs = backlogs;
    }

    /// The door's queue is shown from now on, empty as it may be.
    void shows(String door) {
        gauge("onethread_deliveries_waiting", door, Backlog::parts);
        gauge("onethread_deliveries_oldest_seconds", door, Backlog::oldestSeconds);
    }

    private void gauge(String name, String door, ToDoubleFunction<Backlog> value) {
        Gauge.builder(name, () -> value.applyAsDouble(standing.getOrDefault(door, EMPTY)))
                .tag("door", door)
                .register(registry);
    }

    /// One call to the channel: how long it took, and what it ended in.
    void called(String door, Outcome outcome, Duration took) {
        registry.timer("onethread_channel_calls", "door", door, "outcome", word(outcome))
                .record(took);
    }

    /// A part reached an end that was written down.
    void ended(String door, Delivery.Ended ended) {
        String end = switch (ended) {
            case Delivery.Sent sent -> sent.perhapsTwice() ? "sent-perhaps-twice" : "sent";
            case Delivery.Failed failed -> "failed";
            case Delivery.Waiting waiting -> "waiting";
        };
        registry.counter("onethread_deliveries", "door", door, "end", end).increment();
    }

    /// Looks at the queues, as the database has them.
    void look() {
        Map<String, Backlog> now = backlogs.now();
        standing.keySet().retainAll(now.keySet());
        standing.putAll(now);
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Sent sent -> "sent";
            case Outcome.RetryAfter later -> "retry-after";
            case Outcome.Away away -> "away";
            case Outcome.TryAgain again -> "try-again";
            case Outcome.Unknown unknown -> "unknown";
            case Outcome.Refused refused -> "refused";
        };
    }
}
