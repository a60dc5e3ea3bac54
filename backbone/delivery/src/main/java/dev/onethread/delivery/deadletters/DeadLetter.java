package dev.onethread.delivery.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A record that could not be handled. `value` are its bytes (base64 in JSON), left out in lists; `parks` whether later
/// records of its key wait for it; `state` is `dead`, `replaying`, `replayed` or `discarding`.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(
        UUID id,
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        @Nullable String source,
        @Nullable Long position,
        Instant sentAt,
        Map<String, String> headers,
        byte @Nullable [] value,
        String consumer,
        String reason,
        int attempts,
        Instant failedAt,
        String state,
        boolean parks) {}
