package dev.onethread.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicLong;

/// What delivery counts. Names are read by the dashboards and by tests of the whole.
final class Meters {
    private final MeterRegistry registry;
    private final AtomicLong outboxSize = new AtomicLong();
    private final AtomicLong outboxAge = new AtomicLong();
    private final AtomicLong heldRecords = new AtomicLong();
    private final AtomicLong parkedKeys = new AtomicLong();
    private final AtomicLong deadLetters = new AtomicLong();

    Meters(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("onethread_outbox_records", outboxSize);
        registry.gauge("onethread_outbox_age_seconds", outboxAge);
        registry.gauge("onethread_held_records", heldRecords);
        registry.gauge("onethread_parked_keys", parkedKeys);
        registry.gauge("onethread_dead_letters", deadLetters);
    }

    void applied(String consumer, int events) {
        count("onethread_applied", consumer, events);
    }

    void dropped(String consumer, int events) {
        count("onethread_dropped_duplicates", consumer, events);
    }

    void held(String consumer, int events) {
        count("onethread_held", consumer, events);
    }

    void dead(String consumer) {
        count("onethread_dead", consumer, 1);
    }

    void fenced(String consumer) {
        count("onethread_fenced_writes", consumer, 1);
    }

    void published(int records) {
        registry.counter("onethread_relay_published").increment(records);
    }

    void relayStopped() {
        registry.counter("onethread_relay_stopped").increment();
    }

    void standing(long outbox, long age, long held, long parked, long dead) {
        outboxSize.set(outbox);
        outboxAge.set(age);
        heldRecords.set(held);
        parkedKeys.set(parked);
        deadLetters.set(dead);
    }

    private void count(String name, String consumer, int by) {
        if (by > 0) {
            registry.counter(name, Tags.of("consumer", consumer)).increment(by);
        }
    }
}
