package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who of a pool's agents should take a waiting conversation, who else could, and why the others could not.
final class Choice {
    /// The chosen and five runners-up.
    private static final int SHOWN = 6;

    private final List<Candidate> best = new ArrayList<>(SHOWN + 1);
    private final int[] excluded = new int[Exclusion.values().length];

    private Choice() {}

    static Choice among(Staff staff, Lane lane, List<Pass> declined, @Nullable AgentId lastAgent) {
        Choice choice = new Choice();
        for (Agent agent : staff.all()) {
            Exclusion exclusion = exclusion(agent, lane, declined);
            if (exclusion != null) {
                choice.excluded[exclusion.ordinal()]++;
            } else {
                choice.consider(candidate(agent, lane, lastAgent));
            }
        }
        return choice;
    }

    static Candidate candidate(Agent agent, Lane lane, @Nullable AgentId lastAgent) {
        AgentId id = agent.profile().id();
        return new Candidate(
                id,
                id.equals(lastAgent),
                lane.fit(agent),
                agent.load(),
                agent.profile().capacity(),
                agent.state().lastAssignedAt(),
                Verdict.ABLE,
                null,
                null,
                null);
    }

    private static @Nullable Exclusion exclusion(Agent agent, Lane lane, List<Pass> declined) {
        int fit = lane.fit(agent);
        if (fit == Staff.OTHER_DESK) {
            return Exclusion.OTHER_DESK;
        }
        if (fit == Staff.NO_SKILL) {
            return Exclusion.NO_SKILL;
        }
        Exclusion absence = agent.absence();
        if (absence != null) {
            return absence;
        }
        if (Pass.has(declined, agent.profile().id())) {
            return Exclusion.DECLINED;
        }
        return lane.key().weight() > agent.free() ? Exclusion.FULL : null;
    }

    private void consider(Candidate candidate) {
        int at = best.size();
        while (at > 0 && compare(candidate, best.get(at - 1)) < 0) {
            at--;
        }
        if (at < SHOWN) {
            best.add(at, candidate);
            if (best.size() > SHOWN) {
                best.removeLast();
            }
        }
    }

    @Nullable
    Candidate chosen() {
        return best.isEmpty() ? null : best.getFirst();
    }

    Explanation explained(long version, Instant since, Demand demand, long scoreMillis) {
        List<Candidate> others = best.isEmpty() ? List.of() : List.copyOf(best.subList(1, best.size()));
        return new Explanation(
                version,
                since,
                demand.priority(),
                scoreMillis / 1000.0,
                chosen(),
                others,
                counts(),
                1,
                demand.steps().size(),
                demand.steps().getFirst(),
                null);
    }

    private Map<Exclusion, Integer> counts() {
        Map<Exclusion, Integer> counts = new EnumMap<>(Exclusion.class);
        for (Exclusion exclusion : Exclusion.values()) {
            if (excluded[exclusion.ordinal()] > 0) {
                counts.put(exclusion, excluded[exclusion.ordinal()]);
            }
        }
        return counts;
    }

    /// The customer's last agent, then the closest fit, then the lowest load ratio, then the longest without a new
    /// one, then by id.
    private static int compare(Candidate a, Candidate b) {
        if (a.lastAgent() != b.lastAgent()) {
            return a.lastAgent() ? -1 : 1;
        }
        if (a.fit() != b.fit()) {
            return Integer.compare(a.fit(), b.fit());
        }
        int ratio = Long.compare((long) a.load() * b.capacity(), (long) b.load() * a.capacity());
        if (ratio != 0) {
            return ratio;
        }
        int idle = idleSince(a).compareTo(idleSince(b));
        return idle != 0 ? idle : a.agent().compareTo(b.agent());
    }

    private static Instant idleSince(Candidate candidate) {
        Instant last = candidate.lastAssignedAt();
        return last == null ? Instant.MIN : last;
    }
}
