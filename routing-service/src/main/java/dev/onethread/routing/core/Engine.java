package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Presence;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one writer of a pool's work: takes one input at a time and says what follows. The same inputs at the
/// same times always lead to the same decisions, also when it is rebuilt from a [#snapshot()] in between;
/// it has no clock, no chance, and calls nobody. Not safe for several threads.
///
/// It holds every conversation that is not idle. An idle one a command is about must be given to it first
/// with [#recall(Conversation)], and leaves again with [#forget(ConversationId)].
///
/// Nobody starves: whatever an agent could take is given to one of them the moment they have room, the
/// first in rank first; and once a conversation has waited, nothing that comes later than a bound overtakes
/// it. By score the bound is the worth of the highest priority less the worth of its own (100 points of a
/// minute each: 100 minutes), by due time its own due time. With strict classes only those of its class and
/// below are bound: that is what they are for.
public final class Engine {
    private final Board board;
    private final Giving giving;
    private final Attendance attendance;
    private final Commands commands;
    private final Matching matching;
    private final Facts facts;
    private boolean clocked;

    private Engine(Board board, boolean explaining) {
        this.board = board;
        giving = new Giving(board, explaining);
        Asking asking = new Asking(board, giving);
        attendance = new Attendance(board, giving, asking);
        commands = new Commands(board, giving, asking, attendance);
        matching = new Matching(board, giving);
        facts = new Facts(board);
    }

    public static Engine of(PoolState state, Configuration configuration) {
        return new Engine(new Board(state, configuration), true);
    }

    /// Decides the same, and says why of nothing: for simulations, which ask for millions of decisions and
    /// read none.
    public static Engine unexplained(PoolState state, Configuration configuration) {
        return new Engine(new Board(state, configuration), false);
    }

    public Step apply(Input input, Instant now) {
        board.begin(now);
        if (!clocked) {
            clocked = true;
            attendance.watchHours();
        }
        switch (input) {
            case Input.Commanded commanded -> command(commanded.command());
            case Input.TimePassed passed -> attendance.passTime();
            case Input.Configured configured -> attendance.configure(configured.configuration());
        }
        matching.settle();
        return board.finish();
    }

    private void command(DeskCommand command) {
        CommandId id = command.id();
        Refusal refusal = commands.apply(command);
        board.tell(
                refusal == null ? new Effect.Accepted(id) : new Effect.Refused(id, refusal, Commands.subject(command)));
    }

    /// Applies an input, and says why an agent was or was not given a conversation that was decided by it:
    /// anyone's reason, found by replaying what happened up to that decision.
    /// @return null where the input decided nothing about the conversation, or the agent is unknown
    public @Nullable Candidate whyNot(Input input, Instant now, ConversationId conversation, AgentId agent) {
        giving.watch(conversation, agent);
        apply(input, now);
        return giving.watched();
    }

    /// Why a conversation still waits, as of the last input.
    /// @return null for one that does not wait
    public @Nullable Explanation whyWaiting(ConversationId id) {
        Slot slot = board.slot(id);
        return slot != null && slot.conversation.work() instanceof Work.Queued queued
                ? giving.waiting(slot, queued)
                : null;
    }

    /// Why an agent is not given a conversation that waits, as of the last input.
    /// @return null for one that does not wait, or an agent that is unknown
    public @Nullable Candidate whyNot(ConversationId id, AgentId agent) {
        Slot slot = board.slot(id);
        Agent asking = board.staff().find(agent);
        return slot != null && asking != null && slot.conversation.work() instanceof Work.Queued queued
                ? giving.why(slot, queued, asking)
                : null;
    }

    /// The conversation a command is about, null for one about an agent or the pool.
    public static @Nullable ConversationId subject(DeskCommand command) {
        return Commands.subject(command);
    }

    public boolean knows(ConversationId id) {
        return board.slot(id) != null;
    }

    public boolean knows(AgentId id) {
        return board.staff().find(id) != null;
    }

    /// Gives it a conversation it does not hold; without effect for one it holds.
    public void recall(Conversation conversation) {
        board.recall(conversation);
    }

    /// Lets go of an idle conversation.
    public void forget(ConversationId id) {
        Conversation conversation = board.find(id);
        if (conversation != null && conversation.work() instanceof Work.Idle) {
            board.forget(id);
        }
    }

    public @Nullable Conversation conversation(ConversationId id) {
        return board.find(id);
    }

    /// When [Input.TimePassed] next has something to do; null for never.
    public @Nullable Instant nextDue() {
        return attendance.nextDue();
    }

    /// The desks of the pool, first the one that takes what names no other.
    public List<DeskId> desks() {
        return board.configuration().desks();
    }

    /// How a desk of the pool routes.
    public DeskPolicy policy(DeskId desk) {
        return board.configuration().policy(desk);
    }

    public long configurationVersion() {
        return board.configuration().version();
    }

    /// How fast the queues move, for whoever takes the pool over; decisions do not depend on it.
    public List<DeskPace> paces() {
        return board.measured();
    }

    /// What to rebuild it from: with the same configuration and the same inputs it goes on to decide the
    /// same.
    public PoolState snapshot() {
        return new PoolState(
                board.slots().stream()
                        .map(slot -> slot.conversation)
                        .filter(conversation -> !(conversation.work() instanceof Work.Idle))
                        .sorted(Comparator.comparing(
                                conversation -> conversation.id().value()))
                        .toList(),
                board.staff().all().stream().map(Agent::state).toList());
    }

    /// An agent as others see them; units of capacity.
    public record AgentView(
            AgentState state, String name, Presence presence, int load, int capacity, List<ChannelView> channels) {}

    /// What an agent holds of a channel that has a limit of its own.
    public record ChannelView(dev.onethread.contracts.Channel channel, int held, int limit) {}

    public AgentView agent(AgentId id) {
        return Facts.view(board.staff().get(id));
    }

    public List<AgentView> agents() {
        return board.staff().all().stream().map(Facts::view).toList();
    }

    /// A desk's queue: how many wait, since when the oldest, how many agents take new work; and how many
    /// seconds one who comes now is expected to wait, with the standard deviation, null while too little was
    /// measured.
    public record QueueView(
            DeskId desk,
            int waiting,
            @Nullable Instant oldest,
            int available,
            @Nullable Long expectedSeconds,
            @Nullable Long spreadSeconds) {}

    public List<QueueView> queues() {
        return facts.queues();
    }

    /// A waiting conversation's place in its desk's queue, from 1; the rest as in [QueueView].
    public record PlaceView(
            ConversationId conversation,
            DeskId desk,
            int place,
            @Nullable Long expectedSeconds,
            @Nullable Long spreadSeconds) {}

    /// The first of each desk's queue, in their order.
    /// @param most how many of each desk
    public List<PlaceView> places(int most) {
        return facts.places(most);
    }
}
