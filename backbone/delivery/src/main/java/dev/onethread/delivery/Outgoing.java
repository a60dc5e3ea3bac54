package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Wire;
import java.util.UUID;

/// An event on its way into the outbox.
record Outgoing(String topic, boolean positioned, String key, UUID id, String type, byte[] value, Event event) {
    /// Below what a broker takes by default (1 MiB), so that nothing committed can stop its shard by its
    /// size.
    private static final int LARGEST = 900_000;

    static Outgoing of(String topic, boolean positioned, String key, Event event) {
        byte[] value = Wire.bytes(event);
        if (value.length > LARGEST) {
            throw new IllegalArgumentException(
                    "an event for " + topic + " has " + value.length + " bytes: large contents travel as blobs");
        }
        return new Outgoing(topic, positioned, key, UUID.randomUUID(), Wire.type(event), value, event);
    }
}
