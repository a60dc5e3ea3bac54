package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent.AssignReason;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskCommand.Absorb;
import dev.onethread.contracts.DeskCommand.Accept;
import dev.onethread.contracts.DeskCommand.AgentAnswered;
import dev.onethread.contracts.DeskCommand.Assign;
import dev.onethread.contracts.DeskCommand.ConfigurationChanged;
import dev.onethread.contracts.DeskCommand.CustomerWrote;
import dev.onethread.contracts.DeskCommand.Decline;
import dev.onethread.contracts.DeskCommand.Forget;
import dev.onethread.contracts.DeskCommand.HandOver;
import dev.onethread.contracts.DeskCommand.HandOverConfirmed;
import dev.onethread.contracts.DeskCommand.Hold;
import dev.onethread.contracts.DeskCommand.Release;
import dev.onethread.contracts.DeskCommand.Requeue;
import dev.onethread.contracts.DeskCommand.ScreensChanged;
import dev.onethread.contracts.DeskCommand.Separate;
import dev.onethread.contracts.DeskCommand.SetDue;
import dev.onethread.contracts.DeskCommand.SetNeeds;
import dev.onethread.contracts.DeskCommand.SetPresence;
import dev.onethread.contracts.DeskCommand.SetPriority;
import dev.onethread.contracts.DeskCommand.StartConversation;
import dev.onethread.contracts.DeskCommand.TakeIn;
import dev.onethread.contracts.DeskCommand.TakeOver;
import dev.onethread.contracts.DeskCommand.Transfer;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Triage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What each command means on a board. A command that repeats what it names has no further effect and is
/// accepted.
final class Commands {
    private static final int REMEMBERED = 10_000;

    private final Board board;
    private final Giving giving;
    private final Attendance attendance;
    private final Transfers transfers;
    private final HandOvers handOvers;
    private final Absorbing absorbing;
    private final Map<Object, List<NeedStep>> simple = new HashMap<>();

    Commands(Board board, Giving giving, Asking asking, Attendance attendance) {
        this.board = board;
        this.giving = giving;
        this.attendance = attendance;
        transfers = new Transfers(board, giving, asking);
        handOvers = new HandOvers(board, giving);
        absorbing = new Absorbing(board, giving, attendance, this);
    }

    /// @return why it has no effect; null when it was applied, now or before
    @Nullable
    Refusal apply(DeskCommand command) {
        return handing(command) ? Refusal.HANDING_OVER : act(command);
    }

    /// What is on its way to another pool is not for anybody here; only what is heard of it is noted.
    private boolean handing(DeskCommand command) {
        ConversationId id = subject(command);
        Conversation conversation = id == null ? null : board.find(id);
        return conversation != null
                && conversation.work() instanceof Work.Handing
                && !(command instanceof CustomerWrote
                        || command instanceof AgentAnswered
                        || command instanceof HandOver
                        || command instanceof TakeOver
                        || command instanceof Absorb
                        || command instanceof TakeIn
                        || command instanceof Separate
                        || command instanceof Forget
                        || command instanceof HandOverConfirmed);
    }

    private @Nullable Refusal act(DeskCommand command) {
        return switch (command) {
            case CustomerWrote wrote -> wrote(wrote);
            case AgentAnswered answered -> answered(answered);
            case SetPresence set -> presence(set);
            case ScreensChanged changed -> screens(changed);
            case Release release -> release(release);
            case Assign assign -> assign(assign);
            case Requeue requeue -> transfers.requeue(requeue);
            case Accept accept -> transfers.accept(accept);
            case Decline decline -> transfers.decline(decline);
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
            case Transfer transfer -> transfers.transfer(transfer);
            case HandOver over -> handOvers.send(over);
            case TakeOver over -> handOvers.receive(over);
            case HandOverConfirmed confirmed -> handOvers.confirmed(confirmed);
            case Absorb absorb -> absorbing.absorb(absorb);
            case TakeIn in -> absorbing.takeIn(in);
            case Separate separate -> absorbing.separate(separate);
            case Forget forget -> forget(forget);
            case ConfigurationChanged changed -> null;
        };
    }

    /// Whatever its state, it is nobody's any more.
    private @Nullable Refusal forget(Forget command) {
        Slot slot = board.slot(command.conversation());
        if (slot == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        board.drop(slot);
        board.tell(new Effect.Forgotten(command.conversation(), command.request()));
        return null;
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
            case Absorb absorb -> absorb.conversation();
            case TakeIn in -> in.conversation();
            case Separate separate -> separate.conversation();
            case Forget forget -> forget.conversation();
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
        Triage triage = command.triage();
        switch (before.work()) {
            case Work.Idle idle -> {
                Demand asked = atKnownDesk(Demand.of(triage, command.channel(), simple(triage)));
                giving.queue(after.with(asked), since, List.of(), QueueReason.CUSTOMER_WROTE);
            }
            case Work.Queued queued -> wroteWaiting(after, before.demand().with(triage), queued);
            case Work.Offered offered -> board.note(after.with(before.demand().with(triage)));
            case Work.Assigned assigned ->
                wroteToOwner(after.with(before.demand().with(triage)), assigned);
            case Work.Handing handing -> board.note(after);
            case Work.Held held ->
                attendance.wake(after.with(before.demand().with(triage)), QueueReason.CUSTOMER_WROTE);
        }
        return null;
    }

    /// The same needs are asked for again and again.
    private List<NeedStep> simple(Triage triage) {
        List<NeedStep> asked = triage.steps();
        if (asked == null && triage.needs().isEmpty()) {
            return Steps.ANYONE;
        }
        if (simple.size() > REMEMBERED) {
            simple.clear();
        }
        Object key = asked == null ? triage.needs() : asked;
        return simple.computeIfAbsent(key, each -> Steps.simplified(Steps.of(asked, triage.needs())));
    }

    private void wroteWaiting(Conversation after, Demand demand, Work.Queued queued) {
        if (demand.equals(after.demand())) {
            board.note(after);
        } else {
            giving.queue(after.with(demand), queued.since(), queued.passed(), QueueReason.CUSTOMER_WROTE);
        }
    }

    /// The customer's own agent keeps them, however full, unless they have left. Units that rested are taken
    /// again; what is above capacity by that is recorded and told.
    void wroteToOwner(Conversation after, Work.Assigned assigned) {
        Agent agent = board.staff().get(assigned.agent());
        if (!agent.reachable()) {
            giving.queue(after, after.waitingSince(board.now()), List.of(), QueueReason.CUSTOMER_WROTE);
        } else if (assigned.resting()) {
            giving.resume(after, assigned, agent);
        } else if (assigned.restsAt() != null) {
            board.note(after.with(resting(assigned, null)));
        } else {
            board.note(after);
        }
    }

    private static Work.Assigned resting(Work.Assigned assigned, @Nullable Instant at) {
        return new Work.Assigned(
                assigned.agent(), assigned.since(), assigned.excess(), at, assigned.resting(), assigned.asked());
    }

    /// Once nothing is unanswered, the customer's silence counts.
    private Conversation answeredByOwner(Conversation after) {
        Duration rest = board.configuration().policy(after.demand().desk()).restAfter();
        boolean silent = rest != null && after.unanswered().isEmpty();
        return silent && after.work() instanceof Work.Assigned assigned && !assigned.resting()
                ? after.with(resting(assigned, board.now().plus(rest)))
                : after;
    }

    Demand atKnownDesk(Demand demand) {
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
            giving.assign(after, agent, AssignReason.TAKEN);
        } else {
            board.note(answeredByOwner(after));
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
        attendance.attend(agent, state.says(command.presence(), command.status(), command.version(), board.now()));
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
        attendance.attend(agent, state.screens(command.connected(), command.version(), board.now()));
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
            giving.queue(after, newer, List.of(), QueueReason.NEWER_MESSAGE);
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
        giving.assign(conversation, agent, AssignReason.BY_PERSON);
        return null;
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
                    giving.queue(conversation.with(changed), queued.since(), queued.passed(), QueueReason.REQUEUED);
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
        giving.assign(conversation.with(atKnownDesk(conversation.demand())), agent, AssignReason.STARTED);
        return null;
    }

    private @Nullable Agent active(AgentId id) {
        return active(board, id);
    }

    static @Nullable Agent active(Board board, AgentId id) {
        Agent agent = board.staff().find(id);
        return agent == null || !agent.profile().active() ? null : agent;
    }

    static boolean owns(Agent agent, Conversation conversation) {
        return conversation.work() instanceof Work.Assigned assigned
                && assigned.agent().equals(agent.profile().id());
    }

    static boolean offline(Agent agent) {
        return agent.state().presence() == Presence.OFFLINE || !agent.reachable();
    }
}
