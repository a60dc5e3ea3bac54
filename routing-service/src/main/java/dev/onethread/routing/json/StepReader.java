package dev.onethread.routing.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.SkillId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the steps of a rule: whom to look for, for how long, and whom then.
final class StepReader {
    static final int STEPS = 10;
    private static final int DEPTH = 4;
    private static final int BRANCHES = 20;
    /// A week: nobody should wait longer for a better agent.
    private static final long LONGEST = 7L * 24 * 3600;

    private static final Set<String> STEP = Set.of("requirement", "desk", "supervisors", "seconds");
    private static final Set<String> REQUIREMENT = Set.of("skill", "level", "all", "any", "not");
    private static final Pattern SKILL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}");

    private final Names names;

    StepReader(Names names) {
        this.names = names;
    }

    List<NeedStep> read(Written written) {
        int last = written.size() - 1;
        return written.list(STEPS, step -> step(step, step.index() == last));
    }

    private @Nullable NeedStep step(Written written, boolean last) {
        if (!written.isObject(STEP)) {
            return null;
        }
        Requirement requirement =
                written.has("requirement") ? requirement(written.at("requirement"), 1) : Requirement.ANYONE;
        DeskId desk = written.has("desk") ? RuleReader.desk(written.at("desk"), names) : null;
        Boolean supervisors = written.flag("supervisors");
        Long seconds = written.number("seconds", 1, LONGEST);
        if (last && written.has("seconds")) {
            written.fault("seconds", "last-step-ends", "the last step has no end, or nobody could be found after it");
        }
        if (!last && !written.has("seconds")) {
            written.fault("seconds", "step-never-ends", "a step without an end lets none follow it");
        }
        if (requirement == null) {
            return null;
        }
        return new NeedStep(requirement, desk, supervisors != null && supervisors, last ? null : seconds);
    }

    private @Nullable Requirement requirement(Written written, int depth) {
        if (depth > DEPTH) {
            written.fault("too-deep", "at most " + DEPTH + " requirements within each other");
            return null;
        }
        if (!written.isObject(REQUIREMENT)) {
            return null;
        }
        List<String> forms = written.fields().stream()
                .filter(field -> !field.equals("level"))
                .toList();
        if (forms.size() != 1) {
            written.fault("requirement-unclear", "a requirement is a skill with its level, all, any or not");
            return null;
        }
        return switch (forms.getFirst()) {
            case "skill" -> skill(written);
            case "all" -> several(written.at("all"), depth, false, Requirement.All::new);
            case "any" -> several(written.at("any"), depth, true, Requirement.Any::new);
            default -> {
                Requirement not = requirement(written.at("not"), depth + 1);
                yield not == null ? null : new Requirement.Not(not);
            }
        };
    }

    private @Nullable Requirement several(
            Written written, int depth, boolean atLeastOne, Function<List<Requirement>, Requirement> make) {
        if (atLeastOne && written.is(ArrayNode.class) && written.size() == 0) {
            written.fault("condition-empty", "name at least one");
            return null;
        }
        return make.apply(written.list(BRANCHES, one -> requirement(one, depth + 1)));
    }

    @Nullable
    Requirement skill(Written written) {
        String id = written.text("skill", 100);
        Long level = written.has("level") ? written.number("level", 1, 5) : Long.valueOf(1);
        if (id == null || level == null) {
            return null;
        }
        if (!SKILL.matcher(id).matches() || !names.skill(new SkillId(id))) {
            written.fault("skill", "skill-unknown", "there is no such skill");
            return null;
        }
        return new Requirement.HasSkill(new SkillId(id), level.intValue());
    }
}
