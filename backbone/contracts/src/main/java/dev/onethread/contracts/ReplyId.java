package dev.onethread.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// What an agent, or the system, sends; made by the client that writes it, so that sending may be repeated.
public record ReplyId(@JsonValue UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ReplyId {
        Require.present(value, "ReplyId");
    }

    public static ReplyId of(String text) {
        return new ReplyId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
