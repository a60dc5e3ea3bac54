package dev.onethread.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A user of the inbox, by sign-in name.
public record AgentId(@JsonValue String value) implements Comparable<AgentId> {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AgentId {
        Require.text(value, "AgentId");
    }

    @Override
    public int compareTo(AgentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
