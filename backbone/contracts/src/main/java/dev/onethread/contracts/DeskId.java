package dev.onethread.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A team with its queue, rules, hours and agents.
public record DeskId(@JsonValue String value) implements Comparable<DeskId> {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DeskId {
        Require.text(value, "DeskId");
    }

    @Override
    public int compareTo(DeskId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
