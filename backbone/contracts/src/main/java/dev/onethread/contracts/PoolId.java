package dev.onethread.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Desks that share agents; the unit of dispatching: one key, one writer, one epoch.
public record PoolId(@JsonValue String value) implements Comparable<PoolId> {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PoolId {
        Require.text(value, "PoolId");
    }

    @Override
    public int compareTo(PoolId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
