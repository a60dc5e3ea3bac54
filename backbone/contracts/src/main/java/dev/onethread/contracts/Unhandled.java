package dev.onethread.contracts;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A record that could not be handled: topic `<topic>.dead`, key as the source. `value` are the bytes as they came,
/// base64 in JSON; `headers` its headers as text.
public record Unhandled(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        byte @Nullable [] value,
        Map<String, String> headers,
        String consumer,
        String reason,
        int attempt,
        Instant at)
        implements Event {
    public Unhandled {
        Require.text(topic, "topic");
        headers = Require.map(headers, "headers");
        Require.text(consumer, "consumer");
        Require.text(reason, "reason");
        Require.present(at, "at");
    }
}
