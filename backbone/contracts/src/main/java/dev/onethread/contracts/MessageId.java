package dev.onethread.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A customer message, derived from what it is: bot and update id, mail identity, or visitor and client id.
public record MessageId(@JsonValue String value) implements Comparable<MessageId> {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MessageId {
        Require.text(value, "MessageId");
    }

    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
