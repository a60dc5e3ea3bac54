package dev.onethread.ticket.postgres;

import dev.onethread.contracts.ConversationId;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.screen.Actor;
import io.vertx.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Notes as they were written before under the same id.
final class Notes {
    private static final String EARLIER = "SELECT conversation, seq, author_id, text FROM entry WHERE note_id = $1";

    private Notes() {}

    static Replies.@Nullable Written earlier(Tx tx, ConversationId id, UUID note, Actor actor, String text) {
        var rows = tx.query(EARLIER, note).iterator();
        if (!rows.hasNext()) {
            return null;
        }
        Row row = rows.next();
        boolean same = id.value().equals(row.getUUID("conversation"))
                && actor.id().value().equals(row.getString("author_id"))
                && Json.cleaned(text).equals(row.getString("text"));
        if (!same) {
            throw new Problem(409, "note-differs", "Another note was written under this id.");
        }
        return new Replies.Written(row.getLong("seq"), false);
    }
}
