package dev.onethread.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/// What an agent must be able to do to be given a conversation. On the wire each form is known by its fields:
/// `{"skill": "billing", "level": 3}`, `{"all": [...]}`, `{"any": [...]}`, `{"not": {...}}`.
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
    @JsonSubTypes.Type(Requirement.HasSkill.class),
    @JsonSubTypes.Type(Requirement.All.class),
    @JsonSubTypes.Type(Requirement.Any.class),
    @JsonSubTypes.Type(Requirement.Not.class)
})
public sealed interface Requirement {
    /// Every agent of the desk.
    Requirement ANYONE = new All(List.of());

    /// Has the skill at `level` (1 to 5) or above.
    record HasSkill(SkillId skill, int level) implements Requirement {
        public HasSkill {
            Require.present(skill, "skill");
            Require.that(level >= 1 && level <= 5, "a skill level is 1 to 5");
        }
    }

    /// Meets all of these; none of them means anyone.
    record All(List<Requirement> all) implements Requirement {
        public All {
            all = Require.list(all, "all");
        }
    }

    /// Meets one of these, of which there is at least one.
    record Any(List<Requirement> any) implements Requirement {
        public Any {
            any = Require.list(any, "any");
            Require.that(!any.isEmpty(), "any needs something to choose from");
        }
    }

    /// Does not meet this.
    record Not(Requirement not) implements Requirement {
        public Not {
            Require.present(not, "not");
        }
    }

    /// All of these skills, as a requirement.
    static Requirement all(List<SkillNeed> needs) {
        return needs.isEmpty()
                ? ANYONE
                : new All(needs.stream()
                        .<Requirement>map(need -> new HasSkill(need.skill(), need.level()))
                        .toList());
    }
}
