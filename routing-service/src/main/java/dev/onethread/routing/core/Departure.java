package dev.onethread.routing.core;

import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskCommand.TakeOver;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.PoolId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a conversation sets out for another pool: it stays this one's, with what it has, until that one
/// confirms.
final class Departure {
    private final Board board;

    Departure(Board board) {
        this.board = board;
    }

    /// The pool whose desk the step in force leads to; null where that is this one, or no pool has such a
    /// desk.
    @Nullable
    PoolId to(Demand demand, int step) {
        DeskId desk = Queue.step(demand, step).desk();
        return desk == null ? null : board.configuration().elsewhere().get(desk);
    }

    /// The step in force leads to a desk of another pool. What follows it at "its own desk" comes back to
    /// this one.
    void follow(Conversation conversation, int step, PoolId to, Instant since) {
        Demand demand = conversation.demand();
        DeskId desk = Queue.desk(demand, step);
        List<NeedStep> steps = new ArrayList<>(demand.steps());
        for (int i = step + 1; i < steps.size(); i++) {
            NeedStep later = steps.get(i);
            if (later.desk() == null) {
                steps.set(i, new NeedStep(later.requirement(), demand.desk(), later.supervisors(), later.seconds()));
            }
        }
        String cause = conversation.id() + "/" + step + "/" + board.now();
        send(
                new CommandId(UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8))),
                conversation.with(demand.withSteps(steps)),
                new Work.Handing(to, desk, null, since));
    }

    /// The same conversation whose steps do not lead to `desk` any more: what they ask is asked at its own
    /// desk.
    static Conversation without(DeskId desk, Conversation conversation) {
        List<NeedStep> steps = conversation.demand().steps().stream()
                .map(step -> desk.equals(step.desk())
                        ? new NeedStep(step.requirement(), null, step.supervisors(), step.seconds())
                        : step)
                .toList();
        return conversation.with(conversation.demand().withSteps(steps));
    }

    void send(CommandId cause, Conversation conversation, Work.Handing handing) {
        Slot slot = board.become(conversation.with(handing));
        tell(cause, "take-over", slot.conversation, handing);
    }

    void tell(CommandId cause, String what, Conversation conversation, Work.Handing handing) {
        board.tell(new Effect.Told(handing.to(), takeOver(derived(cause, what), conversation, handing)));
    }

    private TakeOver takeOver(CommandId id, Conversation conversation, Work.Handing handing) {
        return new TakeOver(
                id,
                board.now(),
                conversation.id(),
                board.configuration().pool(),
                conversation.demand().at(handing.desk()).triage(),
                handing.since(),
                conversation.lastPlace(),
                conversation.answeredPlace(),
                conversation.closedPlace(),
                conversation.unanswered().spans().stream()
                        .map(span -> new DeskCommand.UnansweredUpTo(span.place(), span.since()))
                        .toList());
    }

    /// The same whenever the same follows from the same command.
    static CommandId derived(CommandId cause, String what) {
        String name = cause.value() + "/" + what;
        return new CommandId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }
}
