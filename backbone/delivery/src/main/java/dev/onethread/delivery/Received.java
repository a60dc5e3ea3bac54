package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event as it came. `id` is its CloudEvents id; `timestamp` when its producer made it; `replayOf` the dead letter
/// it
/// repeats, null normally.
public record Received<E extends Event>(
        E event,
        String key,
        int partition,
        long offset,
        Instant timestamp,
        String id,
        @Nullable String replayOf) {}
