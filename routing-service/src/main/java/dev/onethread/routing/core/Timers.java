package dev.onethread.routing.core;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is due when. One time per key; ties by key.
final class Timers<K extends Comparable<? super K>> {
    private record Entry<K>(Instant at, K key) {}

    private final Map<K, Instant> times = new HashMap<>();
    private final TreeSet<Entry<K>> order = new TreeSet<>(Comparator.<Entry<K>, Instant>comparing(Entry::at)
            .thenComparing((a, b) -> a.key().compareTo(b.key())));

    void set(K key, @Nullable Instant at) {
        Instant before = at == null ? times.remove(key) : times.put(key, at);
        if (before != null) {
            order.remove(new Entry<>(before, key));
        }
        if (at != null) {
            order.add(new Entry<>(at, key));
        }
    }

    @Nullable
    Instant next() {
        return order.isEmpty() ? null : order.first().at();
    }

    /// Takes out the first key that is due.
    @Nullable
    K due(Instant now) {
        if (order.isEmpty() || order.first().at().isAfter(now)) {
            return null;
        }
        K key = order.first().key();
        set(key, null);
        return key;
    }
}
