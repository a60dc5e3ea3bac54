package dev.onethread.routing.http;

import dev.onethread.contracts.Presence;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.routing.postgres.AgentTable;
import dev.onethread.routing.postgres.Decisions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What callers are shown.
final class Views {
    private Views() {}

    record Items<T>(List<T> items) {}

    record NeedView(String skill, int level) {
        static List<NeedView> of(List<SkillNeed> needs) {
            return needs.stream()
                    .map(need -> new NeedView(need.skill().value(), need.level()))
                    .toList();
        }
    }

    record Named(String id, String name) {}

    record AgentView(
            String id,
            String name,
            boolean active,
            List<String> desks,
            List<NeedView> skills,
            int capacity,
            Presence presence,
            int load) {
        static AgentView of(AgentTable.Member agent) {
            return new AgentView(
                    agent.id().value(),
                    agent.name(),
                    agent.active(),
                    agent.desks().stream().map(desk -> desk.value()).toList(),
                    NeedView.of(agent.skills()),
                    agent.capacity(),
                    agent.presence(),
                    agent.load());
        }
    }

    /// `fit` in levels: how much skill would be idle; lower is better.
    record CandidateView(
            String agent,
            String name,
            boolean lastAgent,
            double fit,
            int load,
            int capacity,
            double ratio,
            @Nullable Instant lastAssignedAt) {
        static CandidateView of(Decisions.Shown shown, Map<String, String> names) {
            String id = shown.agent().value();
            double ratio = shown.capacity() == 0 ? 1 : (double) shown.load() / shown.capacity();
            return new CandidateView(
                    id,
                    names.getOrDefault(id, id),
                    shown.last(),
                    shown.fit() / 100.0,
                    shown.load(),
                    shown.capacity(),
                    Math.round(ratio * 1000) / 1000.0,
                    shown.at());
        }
    }

    record DecisionView(
            UUID id,
            Instant at,
            String kind,
            long configurationVersion,
            Decisions.@Nullable Origin input,
            List<String> rules,
            Decisions.@Nullable Rank rank,
            List<NeedView> needs,
            @Nullable CandidateView chosen,
            List<CandidateView> runnersUp,
            Map<String, Integer> excluded) {
        static DecisionView of(Decisions.Decision decision, Map<String, String> names) {
            Decisions.Shown chosen = decision.chosen();
            return new DecisionView(
                    decision.id().value(),
                    decision.at(),
                    decision.kind(),
                    decision.configurationVersion(),
                    decision.input(),
                    decision.rules(),
                    decision.rank(),
                    NeedView.of(decision.needs()),
                    chosen == null ? null : CandidateView.of(chosen, names),
                    decision.runnersUp().stream()
                            .map(shown -> CandidateView.of(shown, names))
                            .toList(),
                    decision.excluded());
        }
    }
}
