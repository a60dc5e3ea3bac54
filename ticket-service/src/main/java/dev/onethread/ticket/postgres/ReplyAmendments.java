package dev.onethread.ticket.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Button;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeliveryReported;
import dev.onethread.contracts.DeliveryReported.Outcome;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.ReplyRequest;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.core.Amendment;
import dev.onethread.ticket.core.Markup;
import dev.onethread.ticket.screen.Actor;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Agents change what they sent, or take it back. The transcript changes once the channel has said that it did.
@ApplicationScoped
public class ReplyAmendments {
    private static final Set<String> SENT = Set.of("sent", "delivered", "read");
    private static final String REPLY = """
            SELECT seq, author_id, address, door, delivery_state, deleted, attachments <> '[]' AS files,
                buttons::text AS buttons, amendment::text AS amendment
            FROM entry WHERE conversation = $1 AND reply_id = $2
            """;
    private static final String ASK =
            "UPDATE entry SET version = version + 1, amendment = $3::text::jsonb WHERE conversation = $1 AND seq = $2";
    private static final String ASKED = """
            SELECT conversation, seq, amendment::text AS amendment FROM entry WHERE amendment ->> 'id' = ANY($1)
            """;
    private static final String KEEP_VERSION = """
            INSERT INTO entry_version (conversation, seq, text, spans, written_at, replaced_at)
            SELECT conversation, seq, text, spans, coalesce(edited_at, at), $3::timestamptz FROM entry
            WHERE conversation = $1 AND seq = $2
            """;
    private static final String CHANGED = """
            UPDATE entry SET version = version + 1, text = $3, spans = $4::text::jsonb, edited_at = $5, amendment = NULL
            WHERE conversation = $1 AND seq = $2
            """;
    private static final String WITHDRAWN = """
            UPDATE entry SET version = version + 1, deleted = true, text = '', spans = NULL, attachments = '[]',
                buttons = NULL, amendment = NULL
            WHERE conversation = $1 AND seq = $2
            """;
    private static final String FORGET_VERSIONS = "DELETE FROM entry_version WHERE conversation = $1 AND seq = $2";

    private final Database database;

    ReplyAmendments(Database database) {
        this.database = database;
    }

    /// What is wished: `text` null takes the reply back.
    public record Wish(UUID id, @Nullable String text) {}

    /// @return the entry's number
    public long ask(ConversationId id, ReplyId reply, Actor actor, Wish wish, Instant at) {
        return database.inTransaction(tx -> {
            Transcript transcript = Transcript.lockKnown(tx, List.of(id));
            Replies.known(transcript, id);
            var rows = tx.query(REPLY, id.value(), reply.value()).iterator();
            if (!rows.hasNext()) {
                throw new Problem(404, "reply-unknown", "There is no such reply in this conversation.");
            }
            Row row = rows.next();
            long seq = row.getLong("seq");
            String standing = row.getString("amendment");
            Amendment earlier = standing == null ? null : Json.read(standing, Amendment.class);
            if (earlier != null && earlier.id().equals(wish.id())) {
                return seq;
            }
            check(row, actor, wish, earlier);
            Amendment amendment = amendment(wish);
            tx.update(ASK, id.value(), seq, Json.of(amendment));
            transcript.touched(id, seq);
            transcript.store();
            tx.publish(Topic.REPLIES_REQUESTED, row.getString("address"), request(id, reply, row, amendment, at));
            return seq;
        });
    }

    private static void check(Row row, Actor actor, Wish wish, @Nullable Amendment earlier) {
        if (!actor.id().value().equals(row.getString("author_id"))) {
            throw new Problem(403, "not-yours", "Only who wrote a reply may change it.");
        }
        if (Address.parse(row.getString("address")).channel() != Channel.TELEGRAM) {
            throw new Problem(422, "not-changeable", "What was sent on this channel cannot be changed.");
        }
        if (row.getBoolean("deleted") || !SENT.contains(row.getString("delivery_state"))) {
            throw new Problem(409, "not-sent", "Only a reply that was sent can be changed.");
        }
        if (earlier != null && earlier.isOnItsWay()) {
            throw new Problem(409, "change-pending", "Another change of this reply is on its way.");
        }
        if (wish.text() != null && wish.text().isBlank() && !row.getBoolean("files")) {
            throw new Problem(422, "reply-empty", "Write something.");
        }
    }

    private static Amendment amendment(Wish wish) {
        String text = wish.text();
        if (text == null) {
            return new Amendment(wish.id(), "", null, true, null);
        }
        Markup.Plain plain = Markup.read(Json.cleaned(text));
        return new Amendment(wish.id(), plain.text(), plain.spans(), false, null);
    }

    private static ReplyRequest request(ConversationId id, ReplyId reply, Row row, Amendment amendment, Instant at) {
        String buttons = row.getString("buttons");
        Body body = amendment.withdraws()
                ? null
                : new Body(amendment.text(), null, null, null, null, List.of(), amendment.spans());
        return new ReplyRequest.AmendmentRequested(
                new ReplyId(amendment.id()),
                Address.parse(row.getString("address")),
                at,
                id,
                ConversationRow.door(row.getString("door")),
                reply,
                body,
                buttons == null ? null : List.of(Json.read(buttons, Button[].class)));
    }

    /// What the channels said to changes. Reports of replies are none of its business.
    public static void report(Tx tx, Transcript transcript, List<DeliveryReported> reports) {
        Map<String, DeliveryReported> ended = new HashMap<>();
        for (DeliveryReported report : reports) {
            if (report.outcome() instanceof Outcome.Sent || report.outcome() instanceof Outcome.Failed) {
                ended.put(report.reply().toString(), report);
            }
        }
        if (ended.isEmpty()) {
            return;
        }
        for (Row row : tx.query(ASKED, (Object) ended.keySet().toArray(String[]::new))) {
            Amendment amendment = Json.read(row.getString("amendment"), Amendment.class);
            DeliveryReported report = ended.get(amendment.id().toString());
            ConversationId conversation = new ConversationId(row.getUUID("conversation"));
            if (report != null && transcript.find(conversation) != null) {
                apply(tx, conversation, row.getLong("seq"), amendment, report);
                transcript.put(transcript.get(conversation));
                transcript.touched(conversation, row.getLong("seq"));
            }
        }
    }

    private static void apply(
            Tx tx, ConversationId conversation, long seq, Amendment amendment, DeliveryReported report) {
        UUID id = conversation.value();
        var at = Tickets.time(report.at());
        if (report.outcome() instanceof Outcome.Failed failed) {
            tx.update(ASK, id, seq, Json.of(amendment.refused(Json.cleaned(failed.code()))));
        } else if (amendment.withdraws()) {
            tx.update(FORGET_VERSIONS, id, seq);
            tx.update(WITHDRAWN, id, seq);
        } else {
            tx.update(KEEP_VERSION, id, seq, at);
            tx.update(
                    CHANGED,
                    id,
                    seq,
                    amendment.text(),
                    amendment.spans() == null ? null : Json.of(amendment.spans()),
                    at);
        }
    }
}
