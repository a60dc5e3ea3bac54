package dev.onethread.routing.simulation;

import dev.onethread.contracts.SkillNeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The tallies a contact counts in: all, its type, its priority, and each skill it needs.
final class Tallies {
    private final Tally all = new Tally();
    private final List<Tally> byType = new ArrayList<>();
    private final List<List<Tally>> skillsOfType = new ArrayList<>();
    private final Map<Integer, Tally> byPriority = new TreeMap<>();
    private final Map<String, Tally> bySkill = new TreeMap<>();
    private final Scenario scenario;
    private final Tally[][][] found;

    Tallies(Scenario scenario) {
        this.scenario = scenario;
        found = new Tally[scenario.types().size()][101][];
        for (ContactType type : scenario.types()) {
            byType.add(new Tally());
            List<Tally> skills = new ArrayList<>();
            for (SkillNeed need : type.needs()) {
                skills.add(bySkill.computeIfAbsent(need.skill().value(), name -> new Tally()));
            }
            skillsOfType.add(skills);
        }
    }

    Tally[] of(int type, int priority) {
        Tally[] known = found[type][priority];
        if (known == null) {
            List<Tally> tallies = new ArrayList<>(List.of(all, byType.get(type)));
            tallies.add(byPriority.computeIfAbsent(priority, each -> new Tally()));
            tallies.addAll(skillsOfType.get(type));
            known = tallies.toArray(Tally[]::new);
            found[type][priority] = known;
        }
        return known;
    }

    List<Outcome.Named> named() {
        List<Outcome.Named> named = new ArrayList<>();
        named.add(new Outcome.Named(Outcome.Kind.ALL, "all", all));
        for (int type = 0; type < byType.size(); type++) {
            named.add(new Outcome.Named(
                    Outcome.Kind.TYPE, scenario.types().get(type).name(), byType.get(type)));
        }
        byPriority.forEach((priority, tally) ->
                named.add(new Outcome.Named(Outcome.Kind.PRIORITY, Integer.toString(priority), tally)));
        bySkill.forEach((skill, tally) -> named.add(new Outcome.Named(Outcome.Kind.SKILL, skill, tally)));
        return named;
    }
}
