package dev.onethread.routing.core;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.contracts.Triage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a conversation asks of a pool: where it waits, how pressing it is (0 to 100), what it needs in
/// steps (never empty; simplified, so that what asks for the same is equal), how many units it takes on
/// which channel, when an answer is due, and which rules of which configuration said so.
public record Demand(
        DeskId desk,
        int priority,
        List<NeedStep> steps,
        int weight,
        List<String> rules,
        long configurationVersion,
        @Nullable Channel channel,
        boolean vip,
        List<String> tags,
        @Nullable Instant dueAt) {
    public Demand {
        steps = steps.isEmpty() ? Steps.ANYONE : List.copyOf(steps);
        rules = List.copyOf(rules);
        tags = List.copyOf(tags);
    }

    /// The plain skills all of which the first step needs, sorted by skill, each once.
    public List<SkillNeed> needs() {
        return Requirements.plain(steps.getFirst().requirement());
    }

    /// Nothing asked.
    public static Demand none(DeskId desk) {
        return new Demand(desk, 0, Steps.ANYONE, 1, List.of(), 0, null, false, List.of(), null);
    }

    public static Demand of(Triage triage) {
        return of(triage, triage.channel());
    }

    static Demand of(Triage triage, @Nullable Channel channel) {
        return of(triage, channel, Steps.simplified(Steps.of(triage.steps(), triage.needs())));
    }

    /// @param steps the triage's, simplified
    static Demand of(Triage triage, @Nullable Channel channel, List<NeedStep> steps) {
        return new Demand(
                triage.desk(),
                triage.priority(),
                steps,
                triage.weight(),
                triage.rules(),
                triage.configurationVersion(),
                channel,
                Boolean.TRUE.equals(triage.vip()),
                triage.tags() == null ? List.of() : triage.tags(),
                triage.dueAt());
    }

    /// A further message of an open conversation: its matter keeps the desk and the units it already takes,
    /// becomes at least as pressing as the message, and needs what either needs.
    Demand with(Triage triage) {
        return new Demand(
                desk,
                PriorityClass.higher(priority, triage.priority()),
                Steps.united(steps, Steps.simplified(Steps.of(triage.steps(), triage.needs()))),
                weight,
                both(rules, triage.rules()),
                triage.configurationVersion(),
                channel,
                vip || Boolean.TRUE.equals(triage.vip()),
                triage.tags() == null ? tags : both(tags, triage.tags()),
                earlier(dueAt, triage.dueAt()));
    }

    Demand withPriority(int changed) {
        return new Demand(desk, changed, steps, weight, rules, configurationVersion, channel, vip, tags, dueAt);
    }

    Demand withSteps(List<NeedStep> changed) {
        List<NeedStep> simple = Steps.simplified(changed);
        return new Demand(desk, priority, simple, weight, rules, configurationVersion, channel, vip, tags, dueAt);
    }

    Demand withDue(@Nullable Instant changed) {
        return new Demand(desk, priority, steps, weight, rules, configurationVersion, channel, vip, tags, changed);
    }

    Demand at(DeskId changed) {
        return changed.equals(desk)
                ? this
                : new Demand(changed, priority, steps, weight, rules, configurationVersion, channel, vip, tags, dueAt);
    }

    Triage triage() {
        return new Triage(
                desk, priority, needs(), weight, rules, configurationVersion, null, steps, tags, vip, channel, dueAt);
    }

    private static List<String> both(List<String> some, List<String> others) {
        if (some.containsAll(others)) {
            return some;
        }
        TreeSet<String> all = new TreeSet<>(some);
        all.addAll(others);
        return new ArrayList<>(all);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
