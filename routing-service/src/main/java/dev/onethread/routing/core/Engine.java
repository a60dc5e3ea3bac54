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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The one writer of a pool's work: takes one input at a time and says what follows. The same inputs at the same
/// times always lead to the same decisions; it has no clock, no chance, and calls nobody. Not safe for several
/// threads.
///
/// It holds every conversation that is not idle. An idle one a command is about must be given to it first with
/// [#recall(Conversation)], and leaves again with [#forget(ConversationId)].
public final class Engine {
    private final Board board;
    private final Commands commands;

    private Engine(Board board) {
        this.board = board;
        commands = new Commands(board);
    }

    public static Engine of(PoolState state, Configuration configuration) {
        return new Engine(new Board(state, configuration));
    }

    public Step apply(Input input, Instant now) {
        board.begin(now);
        switch (input) {
            case Input.Commanded commanded -> command(commanded.command());
            case Input.TimePassed passed -> board.passTime();
            case Input.Configured configured -> board.configure(configured.configuration());
        }
        return board.finish();
    }

    private void command(DeskCommand command) {
        CommandId id = command.id();
        Refusal refusal = commands.apply(command);
        board.tell(
                refusal == null ? new Effect.Accepted(id) : new Effect.Refused(id, refusal, Commands.subject(command)));
    }

    /// The conversation a command is about, null for one about an agent or the pool.
    public static @Nullable ConversationId subject(DeskCommand command) {
        return Commands.subject(command);
    }

    public boolean knows(ConversationId id) {
        return board.find(id) != null;
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
        return board.nextDue();
    }

    /// The desks of the pool, first the one that takes what names no other.
    public List<DeskId> desks() {
        return board.configuration().desks();
    }

    public long configurationVersion() {
        return board.configuration().version();
    }

    /// What to rebuild it from.
    public PoolState snapshot() {
        return new PoolState(
                board.conversations().stream()
                        .filter(conversation -> !(conversation.work() instanceof Work.Idle))
                        .sorted(Comparator.comparing(
                                conversation -> conversation.id().value()))
                        .toList(),
                board.staff().all().stream().map(Agent::state).toList());
    }

    /// An agent as others see them; units of capacity.
    public record AgentView(AgentState state, String name, Presence presence, int load, int capacity) {}

    public AgentView agent(AgentId id) {
        return view(board.staff().get(id));
    }

    public List<AgentView> agents() {
        return board.staff().all().stream().map(Engine::view).toList();
    }

    private static AgentView view(Agent agent) {
        AgentProfile profile = agent.profile();
        return new AgentView(agent.state(), profile.name(), agent.seen(), agent.load(), profile.capacity());
    }

    /// A desk's queue: how many wait, since when the oldest, how many agents take new work.
    public record QueueView(
            DeskId desk, int waiting, @Nullable Instant oldest, int available) {}

    public List<QueueView> queues() {
        return board.configuration().desks().stream().map(this::queue).toList();
    }

    private QueueView queue(DeskId desk) {
        Instant oldest = board.queue().occupied().stream()
                .filter(lane -> lane.key().desk().equals(desk))
                .flatMap(lane -> lane.waiting().stream())
                .map(waiting -> board.find(waiting.id()))
                .filter(Objects::nonNull)
                .map(conversation -> conversation.waitingSince(board.now()))
                .min(Comparator.naturalOrder())
                .orElse(null);
        long available = board.staff().all().stream()
                .filter(agent -> agent.able() && agent.profile().desks().contains(desk))
                .count();
        return new QueueView(desk, board.queue().waiting(desk), oldest, (int) available);
    }
}
