package dev.onethread.routing.core;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is asked of agents for a waiting conversation now, and what will change by itself while it waits. `step` counts
/// from 1 to `steps`; `desks` are those whose agents may take it.
public record Outlook(int step, int steps, NeedStep needs, Set<DeskId> desks, List<Change> changes) {
    /// Step `step` comes into force, or with it null agents of the desk `overflow` may take it, too.
    public record Change(
            Instant at,
            @Nullable Integer step,
            @Nullable NeedStep needs,
            @Nullable DeskId overflow) {}

    public static Outlook of(Demand demand, Instant since, boolean overflowed, DeskPolicy policy, Instant now) {
        List<NeedStep> steps = demand.steps();
        int inForce =
                Steps.inForce(steps, Math.max(0, Duration.between(since, now).toSeconds()));
        NeedStep needs = steps.get(inForce);
        Set<DeskId> desks = new HashSet<>();
        desks.add(needs.desk() == null ? demand.desk() : needs.desk());
        List<Change> changes = new ArrayList<>();
        for (int next = inForce + 1; next < steps.size(); next++) {
            Long end = Steps.endsAt(steps, next - 1);
            if (end != null) {
                changes.add(new Change(since.plusSeconds(end), next + 1, steps.get(next), null));
            }
        }
        DeskPolicy.Overflow overflow = policy.overflow();
        if (overflow != null) {
            Instant at = since.plus(overflow.after());
            if (overflowed || !at.isAfter(now)) {
                desks.add(overflow.to());
            } else {
                changes.add(new Change(at, null, null, overflow.to()));
            }
        }
        changes.sort(Comparator.comparing(Change::at));
        return new Outlook(inForce + 1, steps.size(), needs, Set.copyOf(desks), List.copyOf(changes));
    }

    public WhyNot.Asked asked(Demand demand, List<Pass> passed) {
        return new WhyNot.Asked(desks, needs, demand.weight(), demand.channel(), passed);
    }
}
