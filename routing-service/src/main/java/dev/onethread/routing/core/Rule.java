package dev.onethread.routing.core;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.SkillId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Where its condition holds for a message, `then` is said of its conversation; without a condition it always holds.
/// Where it holds and says `stop`, no later rule is asked. Rules are asked in their `order`, equal ones by id.
public record Rule(
        String id,
        String name,
        int order,
        boolean active,
        boolean stop,
        @Nullable Condition when,
        Outcome then) {

    /// What a rule says; null, false and empty where it says nothing. `priority` is 0 to 100 points.
    public record Outcome(
            @Nullable DeskId desk, @Nullable Integer priority, boolean vip, List<String> tags, List<NeedStep> steps) {
        public static final Outcome NOTHING = new Outcome(null, null, false, List.of(), List.of());

        public Outcome {
            tags = List.copyOf(tags);
            steps = List.copyOf(steps);
        }

        public boolean nothing() {
            return equals(NOTHING);
        }
    }

    public Rule at(int place) {
        return new Rule(id, name, place, active, stop, when, then);
    }

    public Rule switched(boolean on) {
        return new Rule(id, name, order, on, stop, when, then);
    }

    /// The desks it names, so that none of them can be taken away from it.
    public Set<DeskId> desks() {
        Set<DeskId> desks = new TreeSet<>();
        if (then.desk() != null) {
            desks.add(then.desk());
        }
        for (NeedStep step : then.steps()) {
            if (step.desk() != null) {
                desks.add(step.desk());
            }
        }
        if (when != null) {
            when.each().forEach(condition -> {
                if (condition instanceof Condition.WithinHours(var desk)) {
                    desks.add(desk);
                }
            });
        }
        return desks;
    }

    /// The skills it names.
    public Set<SkillId> skills() {
        Set<SkillId> skills = new TreeSet<>();
        then.steps().forEach(step -> skills(step.requirement(), skills));
        return skills;
    }

    private static void skills(Requirement requirement, Set<SkillId> into) {
        switch (requirement) {
            case Requirement.HasSkill(var skill, int level) -> into.add(skill);
            case Requirement.All(var all) -> all.forEach(one -> skills(one, into));
            case Requirement.Any(var any) -> any.forEach(one -> skills(one, into));
            case Requirement.Not(var not) -> skills(not, into);
        }
    }

    boolean asks(Class<? extends Condition> kind) {
        return when != null && when.each().anyMatch(kind::isInstance);
    }
}
