package dev.onethread.routing.simulation;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.SkillId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Agents who are alike: how many, where, with which levels, for how many units and at most how many conversations of
/// a channel, how they answer offers, and when they work. At the end of a shift they finish what they have and take
/// nothing new.
public record AgentGroup(
        String name,
        int count,
        Set<DeskId> desks,
        Map<SkillId, Integer> skills,
        int capacity,
        boolean supervisor,
        Map<Channel, Integer> limits,
        Answers answers,
        List<Period> shifts) {
    public AgentGroup {
        desks = Set.copyOf(desks);
        skills = Map.copyOf(skills);
        limits = Map.copyOf(limits);
        shifts = List.copyOf(shifts);
        Checks.that(count >= 1, "a group has an agent");
        Checks.that(capacity >= 1, "an agent can hold a unit");
        Checks.that(!desks.isEmpty(), "an agent serves a desk");
        Checks.that(!shifts.isEmpty(), "an agent works some time");
        skills.values().forEach(level -> Checks.that(level >= 1 && level <= 5, "a skill level is 1 to 5"));
    }

    /// Where agents are asked: this share of offers is accepted after a while, the others are left to ring; who has
    /// been
    /// made away for that is back after another while.
    public record Answers(double share, Distribution after, Distribution backAfter) {
        public static final Answers AT_ONCE =
                new Answers(1, new Distribution.Constant(0), new Distribution.Constant(300));

        public Answers {
            Checks.that(share >= 0 && share <= 1, "a share is 0 to 1");
        }
    }

    boolean works(double second) {
        return shifts.stream().anyMatch(shift -> shift.holds(second));
    }

    double nextChange(double second) {
        return shifts.stream()
                .mapToDouble(shift -> shift.nextChange(second))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /// Seconds of work between two, for one agent.
    double worked(double first, double last) {
        double sum = 0;
        double at = first;
        while (at < last) {
            double next = Math.min(last, nextChange(at));
            sum += works(at) ? next - at : 0;
            at = next;
        }
        return sum;
    }
}
