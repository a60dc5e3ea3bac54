package dev.onethread.routing.core;

import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.Requirement.All;
import dev.onethread.contracts.Requirement.Any;
import dev.onethread.contracts.Requirement.HasSkill;
import dev.onethread.contracts.Requirement.Not;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Requirements of agents: whether one is met, what is lacking, and one form for all that mean the same in plain
/// sight (nested ones of a kind joined, doubles left out, each skill of a conjunction once at its highest level,
/// sorted).
public final class Requirements {
    private Requirements() {}

    /// @param skills the agent's, with their levels
    public static boolean met(Requirement requirement, Map<SkillId, Integer> skills) {
        return switch (requirement) {
            case HasSkill has -> skills.getOrDefault(has.skill(), 0) >= has.level();
            case All all -> {
                for (Requirement each : all.all()) {
                    if (!met(each, skills)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Any any -> {
                for (Requirement each : any.any()) {
                    if (met(each, skills)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Not not -> !met(not.not(), skills);
        };
    }

    /// The first part of a conjunction that is not met; null when all is.
    public static @Nullable Requirement lacking(Requirement requirement, Map<SkillId, Integer> skills) {
        if (requirement instanceof All all) {
            for (Requirement each : all.all()) {
                Requirement lacking = lacking(each, skills);
                if (lacking != null) {
                    return lacking;
                }
            }
            return null;
        }
        return met(requirement, skills) ? null : requirement;
    }

    /// Both at once.
    public static Requirement both(Requirement one, Requirement other) {
        return one.equals(other) ? one : simplified(new All(List.of(one, other)));
    }

    /// The plain skills of a conjunction, sorted by skill; what stands under `any` or `not` is none.
    public static List<SkillNeed> plain(Requirement requirement) {
        if (requirement instanceof HasSkill has) {
            return List.of(new SkillNeed(has.skill(), has.level()));
        }
        if (!(requirement instanceof All all) || all.all().isEmpty()) {
            return List.of();
        }
        List<SkillNeed> plain = new ArrayList<>();
        for (Requirement each : all.all()) {
            plain.addAll(plain(each));
        }
        return united(plain);
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

    public static Requirement simplified(Requirement requirement) {
        return switch (requirement) {
            case HasSkill has -> has;
            case All all -> all.all().isEmpty() ? Requirement.ANYONE : all(all.all());
            case Any any -> any(any.any());
            case Not not -> {
                Requirement inner = simplified(not.not());
                yield inner instanceof Not twice ? twice.not() : new Not(inner);
            }
        };
    }

    private static Requirement all(List<Requirement> parts) {
        Set<Requirement> flat = new LinkedHashSet<>();
        for (Requirement part : parts) {
            Requirement each = simplified(part);
            if (each instanceof All inner) {
                flat.addAll(inner.all());
            } else {
                flat.add(each);
            }
        }
        List<SkillNeed> skills = new ArrayList<>();
        List<Requirement> sorted = new ArrayList<>();
        for (Requirement each : flat) {
            if (each instanceof HasSkill has) {
                skills.add(new SkillNeed(has.skill(), has.level()));
            } else {
                sorted.add(each);
            }
        }
        united(skills).forEach(need -> sorted.add(new HasSkill(need.skill(), need.level())));
        sorted.sort(Comparator.comparing(Requirement::toString));
        return sorted.size() == 1 ? sorted.getFirst() : new All(sorted);
    }

    private static Requirement any(List<Requirement> parts) {
        Set<Requirement> flat = new LinkedHashSet<>();
        for (Requirement part : parts) {
            Requirement each = simplified(part);
            if (each instanceof Any inner) {
                flat.addAll(inner.any());
            } else {
                flat.add(each);
            }
        }
        List<Requirement> sorted = new ArrayList<>(flat);
        sorted.sort(Comparator.comparing(Requirement::toString));
        return sorted.size() == 1 ? sorted.getFirst() : new Any(sorted);
    }
}
