package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// When the board changes by itself: a conversation's next step, offer's end, rest, or end of hold; an absent agent's
/// leaving; a desk's opening and closing. Each has at most one next time.
final class Due {
    private final Board board;
    private final Timers<UUID> conversations = new Timers<>();
    private final Timers<AgentId> departures = new Timers<>();
    private final Timers<DeskId> hours = new Timers<>();

    Due(Board board) {
        this.board = board;
    }

    @Nullable
    Instant next() {
        return earlier(conversations.next(), earlier(departures.next(), hours.next()));
    }

    @Nullable
    AgentId departure() {
        return departures.due(board.now());
    }

    @Nullable
    DeskId hours() {
        return hours.due(board.now());
    }

    @Nullable
    Slot conversation() {
        for (UUID id = conversations.due(board.now()); id != null; id = conversations.due(board.now())) {
            Slot slot = board.slot(new ConversationId(id));
            if (slot != null) {
                return slot;
            }
        }
        return null;
    }

    void set(Slot slot) {
        Instant at = at(slot.conversation);
        if (at != null || slot.timed) {
            conversations.set(slot.id.value(), at);
            slot.timed = at != null;
        }
    }

    void forget(Slot slot) {
        conversations.set(slot.id.value(), null);
        slot.timed = false;
    }

    void setDeparture(Agent agent) {
        Instant leaves = leavesAt(agent);
        if (leaves != null || agent.timed) {
            departures.set(agent.profile().id(), leaves);
            agent.timed = leaves != null;
        }
    }

    @Nullable
    Instant leavesAt(Agent agent) {
        AgentState state = agent.state();
        if (state.gone() || !state.absent()) {
            return null;
        }
        return state.leavesAt(grace(agent, true), grace(agent, false));
    }

    /// How long an agent may be absent before what waits for them goes: the longest their desks allow.
    private Duration grace(Agent agent, boolean offline) {
        Policy policy = board.configuration().policy();
        Duration longest = null;
        for (DeskId desk : agent.profile().desks()) {
            DeskPolicy own = board.configuration().policy(desk);
            Duration grace = offline ? own.offlineGrace() : own.disconnectGrace();
            longest = longest == null || grace.compareTo(longest) > 0 ? grace : longest;
        }
        if (longest != null) {
            return longest;
        }
        return offline ? policy.offlineGrace() : policy.disconnectGrace();
    }

    void setHours(DeskId desk, @Nullable Instant at) {
        hours.set(desk, at);
    }

    private @Nullable Instant at(Conversation conversation) {
        return switch (conversation.work()) {
            case Work.Idle idle -> null;
            case Work.Queued queued -> waiting(conversation.demand(), queued);
            case Work.Offered offered -> offered.until();
            case Work.Assigned assigned ->
                earlier(
                        assigned.resting() ? null : assigned.restsAt(),
                        assigned.asked() == null ? null : assigned.asked().until());
            case Work.Held held -> held.until();
            case Work.Handing handing -> null;
        };
    }

    private @Nullable Instant waiting(Demand demand, Work.Queued queued) {
        boolean single = demand.steps().size() == 1;
        Long end = single
                ? null
                : Steps.endsAt(
                        demand.steps(), Math.min(queued.step(), demand.steps().size() - 1));
        Instant at = end == null ? null : queued.since().plusSeconds(end);
        DeskPolicy policy = board.configuration().policy(Queue.desk(demand, queued.step()));
        DeskPolicy.Overflow overflow = policy.overflow();
        if (overflow != null && !queued.overflowed()) {
            at = earlier(at, queued.since().plus(overflow.after()));
        }
        return queued.awaits() == null ? at : earlier(at, queued.since().plus(policy.lastAgentWait()));
    }

    /// Whether so much time has gone by since it began to wait.
    boolean waited(Instant since, Duration so) {
        return !board.now().isBefore(since.plus(so));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
