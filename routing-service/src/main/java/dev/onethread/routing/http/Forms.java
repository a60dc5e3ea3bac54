package dev.onethread.routing.http;

import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.delivery.problems.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What callers send, checked at the edge.
final class Forms {
    /// Ids are made by callers, and become part of record keys.
    static final String ID = "[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}";

    private Forms() {}

    /// A skill with its level.
    record Skilled(
            @NotNull @Pattern(regexp = ID) @Nullable String skill,
            @Min(1) @Max(5) int level) {
        SkillNeed need() {
            return new SkillNeed(new SkillId(Objects.requireNonNull(skill)), level);
        }
    }

    record SkillForm(@NotBlank @Size(max = 100) @Nullable String name) {}

    record DeskForm(@NotBlank @Size(max = 100) @Nullable String name) {}

    record AgentForm(
            @NotNull @Size(min = 1, max = 100) @Nullable List<@NotNull @Pattern(regexp = ID) String> desks,
            @NotNull @Size(max = 200) @Nullable List<@NotNull @Valid Skilled> skills,
            @NotNull @Min(0) @Max(1000) @Nullable Integer capacity) {}

    static List<SkillNeed> needs(@Nullable List<Skilled> skills) {
        List<SkillNeed> needs =
                skills == null ? List.of() : skills.stream().map(Skilled::need).toList();
        Set<SkillId> once = new HashSet<>();
        for (SkillNeed need : needs) {
            if (!once.add(need.skill())) {
                throw new Problem(422, "skill-twice", "name the skill " + need.skill() + " once");
            }
        }
        return needs;
    }

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
