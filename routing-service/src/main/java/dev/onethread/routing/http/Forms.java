package dev.onethread.routing.http;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Signature;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.routing.postgres.DeskTerms;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    record DeskForm(
            @NotBlank @Size(max = 100) @Nullable String name,
            @Nullable @Pattern(regexp = ID) String pool,
            @Nullable @Valid DeskTerms policy,
            @Nullable @Valid SignatureForm signature) {}

    /// What stands below the mails of a desk's agents; empty is none of the desk's own.
    record SignatureForm(
            @Size(max = 1000) @Nullable String ru,
            @Size(max = 1000) @Nullable String en) {
        @Nullable
        Signature signature() {
            String russian = ru == null || ru.isBlank() ? null : ru.strip();
            String english = en == null || en.isBlank() ? null : en.strip();
            return russian == null && english == null ? null : new Signature(russian, english);
        }
    }

    record PoolForm(@NotBlank @Size(max = 100) @Nullable String name) {}

    /// `limits`: how many conversations of a channel at most, such as `{"MAIL": 3}`.
    record AgentForm(
            @NotNull @Size(min = 1, max = 100) @Nullable List<@NotNull @Pattern(regexp = ID) String> desks,
            @NotNull @Size(max = 200) @Nullable List<@NotNull @Valid Skilled> skills,
            @NotNull @Min(0) @Max(1000) @Nullable Integer capacity,
            @Nullable Map<Channel, @NotNull @Min(0) @Max(1000) Integer> limits,
            @Nullable Boolean supervisor) {}

    record ChannelForm(@NotNull @Min(0) @Max(1000) @Nullable Integer weight) {}

    record NamesForm(
            @NotBlank @Size(max = 60) @Nullable String ru,
            @NotBlank @Size(max = 60) @Nullable String en) {}

    record StatusForm(
            @NotNull @Valid @Nullable NamesForm names,
            @NotNull @Nullable Presence presence) {}

    static List<SkillNeed> needs(@Nullable List<Skilled> skills) {
        List<SkillNeed> needs =
                skills == null ? List.of() : skills.stream().map(Skilled::need).toList();
        Set<SkillId> once = new HashSet<>();
        for (int i = 0; i < needs.size(); i++) {
            if (!once.add(needs.get(i).skill())) {
                throw fault(422, "skill-twice", "name the skill " + needs.get(i).skill() + " once", "/skills/" + i);
            }
        }
        return needs;
    }

    /// What is wrong at one place of the body; `pointer` is a JSON pointer (RFC 6901), such as `/skills/2/level`.
    static Problem fault(int status, String code, String detail, String pointer) {
        return new Problem(status, code, detail, List.of(new Problem.Fault(pointer, code, detail)));
    }

    /// What the edge has made sure of.
    static <T> T given(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
