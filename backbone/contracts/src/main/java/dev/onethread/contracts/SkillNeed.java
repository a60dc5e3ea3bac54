package dev.onethread.contracts;

/// A skill with its level, 1 to 5: at least that much as a need, that much as an agent's ability.
public record SkillNeed(SkillId skill, int level) {
    public SkillNeed {
        Require.present(skill, "skill");
        Require.that(level >= 1 && level <= 5, "a skill level is 1 to 5");
    }
}
