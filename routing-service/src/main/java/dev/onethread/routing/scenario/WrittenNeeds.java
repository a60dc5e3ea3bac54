package dev.onethread.routing.scenario;

import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.SkillId;
import dev.onethread.routing.simulation.Routing;
import java.util.List;

/// What a contact needs, step by step, as it is written.
final class WrittenNeeds {
    private WrittenNeeds() {}

    /// `[{needs: requirement, for: 60s}, {desk: sales}, {supervisors: true}]`; the last one without `for`.
    static List<NeedStep> steps(Written written, Routing routing) {
        return written.elements().stream().map(step -> step(step, routing)).toList();
    }

    private static NeedStep step(Written written, Routing routing) {
        written.only("needs", "desk", "supervisors", "for");
        return written.made(() -> new NeedStep(
                written.or("needs", WrittenNeeds::requirement, Requirement.ANYONE),
                written.maybe("desk", desk -> ScenarioForm.desk(desk, routing)),
                written.or("supervisors", Written::truth, false),
                written.maybe("for", time -> Math.round(time.seconds()))));
    }

    /// `{skill: german, level: 3}`, `{all: [...]}`, `{any: [...]}` or `{not: ...}`.
    private static Requirement requirement(Written written) {
        Written skill = written.optional("skill");
        if (skill != null) {
            written.only("skill", "level");
            return written.made(
                    () -> new Requirement.HasSkill(new SkillId(skill.text()), written.or("level", Written::whole, 1)));
        }
        var one = written.one();
        Written inner = one.getValue();
        return inner.made(() -> switch (one.getKey()) {
            case "all" -> new Requirement.All(parts(inner));
            case "any" -> new Requirement.Any(parts(inner));
            case "not" -> new Requirement.Not(requirement(inner));
            default -> throw written.wrong("is a skill with a level, all, any or not");
        });
    }

    private static List<Requirement> parts(Written written) {
        return written.elements().stream().map(WrittenNeeds::requirement).toList();
    }
}
