package dev.onethread.routing.core;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.contracts.Triage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a conversation asks of a pool: where it waits, how pressing it is, what it needs (all of it, sorted by skill,
/// each skill once), how many units it takes, and which rules of which configuration said so.
public record Demand(
        DeskId desk, int priority, List<SkillNeed> needs, int weight, List<String> rules, long configurationVersion) {
    public Demand {
        needs = united(needs);
        rules = List.copyOf(rules);
    }

    public static Demand of(Triage triage) {
        return new Demand(
                triage.desk(),
                triage.priority(),
                triage.needs(),
                triage.weight(),
                triage.rules(),
                triage.configurationVersion());
    }

    /// A further message of an open conversation: its matter keeps the desk and the units it already takes, becomes at
    /// least as pressing as the message, and needs what either needs.
    Demand with(Triage triage) {
        List<SkillNeed> both = new ArrayList<>(needs);
        both.addAll(triage.needs());
        TreeSet<String> names = new TreeSet<>(rules);
        names.addAll(triage.rules());
        return new Demand(
                desk,
                Math.max(priority, triage.priority()),
                both,
                weight,
                List.copyOf(names),
                triage.configurationVersion());
    }

    Demand withPriority(int changed) {
        return new Demand(desk, changed, needs, weight, rules, configurationVersion);
    }

    Demand withNeeds(List<SkillNeed> changed) {
        return new Demand(desk, priority, changed, weight, rules, configurationVersion);
    }

    Demand at(DeskId changed) {
        return new Demand(changed, priority, needs, weight, rules, configurationVersion);
    }

    /// Each skill once, at its highest level, sorted by skill.
    static List<SkillNeed> united(Collection<SkillNeed> needs) {
        if (needs.isEmpty()) {
            return List.of();
        }
        Map<SkillId, Integer> levels = new TreeMap<>();
        needs.forEach(need -> levels.merge(need.skill(), need.level(), Math::max));
        return levels.entrySet().stream()
                .map(entry -> new SkillNeed(entry.getKey(), entry.getValue()))
                .toList();
    }
}
