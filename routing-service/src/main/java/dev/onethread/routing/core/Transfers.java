package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent.AssignReason;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.DeskCommand.Accept;
import dev.onethread.contracts.DeskCommand.Decline;
import dev.onethread.contracts.DeskCommand.Requeue;
import dev.onethread.contracts.DeskCommand.Transfer;
import dev.onethread.contracts.DeskId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What passes from hand to hand: offers taken or declined, what is given back, and what is transferred.
final class Transfers {
    private final Board board;
    private final Giving giving;
    private final Asking asking;

    Transfers(Board board, Giving giving, Asking asking) {
        this.board = board;
        this.giving = giving;
        this.asking = asking;
    }

    /// Takes what was offered, or by hand what waits and is not offered to anybody. The first to accept has it.
    @Nullable
    Refusal accept(Accept command) {
        Conversation conversation = board.find(command.conversation());
        Agent agent = Commands.active(board, command.agent());
        if (conversation == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        if (agent == null) {
            return Refusal.AGENT_UNKNOWN;
        }
        if (Commands.owns(agent, conversation)) {
            return null;
        }
        Work.Asked asked = asked(conversation, command.agent());
        boolean offered = conversation.work() instanceof Work.Offered offer
                && offer.agent().equals(command.agent());
        if (asked == null && !offered && !(conversation.work() instanceof Work.Queued)) {
            return Refusal.NOT_WAITING;
        }
        if (Commands.offline(agent)) {
            return Refusal.AGENT_OFFLINE;
        }
        if (asked != null) {
            asking.taken(conversation, asked, agent);
            return null;
        }
        if (!offered && agent.excess(conversation.demand().weight()) > 0) {
            return Refusal.AT_CAPACITY;
        }
        giving.assign(conversation, agent, offered ? AssignReason.ACCEPTED : AssignReason.TAKEN);
        return null;
    }

    private static Work.@Nullable Asked asked(Conversation conversation, AgentId agent) {
        return conversation.work() instanceof Work.Assigned assigned
                        && assigned.asked() != null
                        && assigned.asked().agent().equals(agent)
                ? assigned.asked()
                : null;
    }

    @Nullable
    Refusal decline(Decline command) {
        Slot slot = board.slot(command.conversation());
        if (slot == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        Conversation conversation = slot.conversation;
        Agent agent = board.staff().find(command.agent());
        if (agent != null) {
            agent.become(agent.state().heard());
            board.changed(agent);
        }
        if (asked(conversation, command.agent()) != null && conversation.work() instanceof Work.Assigned assigned) {
            asking.notTaken(slot, assigned, new Pass(command.agent(), board.now(), Pass.How.DECLINED));
            return null;
        }
        if (!(conversation.work() instanceof Work.Offered offered)
                || !offered.agent().equals(command.agent())) {
            return Refusal.NOT_OFFERED;
        }
        Work.Queued declined = offered.pass(board.now(), Pass.How.DECLINED);
        giving.queue(conversation, declined.since(), declined.passed(), QueueReason.DECLINED);
        return null;
    }

    /// Who has it is not asked again for this one, or it would come straight back to them.
    @Nullable
    Refusal requeue(Requeue command) {
        Conversation conversation = board.find(command.conversation());
        if (conversation == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        DeskId desk = command.desk() == null ? conversation.demand().desk() : command.desk();
        if (!board.configuration().desks().contains(desk)) {
            return Refusal.DESK_UNKNOWN;
        }
        if (conversation.work() instanceof Work.Idle) {
            return Refusal.NOT_OPEN;
        }
        boolean waits = conversation.work() instanceof Work.Queued;
        if (waits && desk.equals(conversation.demand().desk())) {
            return null;
        }
        Conversation moved = conversation.with(conversation.demand().at(desk));
        giving.queue(moved, conversation.waitingSince(board.now()), passed(conversation), QueueReason.REQUEUED);
        return null;
    }

    /// Those who passed it by so far, with who has it now.
    private List<Pass> passed(Conversation conversation) {
        List<Pass> passed = new ArrayList<>(Giving.passed(conversation));
        AgentId agent = conversation.agent();
        if (agent != null) {
            passed.add(new Pass(agent, board.now(), Pass.How.GAVE_BACK));
        }
        return passed;
    }

    @Nullable
    Refusal transfer(Transfer command) {
        Slot slot = board.slot(command.conversation());
        if (slot == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        DeskId desk = command.desk();
        if (desk != null && !board.configuration().desks().contains(desk)) {
            return Refusal.DESK_UNKNOWN;
        }
        if (slot.conversation.work() instanceof Work.Idle) {
            return Refusal.NOT_OPEN;
        }
        if (command.warm()) {
            return warm(slot, command);
        }
        AgentId id = command.agent();
        return id == null ? toQueue(slot.conversation, command) : toAgent(slot.conversation, command, id);
    }

    private @Nullable Refusal warm(Slot slot, Transfer command) {
        if (!(slot.conversation.work() instanceof Work.Assigned assigned)) {
            return Refusal.NOT_ASSIGNED;
        }
        AgentId id = command.agent();
        if (assigned.asked() != null) {
            return assigned.asked().agent().equals(id) ? null : Refusal.ALREADY_ASKED;
        }
        if (id == null) {
            return asking.askBest(slot, assigned, command.desk(), command.steps());
        }
        Agent agent = Commands.active(board, id);
        if (agent == null) {
            return Refusal.AGENT_UNKNOWN;
        }
        if (Commands.owns(agent, slot.conversation)) {
            return null;
        }
        return Commands.offline(agent)
                ? Refusal.AGENT_OFFLINE
                : asking.ask(slot, assigned, agent, command.desk(), command.steps());
    }

    private @Nullable Refusal toAgent(Conversation conversation, Transfer command, AgentId id) {
        Agent agent = Commands.active(board, id);
        if (agent == null) {
            return Refusal.AGENT_UNKNOWN;
        }
        if (Commands.owns(agent, conversation)) {
            return null;
        }
        if (Commands.offline(agent)) {
            return Refusal.AGENT_OFFLINE;
        }
        giving.assign(conversation.with(changed(conversation, command)), agent, AssignReason.TRANSFERRED);
        return null;
    }

    private @Nullable Refusal toQueue(Conversation conversation, Transfer command) {
        Conversation moved = conversation.with(changed(conversation, command));
        giving.queue(moved, conversation.waitingSince(board.now()), passed(conversation), QueueReason.TRANSFERRED);
        return null;
    }

    private static Demand changed(Conversation conversation, Transfer command) {
        Demand demand = conversation.demand();
        Demand there = command.desk() == null ? demand : demand.at(command.desk());
        return command.steps() == null ? there : there.withSteps(command.steps());
    }
}
