package dev.onethread.ticket.postgres;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.core.Conversation;
import dev.onethread.ticket.core.Ticket;
import dev.onethread.ticket.core.Work;
import dev.onethread.ticket.screen.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What agents do with a conversation beside writing: resolving, reopening, taking, passing on, giving back. The
/// dispatcher decides what becomes of the work; here it is only asked.
@ApplicationScoped
public class Acts {
    private final Database database;

    Acts(Database database) {
        this.database = database;
    }

    /// Closes a ticket for somebody who had seen everything up to place `upTo`. When something newer stands in the
    /// transcript already, the ticket stays open; the dispatcher turns the release into a requeue with the old age.
    public void resolve(ConversationId id, UUID ticket, CommandId command, long upTo, Actor actor, Instant at) {
        database.inTransaction(tx -> {
            Transcript transcript = Transcript.lockKnown(tx, List.of(id));
            Conversation conversation = Replies.known(transcript, id);
            Ticket current = newest(conversation, ticket);
            if (!Commands.ask(tx, command, actor.id(), "release", id)) {
                return false;
            }
            long seen = Math.min(upTo, conversation.lastPlace());
            if (current.isOpen() && seen == conversation.lastPlace()) {
                Ticket resolved = current.resolve(at, actor.id(), seen);
                transcript.append(conversation.ticketChanged(resolved, actor.id(), actor.name(), at));
                transcript.put(transcript.get(id).waiting(0, null));
                transcript.store();
            }
            send(tx, new DeskCommand.Release(command, at, id, seen, actor.id()));
            return true;
        });
    }

    /// Opens a resolved ticket again; the conversation goes to who reopened it unless somebody has it.
    public void reopen(ConversationId id, UUID ticket, CommandId command, Actor actor, Instant at) {
        database.inTransaction(tx -> {
            Transcript transcript = Transcript.lockKnown(tx, List.of(id));
            Conversation conversation = Replies.known(transcript, id);
            Ticket current = newest(conversation, ticket);
            if (current.isOpen()) {
                return false;
            }
            transcript.append(conversation.ticketChanged(current.reopen(), actor.id(), actor.name(), at));
            transcript.store();
            if (conversation.work().state() == Work.State.IDLE) {
                Commands.ask(tx, command, actor.id(), "start", id);
                send(tx, new DeskCommand.StartConversation(command, at, id, actor.id()));
            }
            return true;
        });
    }

    /// Gives a conversation to `agent`, who may be the one who asks.
    public void assign(ConversationId id, CommandId command, AgentId agent, Actor actor, Instant at) {
        database.inTransaction(tx -> {
            Conversation conversation = Replies.known(Transcript.lockKnown(tx, List.of(id)), id);
            if (Commands.ask(tx, command, actor.id(), "assign/" + agent, id)) {
                send(tx, assignment(conversation, command, agent, actor.id(), at));
            }
            return true;
        });
    }

    /// Back to the queue.
    public void requeue(ConversationId id, CommandId command, Actor actor, Instant at) {
        ask(id, actor, "requeue", new DeskCommand.Requeue(command, at, id, null, actor.id()));
    }

    /// Takes what is offered.
    public void accept(ConversationId id, CommandId command, Actor actor, Instant at) {
        ask(id, actor, "accept", new DeskCommand.Accept(command, at, id, actor.id()));
    }

    /// Leaves what is offered to somebody else.
    public void decline(ConversationId id, CommandId command, Actor actor, Instant at) {
        ask(id, actor, "decline", new DeskCommand.Decline(command, at, id, actor.id()));
    }

    /// How pressing it is from now on, 0 to 100.
    public void prioritise(ConversationId id, CommandId command, int priority, Actor actor, Instant at) {
        ask(id, actor, "priority/" + priority, new DeskCommand.SetPriority(command, at, id, priority, actor.id()));
    }

    /// What it needs from now on, all of it.
    public void need(ConversationId id, CommandId command, List<SkillNeed> needs, Actor actor, Instant at) {
        ask(id, actor, "needs/" + Json.of(needs), new DeskCommand.SetNeeds(command, at, id, needs, actor.id()));
    }

    /// Sleeps until a time, or until the customer writes.
    public void hold(ConversationId id, CommandId command, Instant until, Actor actor, Instant at) {
        ask(id, actor, "hold/" + until, new DeskCommand.Hold(command, at, id, until, actor.id()));
    }

    private void ask(ConversationId id, Actor actor, String what, DeskCommand command) {
        database.inTransaction(tx -> {
            Replies.known(Transcript.lockKnown(tx, List.of(id)), id);
            if (Commands.ask(tx, command.id(), actor.id(), what, id)) {
                send(tx, command);
            }
            return true;
        });
    }

    private static DeskCommand assignment(
            Conversation conversation, CommandId command, AgentId agent, AgentId by, Instant at) {
        ConversationId id = conversation.id();
        if (!agent.equals(by)) {
            return new DeskCommand.Assign(command, at, id, agent, by);
        }
        return switch (conversation.work().state()) {
            case QUEUED, OFFERED -> new DeskCommand.Accept(command, at, id, agent);
            case IDLE -> new DeskCommand.StartConversation(command, at, id, agent);
            case ASSIGNED, HELD -> new DeskCommand.Assign(command, at, id, agent, by);
        };
    }

    private static Ticket newest(Conversation conversation, UUID wanted) {
        @Nullable Ticket newest = conversation.ticket();
        if (newest == null || !newest.id().value().equals(wanted)) {
            throw new Problem(409, "ticket-closed", "A newer ticket of this conversation took its place.");
        }
        return newest;
    }

    private static void send(Tx tx, DeskCommand command) {
        tx.publish(Topic.DESK_COMMANDS, Replies.POOL, command);
    }
}
