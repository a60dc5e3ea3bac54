package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Wire;
import java.util.UUID;

/// An event on its way into the outbox.
record Outgoing(String topic, boolean positioned, String key, UUID id, String type, byte[] value) {
    static Outgoing of(String topic, boolean positioned, String key, Event event) {
        return new Outgoing(topic, positioned, key, UUID.randomUUID(), Wire.type(event), Wire.bytes(event));
    }
}
