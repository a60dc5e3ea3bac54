package dev.onethread.delivery;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A record that could not be handled, as it is dead-lettered. `id` is the dead letter's own; its replay carries it as
/// [Received#replayOf()].
public record DeadRecord(
        UUID id,
        int partition,
        long offset,
        @Nullable String key,
        byte @Nullable [] value,
        Map<String, String> headers,
        String reason) {}
