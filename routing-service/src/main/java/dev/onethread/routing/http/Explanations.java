package dev.onethread.routing.http;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Requirement;
import dev.onethread.routing.core.Candidate.Room;
import dev.onethread.routing.core.Outlook;
import dev.onethread.routing.core.Verdict;
import dev.onethread.routing.core.WhyNot;
import dev.onethread.routing.core.WhyNot.Standing;
import dev.onethread.routing.postgres.Decisions.Decision;
import dev.onethread.routing.postgres.Decisions.Shown;
import dev.onethread.routing.postgres.Standings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How explanations are shown. Reasons are the stable codes of [Verdict].
final class Explanations {
    private Explanations() {}

    /// Why one agent cannot take it: `lacks` is the part of the requirement they do not meet, `passedAt` when they
    /// declined, kept silent or gave it back, `room` what they hold of the channel and how much at most.
    record AgentReason(
            String agent,
            String name,
            String reason,
            Presence presence,
            int load,
            int capacity,
            @Nullable Requirement lacks,
            @Nullable Instant passedAt,
            @Nullable Room room) {
        static AgentReason of(Standing agent, WhyNot.Reason reason) {
            return new AgentReason(
                    agent.profile().id().value(),
                    agent.profile().name(),
                    reason.verdict().code(),
                    agent.profile().active() ? agent.presence() : Presence.OFFLINE,
                    agent.load(),
                    agent.profile().capacity(),
                    reason.lacks(),
                    reason.at(),
                    reason.room());
        }
    }

    /// The step of its needs that is in force, from 1.
    record StepView(int number, int of, NeedStep needs) {}

    /// What changes by itself, and when: a further step, or that another desk's agents may take it, too.
    record ChangeView(
            Instant at,
            @Nullable Integer step,
            @Nullable NeedStep needs,
            @Nullable String overflow) {
        static ChangeView of(Outlook.Change change) {
            return new ChangeView(
                    change.at(),
                    change.step(),
                    change.needs(),
                    change.overflow() == null ? null : change.overflow().value());
        }
    }

    /// `place` counts from 1 among the `waiting` of its desk. `agents` are those who fit, and why they cannot; where
    /// nobody fits, what each lacks. `excluded` counts all agents of the pool.
    record WaitingView(
            String conversation,
            Instant at,
            String pool,
            String desk,
            Instant since,
            long ageSeconds,
            int priority,
            long place,
            long waiting,
            int weight,
            @Nullable Channel channel,
            @Nullable Instant dueAt,
            long configurationVersion,
            StepView step,
            List<ChangeView> changes,
            List<AgentReason> agents,
            Map<String, Integer> excluded) {
        static WaitingView of(
                Explaining.Waiting waiting,
                Standings.Place place,
                List<AgentReason> agents,
                Map<String, Integer> counts) {
            var demand = waiting.conversation().demand();
            Outlook outlook = waiting.outlook();
            Instant since = waiting.queued().since();
            return new WaitingView(
                    waiting.conversation().id().toString(),
                    waiting.now(),
                    waiting.pool().value(),
                    demand.desk().value(),
                    since,
                    Math.max(0, Duration.between(since, waiting.now()).toSeconds()),
                    demand.priority(),
                    place.place(),
                    place.of(),
                    demand.weight(),
                    demand.channel(),
                    demand.dueAt(),
                    waiting.configuration().version(),
                    new StepView(outlook.step(), outlook.steps(), outlook.needs()),
                    outlook.changes().stream().map(ChangeView::of).toList(),
                    List.copyOf(agents),
                    counts);
        }
    }

    /// `decision` is null for what waits still. `sameInput`: the input it was decided by changed the agent, too.
    record ExclusionView(
            String agent,
            String conversation,
            Instant at,
            @Nullable UUID decision,
            String reason,
            @Nullable Presence presence,
            int load,
            int capacity,
            @Nullable Requirement lacks,
            @Nullable Instant passedAt,
            @Nullable Room room,
            boolean sameInput) {
        static ExclusionView now(ConversationId conversation, Instant at, Standing agent, WhyNot.Reason reason) {
            return of(conversation, at, null, agent, reason, false);
        }

        static ExclusionView then(Decision decision, Explaining.Then then) {
            return of(
                    decision.conversation(),
                    decision.at(),
                    decision.id().value(),
                    then.agent(),
                    then.reason(),
                    then.sameInput());
        }

        static ExclusionView shown(Decision decision, Shown shown) {
            return new ExclusionView(
                    shown.agent().value(),
                    decision.conversation().toString(),
                    decision.at(),
                    decision.id().value(),
                    Objects.requireNonNullElse(shown.verdict(), Verdict.ABLE).code(),
                    null,
                    shown.load(),
                    shown.capacity(),
                    shown.lacks(),
                    shown.passedAt(),
                    shown.room(),
                    false);
        }

        private static ExclusionView of(
                ConversationId conversation,
                Instant at,
                @Nullable UUID decision,
                Standing agent,
                WhyNot.Reason reason,
                boolean sameInput) {
            AgentReason told = AgentReason.of(agent, reason);
            return new ExclusionView(
                    told.agent(),
                    conversation.toString(),
                    at,
                    decision,
                    told.reason(),
                    told.presence(),
                    told.load(),
                    told.capacity(),
                    told.lacks(),
                    told.passedAt(),
                    told.room(),
                    sameInput);
        }
    }
}
