package dev.onethread.ticket.postgres;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.ticket.core.Conversation;
import dev.onethread.ticket.screen.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Handing work over. The note for whoever gets it stands in the transcript in the transaction that asks routing, once
/// however often it is asked; it stays there when routing refuses, for it was said.
@ApplicationScoped
public class Transfers {
    private final Database database;

    Transfers(Database database) {
        this.database = database;
    }

    /// To whom: one of the three. `warm` asks first, and the owner keeps it until then; `override` gives it to the
    /// agent whatever their capacity.
    public record To(
            @Nullable AgentId agent,
            @Nullable DeskId desk,
            @Nullable List<NeedStep> steps,
            boolean warm,
            boolean override) {
        String what() {
            return "transfer/" + Json.of(this);
        }
    }

    public void transfer(ConversationId id, CommandId command, To to, String note, Actor actor, Instant at) {
        Taken.unless(
                "note-differs",
                "Another note was written under this id.",
                () -> database.inTransaction(tx -> {
                    Transcript transcript = Transcript.lockKnown(tx, List.of(id));
                    Conversation conversation = Replies.known(transcript, id);
                    if (Commands.ask(tx, command, actor.id(), to.what(), id)) {
                        if (!note.isBlank()) {
                            note(tx, transcript, conversation, command, note, actor, at);
                        }
                        tx.publish(Topic.DESK_COMMANDS, Replies.POOL, asked(id, command, to, actor, at));
                    }
                    return true;
                }));
    }

    private static void note(
            Tx tx,
            Transcript transcript,
            Conversation conversation,
            CommandId command,
            String note,
            Actor actor,
            Instant at) {
        if (Notes.earlier(tx, conversation.id(), command.value(), actor, note) == null) {
            transcript.append(conversation.noted(command.value(), actor.id(), actor.name(), note, at));
            transcript.store();
        }
    }

    private static DeskCommand asked(ConversationId id, CommandId command, To to, Actor actor, Instant at) {
        return to.override() && to.agent() != null
                ? new DeskCommand.Assign(command, at, id, to.agent(), actor.id())
                : new DeskCommand.Transfer(command, at, id, to.agent(), to.desk(), to.steps(), to.warm(), actor.id());
    }
}
