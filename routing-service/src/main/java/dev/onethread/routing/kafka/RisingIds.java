package dev.onethread.routing.kafka;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Ids that rise with time (RFC 9562, section 5.7: version 7), so that an index on them grows at one end.
final class RisingIds {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private RisingIds() {}

    static UUID at(Instant time) {
        ThreadLocalRandom chance = ThreadLocalRandom.current();
        long high = time.toEpochMilli() << 16 | VERSION | chance.nextLong() & 0xfffL;
        return new UUID(high, VARIANT | chance.nextLong() >>> 2);
    }
}
