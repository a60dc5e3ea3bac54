package dev.onethread.routing.simulation;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Sources of chance that do not depend on each other, found by what they are for: two configurations with the same
/// seed meet the same customers (common random numbers), whatever each does with them.
final class Chance {
    enum For {
        ARRIVALS,
        SERVICE,
        PATIENCE,
        LUCK,
        RETRIES,
        ANSWERS
    }

    private static final RandomGeneratorFactory<RandomGenerator> L64X128 =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private final long seed;
    private final int replication;

    Chance(long seed, int replication) {
        this.seed = seed;
        this.replication = replication;
    }

    RandomGenerator of(For purpose, int index) {
        long mixed = mix(mix(mix(seed) + replication) + ((long) purpose.ordinal() << 32 | index));
        ByteBuffer state = ByteBuffer.allocate(Long.BYTES * 4);
        for (int i = 0; i < 4; i++) {
            mixed = mix(mixed);
            state.putLong(mixed);
        }
        return L64X128.create(state.array());
    }

    /// A number in [0, 1) that follows from two.
    static double share(long luck, int turn) {
        return (mix(luck + turn) >>> 11) * 0x1.0p-53;
    }

    /// Stafford's thirteenth variant of the 64-bit finaliser, after the golden-ratio step of SplitMix.
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
