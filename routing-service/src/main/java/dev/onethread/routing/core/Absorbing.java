package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationEvent.AssignReason;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.DeskCommand.Absorb;
import dev.onethread.contracts.DeskCommand.CustomerWrote;
import dev.onethread.contracts.DeskCommand.Separate;
import dev.onethread.contracts.DeskCommand.TakeIn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Work of conversations that become one, or two again. Each is closed or told by the pool whose business
/// it is; what passes between them is never lost and never older than it is: who owns the survivor keeps
/// it, and where nobody does, who owned the other has it.
final class Absorbing {
    private final Board board;
    private final Giving giving;
    private final Commands commands;
    private final Attendance attendance;

    Absorbing(Board board, Giving giving, Attendance attendance, Commands commands) {
        this.board = board;
        this.giving = giving;
        this.attendance = attendance;
        this.commands = commands;
    }

    /// Ends here, and goes on there if anything was left to do. What the pool has not been told of yet (it
    /// is on its way from another pool) is taken for unanswered.
    @Nullable
    Refusal absorb(Absorb command) {
        Conversation before = board.find(command.conversation());
        if (before == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        if (before.work() instanceof Work.Idle
                && before.closedPlace() >= command.upTo()
                && before.unanswered().isEmpty()) {
            return null;
        }
        boolean open = !(before.work() instanceof Work.Idle);
        Instant since = waiting(before, before.lastPlace() < command.upTo());
        Conversation after = before.closed(command.upTo());
        if (open) {
            board.become(after.with(new Work.Idle()));
            board.tell(new Effect.Released(after.id(), after.demand(), before.agent(), command.upTo()));
        } else {
            board.note(after);
        }
        if (open || since != null) {
            board.tell(new Effect.Told(command.pool(), takeIn(command, before, since)));
        }
        return null;
    }

    private TakeIn takeIn(Absorb command, Conversation before, @Nullable Instant since) {
        AgentId owner = before.work() instanceof Work.Offered ? null : before.agent();
        return new TakeIn(
                derived(command.id(), "take-in"),
                board.now(),
                command.into(),
                command.conversation(),
                command.place(),
                before.demand().triage(),
                since,
                owner);
    }

    /// Since when its customer waits, null where they do not.
    private @Nullable Instant waiting(Conversation before, boolean more) {
        boolean waits = before.work() instanceof Work.Queued || before.work() instanceof Work.Offered;
        return waits || more || !before.unanswered().isEmpty() ? before.waitingSince(board.now()) : null;
    }

    /// What was left to do in a strand. Whoever answered or closed the merge's place has seen the strand
    /// with it.
    @Nullable
    Refusal takeIn(TakeIn command) {
        Conversation before = board.find(command.conversation());
        if (before == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        if (command.place() <= Math.max(before.answeredPlace(), before.closedPlace())) {
            return null;
        }
        Instant since = since(command.since());
        Conversation after = since == null ? before : before.waitsSince(command.place(), since);
        Agent owner = owner(command.agent());
        switch (before.work()) {
            case Work.Idle idle -> {
                Conversation asked = after.with(commands.atKnownDesk(Demand.of(command.triage())));
                take(asked, owner, since == null ? board.now() : since, List.of());
            }
            case Work.Queued queued -> {
                Conversation asked = after.with(before.demand().with(command.triage()));
                take(asked, owner, earlier(queued.since(), since), queued.passed());
            }
            case Work.Offered offered -> {
                Conversation asked = after.with(before.demand().with(command.triage()));
                if (owner == null) {
                    board.note(asked);
                } else {
                    giving.assign(asked, owner, AssignReason.MERGED);
                }
            }
            case Work.Assigned assigned -> {
                Conversation asked = after.with(before.demand().with(command.triage()));
                if (since == null) {
                    board.note(asked);
                } else {
                    commands.wroteToOwner(asked, assigned);
                }
            }
            case Work.Held held -> {
                Conversation asked = after.with(before.demand().with(command.triage()));
                if (since == null) {
                    board.note(asked);
                } else {
                    attendance.wake(asked, QueueReason.MERGED);
                }
            }
            case Work.Handing handing -> board.note(after);
        }
        return null;
    }

    private void take(Conversation asked, @Nullable Agent owner, Instant since, List<Pass> passed) {
        if (owner == null) {
            giving.queue(asked, since, passed, QueueReason.MERGED);
        } else {
            giving.assign(asked, owner, AssignReason.MERGED);
        }
    }

    /// An agent of this pool who is there.
    private @Nullable Agent owner(@Nullable AgentId id) {
        Agent agent = id == null ? null : Commands.active(board, id);
        return agent == null || Commands.offline(agent) ? null : agent;
    }

    private @Nullable Instant since(@Nullable Instant told) {
        return told != null && told.isAfter(board.now()) ? board.now() : told;
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }

    /// What stood at these places is another's; unanswered, it waits there with its age. What waited here
    /// for nothing else waits no longer.
    @Nullable
    Refusal separate(Separate command) {
        Conversation before = board.find(command.conversation());
        if (before == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        long seen = Math.max(before.answeredPlace(), before.closedPlace());
        boolean theirs = command.places().stream().anyMatch(place -> place > seen);
        if (!theirs && command.shared().stream().noneMatch(place -> place > seen)) {
            return null;
        }
        Instant since = before.waitingSince(board.now());
        Conversation after = before.without(command.places());
        boolean nobodys = before.work() instanceof Work.Queued || before.work() instanceof Work.Offered;
        if (nobodys && after.unanswered().isEmpty()) {
            board.become(after.with(new Work.Idle()));
            board.tell(new Effect.Released(after.id(), after.demand(), null, after.lastPlace()));
        } else {
            board.note(after);
        }
        Channel channel = before.demand().channel();
        board.tell(new Effect.Told(
                command.pool(),
                new CustomerWrote(
                        derived(command.id(), "waits"),
                        board.now(),
                        command.reopened(),
                        command.customer(),
                        command.upTo(),
                        channel == null ? Channel.WEB : channel,
                        since,
                        before.demand().triage())));
        return null;
    }

    /// The same whenever the same follows from the same command.
    private static CommandId derived(CommandId cause, String what) {
        String name = cause.value() + "/" + what;
        return new CommandId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }
}
