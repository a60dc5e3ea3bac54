package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent.AssignReason;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskCommand.Accept;
import dev.onethread.contracts.DeskCommand.AgentAnswered;
import dev.onethread.contracts.DeskCommand.Assign;
import dev.onethread.contracts.DeskCommand.ConfigurationChanged;
import dev.onethread.contracts.DeskCommand.CustomerWrote;
import dev.onethread.contracts.DeskCommand.Decline;
import dev.onethread.contracts.DeskCommand.HandOver;
import dev.onethread.contracts.DeskCommand.HandOverConfirmed;
import dev.onethread.contracts.DeskCommand.Hold;
import dev.onethread.contracts.DeskCommand.Release;
import dev.onethread.contracts.DeskCommand.Requeue;
import dev.onethread.contracts.DeskCommand.ScreensChanged;
import dev.onethread.contracts.DeskCommand.SetDue;
import dev.onethread.contracts.DeskCommand.SetNeeds;
import dev.onethread.contracts.DeskCommand.SetPresence;
import dev.onethread.contracts.DeskCommand.SetPriority;
import dev.onethread.contracts.DeskCommand.StartConversation;
import dev.onethread.contracts.DeskCommand.TakeOver;
import dev.onethread.contracts.DeskCommand.Transfer;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Presence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What each command means on a board. A command that repeats what it names has no further effect and is accepted.
final class Commands {
    private final Board board;

    Commands(Board board) {
        this.board = board;
    }

    /// @return why it has no effect; null when it was applied, now or before
    @Nullable
    Refusal apply(DeskCommand command) {
        return switch (command) {
            case CustomerWrote wrote -> wrote(wrote);
            case AgentAnswered answered -> answered(answered);
            case SetPresence set -> presence(set);
            case ScreensChanged changed -> screens(changed);
            case Release release -> release(release);
            case Assign assign -> assign(assign);
            case Requeue requeue -> requeue(requeue);
            case Accept accept -> accept(accept);
            case Decline decline -> decline(decline);
            case Hold hold -> hold(hold);
            case SetPriority set -> {
                Conversation conversation = board.find(set.conversation());
                yield conversation == null
                        ? Refusal.CONVERSATION_UNKNOWN
                        : demand(conversation, conversation.demand().withPriority(set.priority()));
            }
            case SetNeeds set -> {
                Conversation conversation = board.find(set.conversation());
                yield conversation == null
                        ? Refusal.CONVERSATION_UNKNOWN
                        : demand(conversation, conversation.demand().withSteps(Steps.of(set.steps(), set.needs())));
            }
            case StartConversation start -> start(start);
            case SetDue set -> {
                Conversation conversation = board.find(set.conversation());
                yield conversation == null
                        ? Refusal.CONVERSATION_UNKNOWN
                        : demand(conversation, conversation.demand().withDue(set.dueAt()));
            }
            case Transfer transfer -> Refusal.NOT_ASSIGNED;
            case HandOver over -> Refusal.NOT_ASSIGNED;
            case TakeOver over -> Refusal.NOT_ASSIGNED;
            case HandOverConfirmed confirmed -> Refusal.NOT_ASSIGNED;
            case ConfigurationChanged changed -> null;
        };
    }

    /// The conversation a command is about, null for one about an agent or the pool.
    static @Nullable ConversationId subject(DeskCommand command) {
        return switch (command) {
            case CustomerWrote wrote -> wrote.conversation();
            case AgentAnswered answered -> answered.conversation();
            case SetPresence set -> null;
            case ScreensChanged changed -> null;
            case Release release -> release.conversation();
            case Assign assign -> assign.conversation();
            case Requeue requeue -> requeue.conversation();
            case Accept accept -> accept.conversation();
            case Decline decline -> decline.conversation();
            case Hold hold -> hold.conversation();
            case SetPriority set -> set.conversation();
            case SetNeeds set -> set.conversation();
            case StartConversation start -> start.conversation();
            case SetDue set -> set.conversation();
            case Transfer transfer -> transfer.conversation();
            case HandOver over -> over.conversation();
            case TakeOver over -> over.conversation();
            case HandOverConfirmed confirmed -> confirmed.conversation();
            case ConfigurationChanged changed -> null;
        };
    }

    private @Nullable Refusal wrote(CustomerWrote command) {
        Conversation before = board.find(command.conversation());
        if (before == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        if (command.place() <= before.lastPlace()) {
            return null;
        }
        Instant since = command.waitingSince().isAfter(board.now()) ? board.now() : command.waitingSince();
        Conversation after = before.wrote(command.place(), since);
        if (command.place() <= before.closedPlace()) {
            board.note(after);
            return null;
        }
        Demand asked = atKnownDesk(Demand.of(command.triage()));
        switch (before.work()) {
            case Work.Idle idle -> board.queue(after.with(asked), since, List.of(), QueueReason.CUSTOMER_WROTE);
            case Work.Queued queued -> wroteWaiting(after, before.demand().with(command.triage()), queued);
            case Work.Offered offered -> board.note(after);
            case Work.Assigned assigned ->
                wroteToOwner(after.with(before.demand().with(command.triage())), assigned);
            case Work.Handing handing -> board.note(after);
            case Work.Held held ->
                board.wake(after.with(before.demand().with(command.triage())), QueueReason.CUSTOMER_WROTE);
        }
        return null;
    }

    private void wroteWaiting(Conversation after, Demand demand, Work.Queued queued) {
        if (demand.equals(after.demand())) {
            board.note(after);
        } else {
            board.queue(after.with(demand), queued.since(), queued.passed(), QueueReason.CUSTOMER_WROTE);
        }
    }

    /// The customer's own agent keeps them, however full, unless they have left.
    private void wroteToOwner(Conversation after, Work.Assigned assigned) {
        if (board.staff().get(assigned.agent()).reachable()) {
            board.note(after);
        } else {
            board.queue(after, after.waitingSince(board.now()), List.of(), QueueReason.CUSTOMER_WROTE);
        }
    }

    private Demand atKnownDesk(Demand demand) {
        List<DeskId> desks = board.configuration().desks();
        return desks.contains(demand.desk()) ? demand : demand.at(desks.getFirst());
    }

    /// Who answers what waits for nobody in particular has taken it by that.
    private @Nullable Refusal answered(AgentAnswered command) {
        Conversation before = board.find(command.conversation());
        if (before == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        Agent agent = active(command.agent());
        Conversation after = before.answered(command.upTo());
        if (agent != null) {
            after = after.with(new Conversation.LastAgent(command.agent(), board.now()));
        }
        boolean waits =
                before.work() instanceof Work.Queued && after.unanswered().isEmpty();
        if (waits && agent != null && agent.reachable()) {
            board.assign(after, agent, AssignReason.TAKEN);
        } else {
            board.note(after);
        }
        return null;
    }

    private @Nullable Refusal presence(SetPresence command) {
        Agent agent = active(command.agent());
        if (agent == null) {
            return Refusal.AGENT_UNKNOWN;
        }
        AgentState state = agent.state();
        if (command.version() <= state.presenceVersion()) {
            boolean repeated = command.version() == state.presenceVersion() && command.presence() == state.presence();
            return repeated ? null : Refusal.STALE;
        }
        board.attend(agent, state.says(command.presence(), command.status(), command.version(), board.now()));
        return null;
    }

    private @Nullable Refusal screens(ScreensChanged command) {
        Agent agent = active(command.agent());
        if (agent == null) {
            return Refusal.AGENT_UNKNOWN;
        }
        AgentState state = agent.state();
        if (command.version() <= state.screensVersion()) {
            boolean repeated = command.version() == state.screensVersion() && command.connected() == state.connected();
            return repeated ? null : Refusal.STALE;
        }
        board.attend(agent, state.screens(command.connected(), command.version(), board.now()));
        return null;
    }

    private @Nullable Refusal release(Release command) {
        Conversation before = board.find(command.conversation());
        if (before == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        Conversation after = before.closed(command.upTo());
        if (before.work() instanceof Work.Idle) {
            board.note(after);
            return null;
        }
        Instant newer = after.unanswered().oldest();
        if (newer != null) {
            board.queue(after, newer, List.of(), QueueReason.NEWER_MESSAGE);
            return null;
        }
        AgentId agent = before.agent();
        if (agent != null) {
            after = after.with(new Conversation.LastAgent(agent, board.now()));
        }
        board.become(after.with(new Work.Idle()));
        board.tell(new Effect.Released(after.id(), after.demand(), agent, command.upTo()));
        return null;
    }

    private @Nullable Refusal assign(Assign command) {
        Conversation conversation = board.find(command.conversation());
        Agent agent = active(command.agent());
        if (conversation == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        if (agent == null) {
            return Refusal.AGENT_UNKNOWN;
        }
        if (owns(agent, conversation)) {
            return null;
        }
        if (offline(agent)) {
            return Refusal.AGENT_OFFLINE;
        }
        board.assign(conversation, agent, AssignReason.BY_PERSON);
        return null;
    }

    private @Nullable Refusal accept(Accept command) {
        Conversation conversation = board.find(command.conversation());
        Agent agent = active(command.agent());
        if (conversation == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        if (agent == null) {
            return Refusal.AGENT_UNKNOWN;
        }
        if (owns(agent, conversation)) {
            return null;
        }
        boolean offered = conversation.work() instanceof Work.Offered offer
                && offer.agent().equals(command.agent());
        if (!offered && !(conversation.work() instanceof Work.Queued)) {
            return Refusal.NOT_WAITING;
        }
        if (offline(agent)) {
            return Refusal.AGENT_OFFLINE;
        }
        if (!offered && agent.excess(conversation.demand().weight()) > 0) {
            return Refusal.AT_CAPACITY;
        }
        board.assign(conversation, agent, AssignReason.TAKEN);
        return null;
    }

    private @Nullable Refusal decline(Decline command) {
        Conversation conversation = board.find(command.conversation());
        if (conversation == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        if (!(conversation.work() instanceof Work.Offered offered)
                || !offered.agent().equals(command.agent())) {
            return Refusal.NOT_OFFERED;
        }
        Work.Queued declined = offered.pass(board.now(), Pass.How.DECLINED);
        board.queue(conversation, declined.since(), declined.passed(), QueueReason.DECLINED);
        return null;
    }

    /// Who has it is not asked again for this one, or it would come straight back to them.
    private @Nullable Refusal requeue(Requeue command) {
        Conversation conversation = board.find(command.conversation());
        if (conversation == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        DeskId desk = command.desk() == null ? conversation.demand().desk() : command.desk();
        if (!board.configuration().desks().contains(desk)) {
            return Refusal.DESK_UNKNOWN;
        }
        List<Pass> excluded = new ArrayList<>();
        switch (conversation.work()) {
            case Work.Idle idle -> {
                return Refusal.NOT_OPEN;
            }
            case Work.Queued queued -> {
                if (desk.equals(conversation.demand().desk())) {
                    return null;
                }
                excluded.addAll(queued.passed());
            }
            case Work.Offered offered ->
                excluded.addAll(offered.pass(board.now(), Pass.How.GAVE_BACK).passed());
            case Work.Assigned assigned -> excluded.add(gaveBack(assigned.agent()));
            case Work.Handing handing -> {
                return Refusal.HANDING_OVER;
            }
            case Work.Held held -> {
                if (held.agent() != null) {
                    excluded.add(gaveBack(held.agent()));
                }
            }
        }
        Conversation moved = conversation.with(conversation.demand().at(desk));
        board.queue(moved, conversation.waitingSince(board.now()), excluded, QueueReason.REQUEUED);
        return null;
    }

    private Pass gaveBack(AgentId agent) {
        return new Pass(agent, board.now(), Pass.How.GAVE_BACK);
    }

    private @Nullable Refusal hold(Hold command) {
        Conversation conversation = board.find(command.conversation());
        if (conversation == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        if (conversation.work() instanceof Work.Idle) {
            return Refusal.NOT_OPEN;
        }
        if (!command.until().isAfter(board.now())) {
            return Refusal.IN_THE_PAST;
        }
        AgentId agent = conversation.agent();
        Instant since = conversation.waitingSince(board.now());
        board.become(conversation.with(new Work.Held(agent, since, command.until())));
        board.tell(new Effect.Held(conversation.id(), agent, command.until()));
        return null;
    }

    private @Nullable Refusal demand(Conversation conversation, Demand changed) {
        switch (conversation.work()) {
            case Work.Idle idle -> {
                return Refusal.NOT_OPEN;
            }
            case Work.Queued queued -> {
                if (!changed.equals(conversation.demand())) {
                    board.queue(conversation.with(changed), queued.since(), queued.passed(), QueueReason.REQUEUED);
                }
            }
            case Work.Offered offered -> board.note(conversation.with(changed));
            case Work.Assigned assigned -> board.note(conversation.with(changed));
            case Work.Held held -> board.note(conversation.with(changed));
            case Work.Handing handing -> board.note(conversation.with(changed));
        }
        return null;
    }

    private @Nullable Refusal start(StartConversation command) {
        Conversation conversation = board.find(command.conversation());
        Agent agent = active(command.agent());
        if (conversation == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        if (agent == null) {
            return Refusal.AGENT_UNKNOWN;
        }
        if (owns(agent, conversation)) {
            return null;
        }
        if (!(conversation.work() instanceof Work.Idle)) {
            return Refusal.NOT_IDLE;
        }
        board.assign(conversation.with(atKnownDesk(conversation.demand())), agent, AssignReason.STARTED);
        return null;
    }

    private @Nullable Agent active(AgentId id) {
        Agent agent = board.staff().find(id);
        return agent == null || !agent.profile().active() ? null : agent;
    }

    private static boolean owns(Agent agent, Conversation conversation) {
        return conversation.work() instanceof Work.Assigned assigned
                && assigned.agent().equals(agent.profile().id());
    }

    private static boolean offline(Agent agent) {
        return agent.state().presence() == Presence.OFFLINE || !agent.reachable();
    }
}
