package dev.onethread.routing.core;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of whoever wrote, before their message counts: whether somebody served them before, how they rated
/// it last (1 to 5), their attributes, and when they last wrote.
public record Writer(
        boolean returning,
        @Nullable Integer rating,
        Map<String, String> attributes,
        @Nullable Instant lastWrote) {
    public static final Writer UNKNOWN = new Writer(false, null, Map.of(), null);

    public Writer {
        attributes = Map.copyOf(attributes);
    }

    public Writer wroteAt(Instant at) {
        return new Writer(returning, rating, attributes, at);
    }
}
