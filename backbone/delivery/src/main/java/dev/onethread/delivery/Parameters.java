package dev.onethread.delivery;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Parameters in the types the driver knows.
final class Parameters {
    private Parameters() {}

    static Tuple tuple(@Nullable Object... parameters) {
        Tuple tuple = Tuple.tuple();
        for (Object parameter : parameters) {
            tuple.addValue(known(parameter));
        }
        return tuple;
    }

    private static @Nullable Object known(@Nullable Object parameter) {
        return switch (parameter) {
            case byte[] bytes -> Buffer.buffer(bytes);
            case byte[][] many -> Arrays.stream(many).map(Parameters::buffer).toArray(Buffer[]::new);
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case null, default -> parameter;
        };
    }

    private static @Nullable Buffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes);
    }
}
