package dev.onethread.ticket.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.SkillNeed;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What routing last said of a conversation, kept to be shown and never decided here. `since` is when its age in the
/// queue began, or when it was assigned; `until` is when a hold ends. `excess` are the units above the owner's capacity
/// that the assignment caused.
public record Work(
        State state,
        @Nullable DeskId desk,
        @Nullable AgentId agent,
        @Nullable Instant since,
        @Nullable Instant until,
        Demand demand,
        @Nullable String reason,
        int excess,
        @Nullable Offer offer) {
    /// Before routing has said anything.
    public static final Work NONE = new Work(State.IDLE, null, null, null, null, Demand.NONE, null, 0, null);

    /// Where work stands.
    public enum State {
        IDLE,
        QUEUED,
        OFFERED,
        ASSIGNED,
        HELD
    }

    /// How pressing it is (0 to 100) and what it needs: `steps` where it relaxes, all of `needs` where there are none.
    public record Demand(
            int priority, List<SkillNeed> needs, @Nullable List<NeedStep> steps, List<String> tags, boolean vip) {
        public static final Demand NONE = new Demand(0, List.of(), null, List.of(), false);

        static Demand of(
                int priority,
                List<SkillNeed> needs,
                @Nullable List<NeedStep> steps,
                @Nullable List<String> tags,
                @Nullable Boolean vip) {
            return new Demand(
                    priority, needs, steps, Objects.requireNonNullElse(tags, List.of()), Boolean.TRUE.equals(vip));
        }
    }

    /// One agent is asked until a time. `from` is the colleague who hands it over and keeps it until then, null where
    /// nobody has it.
    public record Offer(
            AgentId agent, Instant until, @Nullable AgentId from) {}

    /// Whether the customer waits for somebody to take it.
    public boolean waits() {
        return state == State.QUEUED || state == State.OFFERED;
    }

    Work queued(ConversationEvent.WorkQueued event) {
        Demand asked = Demand.of(event.priority(), event.needs(), event.steps(), event.tags(), event.vip());
        return new Work(
                State.QUEUED, event.desk(), null, event.since(), null, asked, Words.of(event.reason()), 0, null);
    }

    /// Asked while it waits, or while a colleague keeps it. What the event leaves out stays as it was.
    Work offered(ConversationEvent.WorkOffered event) {
        var asked = new Offer(event.agent(), event.until(), event.from());
        Demand now = Demand.of(
                event.priority() == null ? demand.priority() : event.priority(),
                event.needs() == null ? demand.needs() : event.needs(),
                event.steps() == null ? demand.steps() : event.steps(),
                event.tags() == null ? demand.tags() : event.tags(),
                event.vip() == null ? Boolean.valueOf(demand.vip()) : event.vip());
        if (event.from() != null) {
            return new Work(State.ASSIGNED, desk, event.from(), since, null, now, reason, excess, asked);
        }
        return new Work(
                State.OFFERED,
                event.desk() == null ? desk : event.desk(),
                event.agent(),
                event.since() == null ? since : event.since(),
                null,
                now,
                reason,
                0,
                asked);
    }

    Work assigned(ConversationEvent.WorkAssigned event) {
        Demand asked = Demand.of(event.priority(), event.needs(), event.steps(), event.tags(), event.vip());
        return new Work(
                State.ASSIGNED,
                event.desk(),
                event.agent(),
                event.at(),
                null,
                asked,
                Words.of(event.reason()),
                event.excess(),
                null);
    }

    Work released() {
        return new Work(State.IDLE, desk, null, null, null, Demand.NONE, null, 0, null);
    }

    Work held(ConversationEvent.WorkHeld event) {
        return new Work(State.HELD, desk, event.agent(), since, event.until(), demand, reason, excess, null);
    }
}
