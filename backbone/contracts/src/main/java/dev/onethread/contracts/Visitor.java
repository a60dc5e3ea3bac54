package dev.onethread.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A browser that uses the web chat, by its unguessable public name.
public record Visitor(@JsonValue String value) implements Comparable<Visitor> {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Visitor {
        Require.text(value, "Visitor");
    }

    @Override
    public int compareTo(Visitor other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
