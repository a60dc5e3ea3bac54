package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent.AssignReason;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.PoolId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What may become of a conversation on the board: it waits, is offered, is somebody's. Tells of each, and
/// why.
final class Giving {
    private static final Explanation UNEXPLAINED =
            new Explanation(0, Instant.EPOCH, 0, 0, null, List.of(), Map.of(), 1, 1, Steps.ANYONE.getFirst(), null);

    /// Who asked for a reason, and what it was when the conversation was decided.
    private static final class Watch {
        final ConversationId conversation;
        final AgentId agent;

        @Nullable
        Candidate answer;

        Watch(ConversationId conversation, AgentId agent) {
            this.conversation = conversation;
            this.agent = agent;
        }
    }

    private final Board board;
    private final boolean explaining;
    private final Departure departure;
    private Choice choice;
    private Reasons reasons;

    private @Nullable Watch watch;

    Giving(Board board, boolean explaining) {
        this.board = board;
        this.explaining = explaining;
        departure = new Departure(board);
        choice = new Choice(board.staff());
        reasons = new Reasons(board.staff(), board.configuration());
    }

    void configured() {
        choice = new Choice(board.staff());
        reasons = new Reasons(board.staff(), board.configuration());
    }

    void watch(ConversationId conversation, AgentId agent) {
        watch = new Watch(conversation, agent);
    }

    @Nullable
    Candidate watched() {
        Candidate answer = watch == null ? null : watch.answer;
        watch = null;
        return answer;
    }

    /// Lets it wait from now on, with its age, at the step its age says. Where its last agent is full and it
    /// may wait for them, it is kept for them. A step that leads to another pool's desk hands it over.
    /// @param reason null where nobody is to be told
    void queue(Conversation conversation, Instant since, List<Pass> passed, @Nullable QueueReason reason) {
        Conversation at = atKnownDesks(outsideHours(conversation));
        Demand demand = at.demand();
        int step = demand.steps().size() == 1
                ? 0
                : Steps.inForce(
                        demand.steps(), Duration.between(since, board.now()).toSeconds());
        PoolId other = departure.to(demand, step);
        if (other != null) {
            departure.follow(at, step, other, since);
            return;
        }
        DeskPolicy policy = board.configuration().policy(Queue.desk(demand, step));
        DeskPolicy.Overflow overflow = policy.overflow();
        boolean overflowed = overflow != null && board.due().waited(since, overflow.after());
        AgentId awaits = awaited(at, since, passed, step, overflowed, policy);
        Slot slot = board.become(at.with(new Work.Queued(since, passed, step, overflowed, awaits)));
        slot.reason = reason;
        if (reason != null && reason != QueueReason.CUSTOMER_WROTE) {
            tellQueued(slot);
        }
    }

    /// A step that leads to a desk there is no more asks at the conversation's own.
    private Conversation atKnownDesks(Conversation conversation) {
        Conversation known = conversation;
        for (NeedStep step : conversation.demand().steps()) {
            DeskId desk = step.desk();
            if (desk != null
                    && !board.configuration().desks().contains(desk)
                    && !board.configuration().elsewhere().containsKey(desk)) {
                known = Departure.without(desk, known);
            }
        }
        return known;
    }

    /// A closed desk that says so lets another one take what comes.
    private Conversation outsideHours(Conversation conversation) {
        Opening opening = board.openings().isEmpty()
                ? null
                : board.openings().get(conversation.demand().desk());
        if (opening == null
                || opening.open(board.now())
                || !(opening.outside() instanceof DeskHours.Overflow other)
                || !board.configuration().desks().contains(other.desk())) {
            return conversation;
        }
        Opening there = board.openings().get(other.desk());
        boolean open = there == null || there.open(board.now());
        return open ? conversation.with(conversation.demand().at(other.desk())) : conversation;
    }

    private @Nullable AgentId awaited(
            Conversation conversation,
            Instant since,
            List<Pass> passed,
            int step,
            boolean overflowed,
            DeskPolicy policy) {
        if (policy.lastAgentWait().isZero() || board.due().waited(since, policy.lastAgentWait())) {
            return null;
        }
        Agent last = lastAgent(conversation, policy);
        if (last == null || !last.able() || Pass.has(passed, last.profile().id())) {
            return null;
        }
        Demand demand = conversation.demand();
        Lane lane = board.queue().lane(demand, step, overflowed);
        boolean full = last.fullness(demand.weight(), demand.channel()) != null;
        return full && lane.group.fit(last) >= 0 ? last.profile().id() : null;
    }

    @Nullable
    Agent lastAgent(Conversation conversation, DeskPolicy policy) {
        Conversation.LastAgent last = conversation.lastAgent();
        if (last == null || last.at().plus(policy.lastAgentFor()).isBefore(board.now())) {
            return null;
        }
        return board.staff().find(last.agent());
    }

    void tellQueued(Slot slot) {
        QueueReason reason = slot.reason;
        slot.reason = null;
        if (reason == null || !(slot.conversation.work() instanceof Work.Queued queued)) {
            return;
        }
        Explanation why = waiting(slot, queued);
        Demand demand = slot.conversation.demand().at(board.deskOf(slot.conversation));
        Opening opening = board.openings().isEmpty() ? null : board.openings().get(demand.desk());
        boolean closed = opening != null && opening.outside() instanceof DeskHours.Notice && !opening.open(board.now());
        Instant opens = closed && opening != null ? opening.changesAt(board.now()) : null;
        board.tell(new Effect.Queued(slot.id, demand, queued.since(), reason, why, closed, opens));
    }

    /// Why it still waits.
    Explanation waiting(Slot slot, Work.Queued queued) {
        if (!explaining && watch == null) {
            return UNEXPLAINED;
        }
        board.sync();
        Lane lane = laneOf(slot, queued);
        Agent last = lastAgent(slot.conversation, policy(lane));
        choice.search(lane, slot.id, queued.passed(), last, Choice.SHOWN);
        return explained(slot.conversation, lane, waited(slot, queued), false, last);
    }

    /// Any agent's reason for a conversation that waits.
    Candidate why(Slot slot, Work.Queued queued, Agent agent) {
        board.sync();
        Lane lane = laneOf(slot, queued);
        return reasons.why(agent, lane, queued.passed(), choice, false, lastAgent(slot.conversation, policy(lane)));
    }

    private Lane laneOf(Slot slot, Work.Queued queued) {
        return slot.lane != null
                ? slot.lane
                : board.queue().lane(slot.conversation.demand(), queued.step(), queued.overflowed());
    }

    private DeskPolicy policy(Lane lane) {
        return board.configuration().policy(lane.group.key.desk());
    }

    private static Reasons.Waited waited(Slot slot, Work.Queued queued) {
        return new Reasons.Waited(queued.since(), queued.passed(), queued.step(), slot.score);
    }

    /// Gives what waits to the best of its lane.
    /// @return to whom; null if nobody is able
    @Nullable
    Agent match(Slot slot) {
        if (!(slot.conversation.work() instanceof Work.Queued queued) || slot.lane == null) {
            return null;
        }
        Lane lane = slot.lane;
        Agent last = slot.conversation.lastAgent() == null ? null : lastAgent(slot.conversation, policy(lane));
        int most = explaining || watch != null ? Choice.SHOWN : 1;
        if (!choice.search(lane, slot.id, queued.passed(), last, most)) {
            return null;
        }
        Agent agent = choice.get(0);
        give(slot, queued, lane, agent, last);
        return agent;
    }

    /// Gives what waits to the only one who is able.
    void match(Slot slot, Agent agent) {
        if (slot.conversation.work() instanceof Work.Queued queued) {
            Lane lane = laneOf(slot, queued);
            choice.only(agent);
            give(slot, queued, lane, agent, lastAgent(slot.conversation, policy(lane)));
        }
    }

    private void give(Slot slot, Work.Queued queued, Lane lane, Agent agent, @Nullable Agent last) {
        Explanation why = explained(slot.conversation, lane, waited(slot, queued), true, last);
        slot.reason = null;
        if (!slot.arrived) {
            board.pace(lane.group.key.desk()).served();
        }
        Conversation conversation = slot.conversation;
        DeskPolicy policy = policy(lane);
        if (policy.offering().ring()) {
            Instant until = board.now().plus(policy.offering().ringFor());
            AgentId id = agent.profile().id();
            board.become(
                    slot,
                    conversation.with(new Work.Offered(
                            id, queued.since(), until, queued.passed(), queued.step(), queued.overflowed())));
            agent.become(agent.state()
                    .worked(
                            board.stamp(),
                            agent.state().idleSince(),
                            agent.state().silences()));
            Demand demand = conversation.demand().at(lane.group.key.desk());
            board.tell(new Effect.Offered(slot.id, demand, id, queued.since(), until, null, why));
        } else {
            AssignReason reason = agent == last ? AssignReason.LAST_AGENT : AssignReason.BEST_MATCH;
            own(slot, conversation, agent, lane.group.key.desk(), queued.since(), reason, why);
        }
    }

    /// Gives it to one agent, whether there is room or not; what is above capacity is recorded.
    void assign(Conversation conversation, Agent agent, AssignReason reason) {
        DeskId desk = board.deskOf(conversation);
        Instant since = conversation.waitingSince(board.now());
        Explanation why = UNEXPLAINED;
        if (explaining || watch != null) {
            board.sync();
            int step = step(conversation, since);
            Lane lane = board.queue().lane(conversation.demand(), step, false);
            long score = board.queue().score(policy(lane), since, conversation.demand());
            List<Pass> passed = passed(conversation);
            choice.only(agent);
            why = explained(
                    conversation,
                    lane,
                    new Reasons.Waited(since, passed, step, score),
                    true,
                    lastAgent(conversation, policy(lane)));
        }
        Slot slot = board.slot(conversation.id());
        own(slot == null ? board.become(conversation) : slot, conversation, agent, desk, since, reason, why);
    }

    /// Why `agent` is asked or keeps it, by a demand that is not yet the conversation's.
    Explanation explained(Conversation conversation, Demand demand, Agent agent, List<Pass> passed) {
        board.sync();
        Instant since = conversation.waitingSince(board.now());
        Conversation asked = conversation.with(demand);
        int step = step(asked, since);
        Lane lane = board.queue().lane(demand, step, false);
        long score = board.queue().score(policy(lane), since, demand);
        choice.only(agent);
        return explained(asked, lane, new Reasons.Waited(since, passed, step, score), true, null);
    }

    /// The best who is able by a demand, by its step in force.
    @Nullable
    Agent best(Conversation conversation, Demand demand, List<Pass> passed) {
        board.sync();
        int step = step(conversation.with(demand), conversation.waitingSince(board.now()));
        Lane lane = board.queue().lane(demand, step, false);
        return choice.search(lane, conversation.id(), passed, null, 1) ? choice.get(0) : null;
    }

    /// The customer wrote again: the owner's units are taken again.
    void resume(Conversation conversation, Work.Assigned assigned, Agent agent) {
        int excess = agent.excess(conversation.demand().weight());
        Work.Assigned after =
                new Work.Assigned(assigned.agent(), assigned.since(), excess, null, false, assigned.asked());
        Explanation why = explained(conversation, conversation.demand(), agent, List.of());
        board.become(conversation.with(after));
        if (excess > 0) {
            Demand demand = conversation.demand();
            board.tell(new Effect.Assigned(
                    conversation.id(), demand, assigned.agent(), AssignReason.LAST_AGENT, excess, why));
        }
    }

    private int step(Conversation conversation, Instant since) {
        return Steps.inForce(
                conversation.demand().steps(),
                Math.max(0, Duration.between(since, board.now()).toSeconds()));
    }

    static List<Pass> passed(Conversation conversation) {
        return switch (conversation.work()) {
            case Work.Queued queued -> queued.passed();
            case Work.Offered offered -> offered.passed();
            case Work.Idle idle -> List.of();
            case Work.Assigned assigned -> List.of();
            case Work.Held held -> List.of();
            case Work.Handing handing -> List.of();
        };
    }

    /// @param conversation what becomes of what the slot holds, but for the owner
    private void own(
            Slot slot,
            Conversation conversation,
            Agent agent,
            DeskId desk,
            Instant since,
            AssignReason reason,
            Explanation why) {
        AgentId id = agent.profile().id();
        slot.reason = null;
        if (takesUnits(slot.conversation, id)) {
            board.become(slot, conversation.with(new Work.Idle()));
        }
        int excess = agent.excess(conversation.demand().weight());
        agent.become(agent.state().worked(board.stamp(), agent.state().idleSince(), 0));
        board.become(
                slot,
                conversation
                        .with(new Work.Assigned(id, since, excess))
                        .with(new Conversation.LastAgent(id, board.now())));
        board.tell(new Effect.Assigned(slot.id, conversation.demand().at(desk), id, reason, excess, why));
    }

    /// Whether it takes units of the agent already: theirs, or offered to them.
    private static boolean takesUnits(Conversation conversation, AgentId id) {
        boolean asked = conversation.work() instanceof Work.Assigned assigned
                && assigned.asked() != null
                && assigned.asked().agent().equals(id);
        return asked || id.equals(conversation.agent());
    }

    private Explanation explained(
            Conversation conversation, Lane lane, Reasons.Waited waited, boolean chosen, @Nullable Agent last) {
        Watch watching = watch;
        if (watching != null && watching.conversation.equals(conversation.id())) {
            Agent agent = board.staff().find(watching.agent);
            if (agent != null) {
                watching.answer = reasons.why(agent, lane, waited.passed(), choice, chosen, last);
            }
        }
        return explaining ? reasons.explain(conversation, lane, waited, choice, chosen, last) : UNEXPLAINED;
    }
}
