package dev.onethread.routing.http;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.Signature;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.routing.core.Candidate;
import dev.onethread.routing.core.Pass;
import dev.onethread.routing.core.Policy;
import dev.onethread.routing.postgres.AgentTable;
import dev.onethread.routing.postgres.Decisions;
import dev.onethread.routing.postgres.DeskTable;
import dev.onethread.routing.postgres.DeskTerms;
import dev.onethread.routing.postgres.StatusTable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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

    /// `policy` is complete: what people left out is as the installation has it.
    record DeskView(
            String id,
            String name,
            String pool,
            DeskTerms policy,
            @Nullable Signature signature) {
        static DeskView of(DeskTable.Desk desk, Policy installed) {
            return new DeskView(
                    desk.id().value(),
                    desk.name(),
                    desk.pool().value(),
                    DeskTerms.of(desk.terms().policy(desk.id(), installed, null)),
                    desk.signature());
        }
    }

    record ChannelView(Channel channel, int weight) {}

    record NamesView(String ru, String en) {}

    record StatusView(String id, NamesView names, Presence presence) {
        static StatusView of(StatusTable.Status status) {
            return new StatusView(status.id(), new NamesView(status.nameRu(), status.nameEn()), status.presence());
        }
    }

    /// `load` in units; `status` is the custom one, absent for none.
    record AgentView(
            String id,
            String name,
            boolean active,
            String pool,
            List<String> desks,
            List<NeedView> skills,
            int capacity,
            Map<Channel, Integer> limits,
            boolean supervisor,
            Presence presence,
            @Nullable String status,
            int load) {
        static AgentView of(AgentTable.Member agent) {
            AgentTable.Terms terms = agent.terms();
            return new AgentView(
                    agent.id().value(),
                    agent.name(),
                    agent.active(),
                    terms.pool().value(),
                    terms.desks().stream().map(desk -> desk.value()).toList(),
                    NeedView.of(terms.skills()),
                    terms.capacity(),
                    terms.limits(),
                    terms.supervisor(),
                    agent.presence(),
                    agent.status(),
                    agent.load());
        }
    }

    /// `fit` in levels: how much skill would be idle; lower is better. `reason` is why they were or were not given it,
    /// a
    /// stable code; the rest as in [Explanations.AgentReason].
    record CandidateView(
            String agent,
            String name,
            boolean lastAgent,
            double fit,
            int load,
            int capacity,
            double ratio,
            @Nullable Instant lastAssignedAt,
            @Nullable String reason,
            @Nullable Requirement lacks,
            @Nullable Instant passedAt,
            Candidate.@Nullable Room room) {
        static CandidateView of(Decisions.Shown shown, Map<AgentId, String> names) {
            String id = shown.agent().value();
            double ratio = shown.capacity() == 0 ? 1 : (double) shown.load() / shown.capacity();
            return new CandidateView(
                    id,
                    names.getOrDefault(shown.agent(), id),
                    shown.last(),
                    shown.fit() / 100.0,
                    shown.load(),
                    shown.capacity(),
                    Math.round(ratio * 1000) / 1000.0,
                    shown.at(),
                    shown.verdict() == null ? null : shown.verdict().code(),
                    shown.lacks(),
                    shown.passedAt(),
                    shown.room());
        }
    }

    record PassView(String agent, String name, Instant at, String how) {
        static PassView of(Pass pass, Map<AgentId, String> names) {
            String id = pass.agent().value();
            return new PassView(
                    id,
                    names.getOrDefault(pass.agent(), id),
                    pass.at(),
                    pass.how().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    /// `owner` is whose it was from then on, `ownerBefore` until then.
    record DecisionView(
            UUID id,
            Instant at,
            String conversation,
            String kind,
            @Nullable String reason,
            long configurationVersion,
            @Nullable String pool,
            @Nullable Long epoch,
            Decisions.@Nullable Origin input,
            @Nullable String desk,
            List<String> rules,
            Decisions.@Nullable Rank rank,
            List<NeedView> needs,
            Explanations.@Nullable StepView step,
            @Nullable Instant relaxesAt,
            @Nullable CandidateView chosen,
            List<CandidateView> runnersUp,
            Map<String, Integer> excluded,
            List<PassView> passed,
            @Nullable String owner,
            @Nullable String ownerBefore) {
        static DecisionView of(Decisions.Decision decision, Map<AgentId, String> names) {
            Decisions.Shown chosen = decision.chosen();
            Decisions.By by = decision.by();
            Decisions.InForce inForce = decision.inForce();
            return new DecisionView(
                    decision.id().value(),
                    decision.at(),
                    decision.conversation().toString(),
                    decision.kind(),
                    decision.reason(),
                    decision.configurationVersion(),
                    by == null ? null : by.pool().value(),
                    by == null ? null : by.epoch(),
                    decision.input(),
                    decision.desk() == null ? null : decision.desk().value(),
                    decision.rules(),
                    decision.rank(),
                    NeedView.of(decision.needs()),
                    inForce == null ? null : new Explanations.StepView(inForce.step(), inForce.of(), inForce.needs()),
                    inForce == null ? null : inForce.relaxesAt(),
                    chosen == null ? null : CandidateView.of(chosen, names),
                    decision.runnersUp().stream()
                            .map(shown -> CandidateView.of(shown, names))
                            .toList(),
                    decision.excluded(),
                    decision.passed().stream()
                            .map(pass -> PassView.of(pass, names))
                            .toList(),
                    decision.owner() == null ? null : decision.owner().value(),
                    decision.ownerBefore() == null
                            ? null
                            : decision.ownerBefore().value());
        }
    }
}
