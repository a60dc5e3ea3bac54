package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A conversation as its pool sees it. `lastPlace` is the newest customer message the pool was told of; up to
/// `answeredPlace` an agent answered; up to `closedPlace` the matter was closed, by someone who may have seen
/// messages before the pool was told of them.
public record Conversation(
        ConversationId id,
        Work work,
        Demand demand,
        long lastPlace,
        long answeredPlace,
        long closedPlace,
        Unanswered unanswered,
        @Nullable LastAgent lastAgent) {
    /// Who dealt with the customer last, and until when.
    public record LastAgent(AgentId agent, Instant at) {}

    /// A conversation the pool has not dealt with yet.
    public static Conversation unknownSoFar(ConversationId id, DeskId desk) {
        return new Conversation(id, new Work.Idle(), Demand.none(desk), 0, 0, 0, Unanswered.NOTHING, null);
    }

    Conversation with(Work changed) {
        return new Conversation(id, changed, demand, lastPlace, answeredPlace, closedPlace, unanswered, lastAgent);
    }

    Conversation with(Demand changed) {
        return new Conversation(id, work, changed, lastPlace, answeredPlace, closedPlace, unanswered, lastAgent);
    }

    Conversation with(LastAgent changed) {
        return new Conversation(id, work, demand, lastPlace, answeredPlace, closedPlace, unanswered, changed);
    }

    Conversation wrote(long place, Instant since) {
        Unanswered more = place <= Math.max(answeredPlace, closedPlace) ? unanswered : unanswered.and(place, since);
        return new Conversation(id, work, demand, place, answeredPlace, closedPlace, more, lastAgent);
    }

    /// Something further is unanswered at `place`, which may be told of after later ones.
    Conversation waitsSince(long place, Instant since) {
        long last = Math.max(lastPlace, place);
        return new Conversation(
                id, work, demand, last, answeredPlace, closedPlace, unanswered.also(place, since), lastAgent);
    }

    /// What stood at these places is another conversation's.
    Conversation without(List<Long> places) {
        Unanswered left = unanswered.without(places);
        return new Conversation(id, work, demand, lastPlace, answeredPlace, closedPlace, left, lastAgent);
    }

    Conversation answered(long upTo) {
        long answered = Math.max(answeredPlace, upTo);
        return new Conversation(id, work, demand, lastPlace, answered, closedPlace, unanswered.after(upTo), lastAgent);
    }

    Conversation closed(long upTo) {
        long closed = Math.max(closedPlace, upTo);
        return new Conversation(id, work, demand, lastPlace, answeredPlace, closed, unanswered.after(upTo), lastAgent);
    }

    /// Who has it or had it when it was put to sleep.
    public @Nullable AgentId agent() {
        return switch (work) {
            case Work.Idle idle -> null;
            case Work.Queued queued -> null;
            case Work.Offered offered -> offered.agent();
            case Work.Assigned assigned -> assigned.agent();
            case Work.Held held -> held.agent();
            case Work.Handing handing -> handing.agent();
        };
    }

    /// When its waiting began: the oldest unanswered message; without one, what it was queued with; else
    /// `now`.
    Instant waitingSince(Instant now) {
        Instant oldest = unanswered.oldest();
        if (oldest != null) {
            return oldest;
        }
        return switch (work) {
            case Work.Idle idle -> now;
            case Work.Queued queued -> queued.since();
            case Work.Offered offered -> offered.since();
            case Work.Assigned assigned -> assigned.since();
            case Work.Held held -> held.since();
            case Work.Handing handing -> handing.since();
        };
    }
}
