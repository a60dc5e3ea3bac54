package dev.onethread.routing.core;

import dev.onethread.contracts.NeedStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says why: of a decision that is being taken, and of any agent and conversation as they stand.
final class Reasons {
    /// The closest others, able or not.
    private static final int OTHERS = 5;

    private static final Exclusion[] EXCLUSIONS = Exclusion.values();

    private final Staff staff;
    private final Configuration configuration;

    Reasons(Staff staff, Configuration configuration) {
        this.staff = staff;
        this.configuration = configuration;
    }

    /// @param choice who is able, the chosen first if `chosen`
    Explanation explain(
            Conversation conversation, Lane lane, Waited waited, Choice choice, boolean chosen, @Nullable Agent last) {
        List<Candidate> others = new ArrayList<>(OTHERS);
        Agent first = chosen ? choice.get(0) : null;
        for (int i = chosen ? 1 : 0; i < choice.count() && others.size() < OTHERS; i++) {
            Agent agent = choice.get(i);
            Verdict verdict = first == null ? Verdict.ABLE : behind(agent, first, lane, last);
            others.add(candidate(agent, lane, verdict, agent == last, null));
        }
        addUnable(others, lane, waited.passed(), choice, last);
        Demand demand = conversation.demand();
        NeedStep step = Queue.step(demand, waited.step());
        Long end = Steps.endsAt(
                demand.steps(), Math.min(waited.step(), demand.steps().size() - 1));
        return new Explanation(
                configuration.version(),
                waited.since(),
                demand.priority(),
                waited.score() / 1000.0,
                first == null ? null : candidate(first, lane, Verdict.CHOSEN, first == last, null),
                others,
                counts(lane, waited.passed(), first),
                waited.step() + 1,
                demand.steps().size(),
                step,
                end == null ? null : waited.since().plusSeconds(end));
    }

    /// How a conversation waited when it was decided.
    record Waited(Instant since, List<Pass> passed, int step, long score) {}

    /// In the order of their fit, then those who lack something.
    private void addUnable(List<Candidate> others, Lane lane, List<Pass> passed, Choice choice, @Nullable Agent last) {
        for (Pass pass : passed) {
            Agent agent = others.size() < OTHERS ? staff.find(pass.agent()) : null;
            if (agent != null && lane.able(lane.group.position(agent)) && !choice.has(agent)) {
                others.add(candidate(agent, lane, verdict(pass), agent == last, pass.at()));
            }
        }
        for (int at = lane.nextUnable(0); at >= 0 && others.size() < OTHERS; at = lane.nextUnable(at + 1)) {
            Agent agent = staff.at(lane.group.order[at]);
            if (!choice.has(agent)) {
                others.add(unable(agent, lane, passed, agent == last));
            }
        }
        for (Agent agent : lane.group.misfits) {
            if (others.size() < OTHERS && !choice.has(agent)) {
                others.add(unable(agent, lane, passed, agent == last));
            }
        }
    }

    /// The first thing in which an able agent is behind the chosen.
    private static Verdict behind(Agent agent, Agent chosen, Lane lane, @Nullable Agent last) {
        if (chosen == last) {
            return Verdict.NOT_LAST_AGENT;
        }
        return switch (lane.group.choosing) {
            case SHUFFLED -> Verdict.DRAWN_LATER;
            case ROUND_ROBIN -> agent.assignedMicros != chosen.assignedMicros ? Verdict.LESS_IDLE : Verdict.LATER_ID;
            case LONGEST_IDLE -> behind(agent, chosen, agent.idleMicros != chosen.idleMicros);
            case BEST_FIT ->
                lane.group.fit(agent) != lane.group.fit(chosen)
                        ? Verdict.LESS_FIT
                        : behind(agent, chosen, agent.assignedMicros != chosen.assignedMicros);
        };
    }

    private static Verdict behind(Agent agent, Agent chosen, boolean lessIdle) {
        if (agent.ratio != chosen.ratio) {
            return Verdict.MORE_LOADED;
        }
        return lessIdle ? Verdict.LESS_IDLE : Verdict.LATER_ID;
    }

    /// Anyone's reason for a conversation that is being decided or waits.
    Candidate why(Agent agent, Lane lane, List<Pass> passed, Choice choice, boolean chosen, @Nullable Agent last) {
        if (chosen && choice.get(0) == agent) {
            return candidate(agent, lane, Verdict.CHOSEN, agent == last, null);
        }
        boolean able = lane.able(lane.group.position(agent));
        if (able && !Pass.has(passed, agent.profile().id())) {
            Verdict verdict = chosen ? behind(agent, choice.get(0), lane, last) : Verdict.ABLE;
            return candidate(agent, lane, verdict, agent == last, null);
        }
        return unable(agent, lane, passed, agent == last);
    }

    private Candidate unable(Agent agent, Lane lane, List<Pass> passed, boolean last) {
        int fit = lane.group.fit(agent);
        if (fit == Group.OTHER_DESK) {
            return candidate(agent, lane, Verdict.OTHER_DESK, last, null);
        }
        if (fit == Group.NOT_SUPERVISOR) {
            return candidate(agent, lane, Verdict.NOT_SUPERVISOR, last, null);
        }
        if (fit == Group.NO_SKILL) {
            return candidate(agent, lane, Verdict.NO_SKILL, last, null);
        }
        Exclusion absence = agent.absence();
        if (absence == null) {
            for (Pass pass : passed) {
                if (pass.agent().equals(agent.profile().id())) {
                    return candidate(agent, lane, verdict(pass), last, pass.at());
                }
            }
        }
        Exclusion why = absence != null ? absence : agent.fullness(lane.weight, lane.channel);
        return candidate(agent, lane, why == null ? Verdict.ABLE : why.verdict(), last, null);
    }

    private static Verdict verdict(Pass pass) {
        return switch (pass.how()) {
            case DECLINED -> Verdict.DECLINED;
            case SILENT -> Verdict.SILENT;
            case GAVE_BACK -> Verdict.GAVE_BACK;
        };
    }

    static Candidate candidate(Agent agent, Lane lane, Verdict verdict, boolean last, @Nullable Instant at) {
        return new Candidate(
                agent.profile().id(),
                last,
                lane.group.fit(agent),
                agent.load(),
                agent.profile().capacity(),
                agent.state().lastAssignedAt(),
                verdict,
                verdict == Verdict.NO_SKILL
                        ? Requirements.lacking(
                                lane.group.key.requirement(), agent.profile().skills())
                        : null,
                at,
                agent.room(lane.channel));
    }

    private Map<Exclusion, Integer> counts(Lane lane, List<Pass> passed, @Nullable Agent chosen) {
        int[] counts = lane.excluded.clone();
        if (chosen != null && lane.group.fit(chosen) >= 0) {
            Exclusion before = chosen.known[lane.loadClass];
            if (before != null) {
                counts[before.ordinal()]--;
            }
        }
        counts[Exclusion.OTHER_DESK.ordinal()] = lane.group.otherDesk;
        counts[Exclusion.NOT_SUPERVISOR.ordinal()] = lane.group.notSupervisor;
        counts[Exclusion.NO_SKILL.ordinal()] = lane.group.noSkill;
        for (Pass pass : passed) {
            Agent agent = staff.find(pass.agent());
            if (agent != null && lane.group.fit(agent) >= 0 && agent.absence() == null) {
                Exclusion full = agent.known[lane.loadClass];
                if (full != null) {
                    counts[full.ordinal()]--;
                }
                counts[Exclusion.valueOf(pass.how().name()).ordinal()]++;
            }
        }
        Map<Exclusion, Integer> shown = new EnumMap<>(Exclusion.class);
        for (Exclusion exclusion : EXCLUSIONS) {
            if (counts[exclusion.ordinal()] > 0) {
                shown.put(exclusion, counts[exclusion.ordinal()]);
            }
        }
        return shown;
    }
}
