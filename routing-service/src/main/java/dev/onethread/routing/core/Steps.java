package dev.onethread.routing.core;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.SkillNeed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The steps of what a conversation needs, by its age in the queue: in force is the first step that ends later; the
/// last one never ends. In one form for all that mean the same: steps that take no time are left out, the last one's
/// seconds too, and requirements are simplified.
public final class Steps {
    /// One step: anyone at the desk.
    public static final List<NeedStep> ANYONE = List.of(NeedStep.forGood(Requirement.ANYONE));

    /// No more than so many are kept of a union; the last of them stands for the rest.
    static final int KEPT = 32;

    private Steps() {}

    /// These, or one step of all needs where there are none.
    static List<NeedStep> of(@Nullable List<NeedStep> steps, List<SkillNeed> needs) {
        if (steps != null && !steps.isEmpty()) {
            return steps;
        }
        return needs.isEmpty() ? ANYONE : List.of(NeedStep.forGood(Requirement.all(needs)));
    }

    static List<NeedStep> simplified(List<NeedStep> steps) {
        if (steps == ANYONE || steps.isEmpty()) {
            return ANYONE;
        }
        List<NeedStep> simple = new ArrayList<>(steps.size());
        for (int i = 0; i < steps.size(); i++) {
            NeedStep step = steps.get(i);
            Long seconds = i == steps.size() - 1 ? null : step.seconds();
            if (seconds != null && seconds == 0) {
                continue;
            }
            Requirement requirement = Requirements.simplified(step.requirement());
            simple.add(new NeedStep(requirement, step.desk(), step.supervisors(), seconds));
            if (seconds == null) {
                break;
            }
        }
        return simple.size() == 1 && simple.equals(ANYONE) ? ANYONE : List.copyOf(simple);
    }

    /// When step `index` ends, in seconds of age; null for never.
    static @Nullable Long endsAt(List<NeedStep> steps, int index) {
        long end = 0;
        for (int i = 0; i <= index; i++) {
            Long seconds = steps.get(i).seconds();
            if (seconds == null) {
                return null;
            }
            end += seconds;
        }
        return end;
    }

    /// The step in force at an age.
    /// @return its index
    static int inForce(List<NeedStep> steps, long ageSeconds) {
        long end = 0;
        for (int i = 0; i < steps.size(); i++) {
            Long seconds = steps.get(i).seconds();
            if (seconds == null) {
                return i;
            }
            end += seconds;
            if (ageSeconds < end) {
                return i;
            }
        }
        return steps.size() - 1;
    }

    /// What needs both at every age. Where both lead to a desk, the first's counts.
    static List<NeedStep> united(List<NeedStep> some, List<NeedStep> others) {
        if (others.equals(ANYONE) || some.equals(others)) {
            return some;
        }
        if (some.equals(ANYONE)) {
            return others;
        }
        List<NeedStep> both = new ArrayList<>();
        long at = 0;
        while (true) {
            int one = inForce(some, at);
            int other = inForce(others, at);
            Long end = earlier(endsAt(some, one), endsAt(others, other));
            boolean last = end == null || both.size() == KEPT - 1;
            both.add(both(some.get(one), others.get(other), last || end == null ? null : Long.valueOf(end - at)));
            if (last || end == null) {
                return both;
            }
            at = end;
        }
    }

    private static NeedStep both(NeedStep one, NeedStep other, @Nullable Long seconds) {
        DeskId desk = one.desk() != null ? one.desk() : other.desk();
        return new NeedStep(
                Requirements.both(one.requirement(), other.requirement()),
                desk,
                one.supervisors() || other.supervisors(),
                seconds);
    }

    private static @Nullable Long earlier(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.min(one, other);
    }
}
