package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Wire;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// A record as it came, its headers read as text but its value not yet looked into.
record Incoming(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        Instant sentAt,
        Map<String, String> headers,
        byte @Nullable [] value,
        @Nullable String replayOf) {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    static Incoming of(String topic, ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value() == null ? "" : text(header.value()));
        }
        return new Incoming(
                topic,
                record.partition(),
                record.offset(),
                record.key() == null ? null : text(record.key()),
                sentAt(headers.get(Wire.TIME), record.timestamp()),
                Map.copyOf(headers),
                record.value(),
                headers.get(Wire.REPLAY_OF));
    }

    @Nullable
    String source() {
        return headers.get(Wire.SOURCE);
    }

    /// The gapless position within key and source; null where there is none to be trusted.
    @Nullable
    Long position() {
        String text = headers.get(Wire.SEQUENCE);
        if (text == null || !text.matches("[1-9][0-9]{0,17}")) {
            return null;
        }
        return Long.valueOf(text);
    }

    /// Source and key, within which positions count; null where either or the position is missing, or cannot be stored.
    @Nullable
    Line line() {
        String source = source();
        if (source == null || key == null || position() == null || (source + key).indexOf('\0') >= 0) {
            return null;
        }
        return new Line(source, key);
    }

    <E extends Event> Received<E> received(Class<E> type) {
        try {
            Event event = Wire.read(headers.get(Wire.TYPE), headers.get(Wire.DATA_VERSION), value);
            if (!type.isInstance(event)) {
                throw new Guilty(this, "a " + event.getClass().getSimpleName() + " does not belong here");
            }
            return new Received<>(type.cast(event), key == null ? "" : key, partition, offset, sentAt, id(), replayOf);
        } catch (Wire.Unreadable e) {
            throw new Guilty(this, String.valueOf(e.getMessage()));
        }
    }

    private String id() {
        String id = headers.get(Wire.ID);
        return id == null ? topic + "/" + partition + "/" + offset : id;
    }

    int size() {
        return value == null ? 0 : value.length;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The producer's time if it can be believed, else the record's.
    private static Instant sentAt(@Nullable String time, long timestamp) {
        if (time != null) {
            try {
                return storable(Instant.parse(time));
            } catch (DateTimeException _) {
                return storable(Instant.ofEpochMilli(timestamp));
            }
        }
        return storable(Instant.ofEpochMilli(timestamp));
    }

    /// Every table can hold it.
    private static Instant storable(Instant time) {
        return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time.isAfter(LATEST) ? LATEST : time;
    }

    /// What positions count within.
    record Line(String source, String key) {}
}
