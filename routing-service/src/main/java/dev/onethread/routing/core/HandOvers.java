package dev.onethread.routing.core;

import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskCommand.HandOver;
import dev.onethread.contracts.DeskCommand.HandOverConfirmed;
import dev.onethread.contracts.DeskCommand.TakeOver;
import dev.onethread.contracts.PoolId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Conversations that move between pools. The sender owns one until the receiver confirms; what the
/// customer writes meanwhile follows.
final class HandOvers {
    private final Board board;
    private final Giving giving;
    private final Departure departure;

    HandOvers(Board board, Giving giving) {
        this.board = board;
        this.giving = giving;
        departure = new Departure(board);
    }

    @Nullable
    Refusal send(HandOver command) {
        Conversation conversation = board.find(command.conversation());
        if (conversation == null) {
            return Refusal.CONVERSATION_UNKNOWN;
        }
        return switch (conversation.work()) {
            case Work.Idle idle -> Refusal.NOT_OPEN;
            case Work.Handing handing -> handing.to().equals(command.to()) ? null : Refusal.HANDING_OVER;
            case Work.Queued queued -> send(command, conversation);
            case Work.Offered offered -> send(command, conversation);
            case Work.Assigned assigned -> send(command, conversation);
            case Work.Held held -> send(command, conversation);
        };
    }

    private @Nullable Refusal send(HandOver command, Conversation conversation) {
        if (command.to().equals(board.configuration().pool())) {
            return Refusal.SAME_POOL;
        }
        boolean owned = conversation.work() instanceof Work.Assigned;
        Work.Handing handing = new Work.Handing(
                command.to(),
                command.desk(),
                owned ? conversation.agent() : null,
                conversation.waitingSince(board.now()));
        departure.send(command.id(), conversation, handing);
        return null;
    }

    /// What is taken over waits here with its age. Told again, it only adds what the customer wrote since.
    @Nullable
    Refusal receive(TakeOver command) {
        Conversation known = board.find(command.conversation());
        boolean ours = known != null && ours(known);
        Demand demand = Demand.of(command.triage());
        if (!ours && !board.configuration().desks().contains(demand.desk())) {
            confirm(command, Refusal.DESK_UNKNOWN);
            return Refusal.DESK_UNKNOWN;
        }
        if (known != null && ours) {
            addWritten(known, command);
        } else {
            Slot stale = board.slot(command.conversation());
            if (stale != null) {
                board.drop(stale);
            }
            giving.queue(taken(command, demand), command.since(), List.of(), QueueReason.HANDED_OVER);
        }
        confirm(command, null);
        return null;
    }

    /// What is stored as on its way here is not here yet.
    private boolean ours(Conversation known) {
        return switch (known.work()) {
            case Work.Idle idle -> false;
            case Work.Handing handing ->
                !handing.to().equals(board.configuration().pool());
            case Work.Queued queued -> true;
            case Work.Offered offered -> true;
            case Work.Assigned assigned -> true;
            case Work.Held held -> true;
        };
    }

    private static Conversation taken(TakeOver command, Demand demand) {
        Unanswered unanswered = Unanswered.NOTHING;
        for (DeskCommand.UnansweredUpTo span : command.unanswered()) {
            unanswered = unanswered.and(span.place(), span.since());
        }
        return new Conversation(
                command.conversation(),
                new Work.Idle(),
                demand,
                command.lastPlace(),
                command.answeredPlace(),
                command.closedPlace(),
                unanswered,
                null);
    }

    private void addWritten(Conversation known, TakeOver command) {
        Conversation after = known;
        for (DeskCommand.UnansweredUpTo span : command.unanswered()) {
            if (span.place() > after.lastPlace()) {
                after = after.wrote(span.place(), span.since());
            }
        }
        if (!after.equals(known)) {
            board.note(after);
        }
    }

    private void confirm(TakeOver command, @Nullable Refusal refused) {
        board.tell(new Effect.Told(
                command.from(),
                new HandOverConfirmed(
                        Departure.derived(command.id(), "confirmed"),
                        board.now(),
                        command.conversation(),
                        board.configuration().pool(),
                        refused == null ? null : refused.code())));
    }

    @Nullable
    Refusal confirmed(HandOverConfirmed command) {
        Slot slot = board.slot(command.conversation());
        if (slot == null
                || !(slot.conversation.work() instanceof Work.Handing handing)
                || !handing.to().equals(command.by())) {
            return null;
        }
        Conversation conversation = slot.conversation;
        if (command.refused() != null) {
            keep(slot, handing);
            return null;
        }
        PoolId to = handing.to();
        if (!conversation.unanswered().isEmpty()) {
            departure.tell(command.id(), "written-since", conversation, handing);
        }
        board.drop(slot);
        board.tell(new Effect.HandedOver(slot.id, to));
        return null;
    }

    /// Back to what it was before: with its agent, or waiting. Its steps do not lead there again.
    private void keep(Slot slot, Work.Handing handing) {
        Conversation conversation = Departure.without(handing.desk(), slot.conversation);
        if (handing.agent() == null) {
            giving.queue(conversation, handing.since(), List.of(), QueueReason.REQUEUED);
        } else {
            board.become(slot, conversation.with(new Work.Assigned(handing.agent(), handing.since(), 0)));
        }
    }
}
