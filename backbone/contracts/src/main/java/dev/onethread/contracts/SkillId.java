package dev.onethread.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// What a matter needs and what an agent has, such as `billing` or `lang-ru`.
public record SkillId(@JsonValue String value) implements Comparable<SkillId> {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SkillId {
        Require.text(value, "SkillId");
    }

    @Override
    public int compareTo(SkillId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
