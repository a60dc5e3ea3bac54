package dev.onethread.ticket.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.SkillNeed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What routing last said of a conversation, kept to be shown and never decided here.
public record Work(
        State state,
        @Nullable DeskId desk,
        @Nullable AgentId agent,
        @Nullable Instant since,
        int priority,
        List<SkillNeed> needs,
        @Nullable String reason) {
    /// Before routing has said anything.
    public static final Work NONE = new Work(State.IDLE, null, null, null, 0, List.of(), null);

    /// Where work stands.
    public enum State {
        IDLE,
        QUEUED,
        OFFERED,
        ASSIGNED,
        HELD
    }

    Work queued(ConversationEvent.WorkQueued event) {
        return new Work(
                State.QUEUED,
                event.desk(),
                null,
                event.since(),
                event.priority(),
                event.needs(),
                Words.of(event.reason()));
    }

    Work offered(ConversationEvent.WorkOffered event) {
        return new Work(State.OFFERED, desk, event.agent(), since, priority, needs, reason);
    }

    Work assigned(ConversationEvent.WorkAssigned event) {
        return new Work(
                State.ASSIGNED,
                event.desk(),
                event.agent(),
                event.at(),
                event.priority(),
                event.needs(),
                Words.of(event.reason()));
    }

    Work released() {
        return new Work(State.IDLE, desk, null, null, 0, List.of(), null);
    }

    Work held(ConversationEvent.WorkHeld event) {
        return new Work(State.HELD, desk, event.agent(), event.until(), priority, needs, reason);
    }
}
