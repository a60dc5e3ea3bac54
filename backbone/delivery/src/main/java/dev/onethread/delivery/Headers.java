package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.EventTypes;
import dev.onethread.contracts.Wire;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The CloudEvents attributes of a record (Kafka protocol binding 1.0, binary content mode).
final class Headers {
    private Headers() {}

    static Map<String, String> of(String source, String id, String type, Instant time, @Nullable Long position) {
        Map<String, String> headers = new HashMap<>();
        headers.put(Wire.SPEC_VERSION, "1.0");
        headers.put(Wire.ID, id);
        headers.put(Wire.SOURCE, source);
        headers.put(Wire.TYPE, type);
        headers.put(Wire.TIME, time.toString());
        headers.put(Wire.DATA_VERSION, version(type));
        headers.put(Wire.CONTENT_TYPE, Wire.JSON);
        if (position != null) {
            headers.put(Wire.SEQUENCE, Long.toString(position));
        }
        return headers;
    }

    private static String version(String type) {
        Class<? extends Event> event =
                type.startsWith(Wire.TYPE_PREFIX) ? EventTypes.named(type.substring(Wire.TYPE_PREFIX.length())) : null;
        return event == null ? "1" : Integer.toString(EventTypes.versionOf(event));
    }
}
