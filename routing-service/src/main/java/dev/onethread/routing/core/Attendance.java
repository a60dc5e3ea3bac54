package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent.AssignReason;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who is there, and what becomes of what they have.
final class Attendance {
    private final Board board;
    private final Giving giving;
    private final Asking asking;

    Attendance(Board board, Giving giving, Asking asking) {
        this.board = board;
        this.giving = giving;
        this.asking = asking;
    }

    /// Notes what an agent says now; who is gone for too long gives back what waits for them.
    void attend(Agent agent, AgentState said) {
        agent.become(said.absent() ? said : said.gone(false));
        board.changed(agent);
        board.opened(agent);
        board.due().setDeparture(agent);
        Instant leaves = board.due().leavesAt(agent);
        if (leaves != null && !leaves.isAfter(board.now())) {
            depart(agent);
        } else {
            letGo(agent);
        }
    }

    /// An offer was left unanswered; after too many the agent is away.
    void silent(Agent agent, int limit) {
        int silences = agent.state().silences() + 1;
        AgentState after = agent.state().silent(limit);
        boolean away = silences >= limit && agent.able();
        attend(agent, after);
        if (away) {
            board.tell(new Effect.MadeAway(agent.profile().id(), silences));
        }
    }

    /// What an agent has that waits for them goes back with its age: what is offered to them or unanswered, and
    /// at desks that want it so also what is answered.
    void depart(Agent agent) {
        agent.become(agent.state().gone(true));
        board.due().setDeparture(agent);
        board.changed(agent);
        letGo(agent);
        List<Slot> going = new ArrayList<>();
        for (ConversationId id : agent.conversations()) {
            Slot slot = board.slot(id);
            if (slot != null && !going.contains(slot)) {
                going.add(slot);
            }
        }
        going.sort(Comparator.comparing(slot -> slot.id.value()));
        going.forEach(slot -> leave(slot, agent.profile().id()));
    }

    private void leave(Slot slot, AgentId agent) {
        Conversation conversation = slot.conversation;
        switch (conversation.work()) {
            case Work.Offered offered ->
                giving.queue(conversation, offered.since(), offered.passed(), QueueReason.AGENT_OFFLINE);
            case Work.Assigned assigned -> {
                if (!assigned.agent().equals(agent)) {
                    asking.notTaken(slot, assigned, new Pass(agent, board.now(), Pass.How.SILENT));
                } else if (goes(conversation)) {
                    Instant since = conversation.waitingSince(board.now());
                    giving.queue(conversation, since, List.of(), QueueReason.AGENT_OFFLINE);
                }
            }
            case Work.Idle idle -> {}
            case Work.Queued queued -> {}
            case Work.Held held -> {}
            case Work.Handing handing -> {}
        }
    }

    private boolean goes(Conversation conversation) {
        boolean stays =
                board.configuration().policy(conversation.demand().desk()).answeredStay();
        return !conversation.unanswered().isEmpty() || !stays;
    }

    /// What is kept for an agent who does not take anything new may be anybody's.
    private void letGo(Agent agent) {
        if (agent.able()) {
            return;
        }
        for (Slot slot : List.copyOf(agent.kept)) {
            if (slot.conversation.work() instanceof Work.Queued queued) {
                board.become(
                        slot,
                        slot.conversation.with(new Work.Queued(
                                queued.since(), queued.passed(), queued.step(), queued.overflowed(), null)));
            }
        }
    }

    /// Ends a hold: back to whom it belongs, if they are here, else to the queue.
    void wake(Conversation held, QueueReason reason) {
        AgentId id = held.agent();
        Agent agent = id == null ? null : board.staff().find(id);
        if (agent != null && agent.reachable()) {
            giving.assign(held, agent, AssignReason.LAST_AGENT);
        } else {
            giving.queue(held, held.waitingSince(board.now()), List.of(), reason);
        }
    }

    /// What is due happens.
    void passTime() {
        for (AgentId id = board.due().departure(); id != null; id = board.due().departure()) {
            depart(board.staff().get(id));
        }
        for (DeskId desk = board.due().hours(); desk != null; desk = board.due().hours()) {
            openOrClose(desk);
        }
        for (Slot slot = board.due().conversation();
                slot != null;
                slot = board.due().conversation()) {
            slot.timed = false;
            happen(slot);
        }
    }

    private void happen(Slot slot) {
        Conversation conversation = slot.conversation;
        switch (conversation.work()) {
            case Work.Idle idle -> {}
            case Work.Queued queued -> advance(slot, queued);
            case Work.Offered offered -> {
                Work.Queued after = offered.pass(board.now(), Pass.How.SILENT);
                int limit = board.configuration()
                        .policy(board.deskOf(conversation))
                        .offering()
                        .silences();
                giving.queue(conversation, after.since(), after.passed(), QueueReason.OFFER_EXPIRED);
                silent(board.staff().get(offered.agent()), limit);
            }
            case Work.Assigned assigned -> {
                Work.Asked asked = assigned.asked();
                if (asked != null && !asked.until().isAfter(board.now())) {
                    asking.notTaken(slot, assigned, new Pass(asked.agent(), board.now(), Pass.How.SILENT));
                    Agent silent = board.staff().get(asked.agent());
                    silent(silent, silences(silent));
                } else if (assigned.restsAt() != null && !assigned.restsAt().isAfter(board.now())) {
                    board.become(
                            slot,
                            conversation.with(new Work.Assigned(
                                    assigned.agent(), assigned.since(), 0, assigned.restsAt(), true, asked)));
                }
            }
            case Work.Held held -> wake(conversation, QueueReason.HOLD_ENDED);
            case Work.Handing handing -> {}
        }
    }

    /// Of an agent at several desks the most patient counts.
    private int silences(Agent agent) {
        int most = 1;
        for (DeskId desk : agent.profile().desks()) {
            most = Math.max(most, board.configuration().policy(desk).offering().silences());
        }
        return most;
    }

    /// The next step of what waits, another desk's agents, or no longer one agent alone. Others are told where
    /// it goes to another desk or to supervisors.
    private void advance(Slot slot, Work.Queued queued) {
        Demand demand = slot.conversation.demand();
        boolean supervisors = Queue.step(demand, queued.step()).supervisors();
        DeskId desk = Queue.desk(demand, queued.step());
        giving.queue(slot.conversation, queued.since(), queued.passed(), null);
        if (slot.conversation.work() instanceof Work.Queued after) {
            boolean elsewhere =
                    !Queue.desk(slot.conversation.demand(), after.step()).equals(desk)
                            || (after.overflowed() && !queued.overflowed())
                            || Queue.step(demand, after.step()).supervisors() != supervisors;
            if (elsewhere) {
                slot.reason = QueueReason.ESCALATED;
                giving.tellQueued(slot);
            }
        }
    }

    /// What waits at a desk that closes and overflows then goes where it overflows to.
    private void openOrClose(DeskId desk) {
        Opening opening = board.openings().get(desk);
        if (opening == null) {
            return;
        }
        board.due().setHours(desk, opening.changesAt(board.now()));
        if (opening.open(board.now()) || !(opening.outside() instanceof DeskHours.Overflow)) {
            return;
        }
        List<Slot> waiting = new ArrayList<>();
        for (Slot slot : board.slots()) {
            boolean here = slot.conversation.work() instanceof Work.Queued
                    && slot.conversation.demand().desk().equals(desk);
            if (here) {
                waiting.add(slot);
            }
        }
        waiting.sort(Slot.BY_RANK);
        for (Slot slot : waiting) {
            if (slot.conversation.work() instanceof Work.Queued queued) {
                advance(slot, queued);
            }
        }
    }

    /// The first look at the desks' clocks.
    void watchHours() {
        for (DeskId desk : board.configuration().desks()) {
            Opening opening = board.openings().get(desk);
            board.due().setHours(desk, opening == null ? null : opening.changesAt(board.now()));
        }
    }

    void configure(Configuration changed) {
        board.configure(changed);
        giving.configured();
        watchHours();
        for (Agent agent : board.staff().all()) {
            if (!agent.profile().active() && !agent.state().gone()) {
                depart(agent);
            } else if (agent.profile().active()
                    && agent.state().gone()
                    && !agent.state().absent()) {
                agent.become(agent.state().gone(false));
            }
            board.due().setDeparture(agent);
        }
    }

    @Nullable
    Instant nextDue() {
        return board.due().next();
    }
}
