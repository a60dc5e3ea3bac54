package dev.onethread.ticket.postgres;

import dev.onethread.contracts.Author;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.FromCustomerAct;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What changes entries that stand already. Each answers with the number of the entry it changed.
public final class Amendments {
    private static final String FILL = """
            UPDATE entry SET version = version + 1, unreadable = NULL, at = $3, author_name = coalesce($4, author_name),
                address = $5, door = $6, message_id = $7, channel_message = $8, text = $9, subject = $10, quoted = $11,
                html = $12::text::jsonb, attachments = $13::text::jsonb, place = coalesce(place, $14),
                spans = $15::text::jsonb, around = $16::text::jsonb, reply_to = $17
            """;
    private static final String FILL_PLACE = FILL + "WHERE conversation = $1 AND place = $2 RETURNING seq";
    private static final String FILL_DEAD = FILL + "WHERE conversation = $1 AND dead_letter = $2 RETURNING seq";
    private static final String EDIT = """
            WITH earlier AS (
                INSERT INTO entry_version (conversation, seq, text, spans, written_at, replaced_at)
                SELECT conversation, seq, text, spans, coalesce(edited_at, at), $8::timestamptz FROM entry
                WHERE conversation = $1 AND place = $2 AND NOT deleted AND text <> $3)
            UPDATE entry SET version = version + 1, text = $3, spans = $9::text::jsonb, quoted = $4, html = $5::text::jsonb,
                attachments = CASE WHEN $6 THEN attachments ELSE $7::text::jsonb END, edited_at = $8
            WHERE conversation = $1 AND place = $2 AND NOT deleted RETURNING seq
            """;
    private static final String DELETE = """
            WITH earlier AS (
                DELETE FROM entry_version v USING entry e
                WHERE e.conversation = $1 AND e.place = $2 AND v.conversation = e.conversation AND v.seq = e.seq)
            UPDATE entry SET version = version + 1, deleted = true, text = '', subject = NULL, quoted = NULL,
                html = NULL, attachments = '[]', spans = NULL, around = NULL
            WHERE conversation = $1 AND place = $2 RETURNING seq
            """;
    private static final String REACT = """
            UPDATE entry SET version = version + 1, reactors = jsonb_set(reactors, ARRAY[$6], to_jsonb($4::text[])),
                reactions = ARRAY(SELECT one FROM jsonb_each(jsonb_set(reactors, ARRAY[$6], to_jsonb($4::text[]))) AS who,
                    jsonb_array_elements_text(who.value) AS one)
            WHERE conversation = $1 AND (place = $2 OR ($2 IS NULL AND channel_message = $3 AND address = $5))
            RETURNING seq
            """;

    private static final String CHOSEN = """
            UPDATE entry SET version = version + 1
            WHERE conversation = $1 AND channel_message = $2 AND address = $3 AND buttons IS NOT NULL RETURNING seq
            """;

    private Amendments() {}

    public static OptionalLong recover(Tx tx, ConversationId conversation, long place, MessageReceived message) {
        return fill(tx, FILL_PLACE, conversation, place, message, place);
    }

    /// Fills the entry that the dead letter had left; empty where it left none.
    public static OptionalLong replay(
            Tx tx, ConversationId conversation, @Nullable UUID deadLetter, MessageReceived message, long place) {
        return deadLetter == null
                ? OptionalLong.empty()
                : fill(tx, FILL_DEAD, conversation, deadLetter, message, place);
    }

    public static OptionalLong edit(Tx tx, ConversationId conversation, long place, Body body, Instant at) {
        return seq(tx.query(
                EDIT,
                conversation.value(),
                place,
                Json.cleaned(body.text()),
                Json.clean(body.quoted()),
                body.html() == null ? null : Json.of(body.html()),
                body.attachments().isEmpty(),
                Json.of(Attachments.withoutNul(body.attachments())),
                Tickets.time(at),
                body.spans() == null ? null : Json.of(body.spans())));
    }

    public static OptionalLong delete(Tx tx, ConversationId conversation, long place) {
        return seq(tx.query(DELETE, conversation.value(), place));
    }

    public static OptionalLong react(Tx tx, ConversationId conversation, @Nullable Long place, FromCustomerAct act) {
        return seq(tx.query(
                REACT,
                conversation.value(),
                place,
                act.channelMessage(),
                act.reactions().stream().map(Json::cleaned).toArray(String[]::new),
                act.address().key(),
                reactor(act)));
    }

    /// In a group each member has reactions of their own.
    private static String reactor(FromCustomerAct act) {
        Author author = act.author();
        return author == null || author.id() == null || !act.address().ofGroup() ? "customer" : author.id();
    }

    /// The entry that a choice was made from, so that screens show which.
    public static OptionalLong chosen(Tx tx, ConversationId conversation, MessageReceived message) {
        return seq(tx.query(
                CHOSEN,
                conversation.value(),
                message.replyTo(),
                message.address().key()));
    }

    private static OptionalLong fill(
            Tx tx, String sql, ConversationId conversation, Object which, MessageReceived message, long place) {
        Body body = message.body();
        return seq(tx.query(
                sql,
                conversation.value(),
                which,
                Tickets.time(message.receivedAt()),
                Json.clean(message.author().name()),
                message.address().key(),
                message.door().key(),
                message.id().value(),
                Json.cleaned(message.channelMessage()),
                Json.cleaned(body.text()),
                Json.clean(body.subject()),
                Json.clean(body.quoted()),
                body.html() == null ? null : Json.of(body.html()),
                Json.of(Attachments.withoutNul(body.attachments())),
                place,
                body.spans() == null ? null : Json.of(body.spans()),
                message.circumstances() == null ? null : Json.of(message.circumstances()),
                Json.clean(message.replyTo())));
    }

    private static OptionalLong seq(RowSet<Row> rows) {
        return Optional.of(rows.iterator())
                .filter(all -> all.hasNext())
                .map(all -> OptionalLong.of(all.next().getLong("seq")))
                .orElse(OptionalLong.empty());
    }
}
