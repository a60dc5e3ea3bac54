package dev.onethread.routing.core;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.SkillNeed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where all conditions hold for a message, `then` is said of its conversation. Without conditions it always holds.
public record Rule(String id, String name, int order, boolean active, List<Condition> when, Outcome then) {
    public Rule {
        when = List.copyOf(when);
    }

    /// What a rule says; null and empty where it says nothing.
    public record Outcome(@Nullable DeskId desk, @Nullable Integer priority, List<SkillNeed> needs) {
        public Outcome {
            needs = List.copyOf(needs);
        }
    }

    boolean asksLanguage() {
        return when.stream().anyMatch(condition -> condition instanceof Condition.InLanguage);
    }
}
