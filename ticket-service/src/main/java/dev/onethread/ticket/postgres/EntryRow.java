package dev.onethread.ticket.postgres;

import static dev.onethread.ticket.postgres.Json.clean;
import static dev.onethread.ticket.postgres.Json.cleaned;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Button;
import dev.onethread.contracts.Circumstances;
import dev.onethread.contracts.Span;
import dev.onethread.ticket.core.Delivery;
import dev.onethread.ticket.core.Entry;
import dev.onethread.ticket.core.Entry.Content;
import dev.onethread.ticket.core.Happening;
import dev.onethread.ticket.core.Words;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An entry in the form of its table's columns, to be inserted many at a time through JSON.
@JsonNaming(SnakeCaseStrategy.class)
record EntryRow(
        UUID conversation,
        long seq,
        String kind,
        Instant at,
        String authorKind,
        @Nullable String authorId,
        @Nullable String authorName,
        @Nullable String address,
        @Nullable String door,
        @Nullable Long place,
        @Nullable String messageId,
        @Nullable String channelMessage,
        @Nullable UUID replyId,
        @Nullable UUID noteId,
        String text,
        @Nullable String subject,
        @Nullable String quoted,
        @Nullable BlobRef html,
        List<Attachment> attachments,
        @Nullable Happening event,
        @Nullable String unreadable,
        @Nullable UUID deadLetter,
        @Nullable String deliveryState,
        @Nullable Integer attempt,
        @Nullable List<Span> spans,
        @Nullable Circumstances around,
        @Nullable String replyTo,
        @Nullable List<Button> buttons) {
    static final String INSERT = """
            INSERT INTO entry (conversation, seq, kind, at, author_kind, author_id, author_name, address, door, place,
                message_id, channel_message, reply_id, note_id, text, subject, quoted, html, attachments, event,
                unreadable, dead_letter, delivery_state, attempt, spans, around, reply_to, buttons, woven)
            SELECT new.conversation, new.seq, new.kind, new.at, new.author_kind, new.author_id, new.author_name,
                new.address, new.door, new.place, new.message_id, new.channel_message, new.reply_id, new.note_id,
                new.text, new.subject, new.quoted, new.html, new.attachments, new.event, new.unreadable,
                new.dead_letter, new.delivery_state, new.attempt, new.spans, new.around, new.reply_to, new.buttons,
                max(greatest(new.at, (SELECT woven FROM entry before
                    WHERE before.conversation = new.conversation AND before.seq = new.seq - 1)))
                    OVER (PARTITION BY new.conversation ORDER BY new.seq)
            FROM json_to_recordset($1::text::json) AS new (conversation uuid, seq bigint, kind text, at timestamptz,
                author_kind text, author_id text, author_name text, address text, door text, place bigint,
                message_id text, channel_message text, reply_id uuid, note_id uuid, text text, subject text,
                quoted text, html jsonb, attachments jsonb, event jsonb, unreadable text, dead_letter uuid,
                delivery_state text, attempt int, spans jsonb, around jsonb, reply_to text, buttons jsonb)
            """;

    static EntryRow of(Entry entry) {
        return switch (entry.content()) {
            case Content.Message message ->
                row(
                                entry,
                                "message",
                                message.body(),
                                message.place(),
                                message.id().value(),
                                message.channelMessage(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null)
                        .told(clean(message.replyTo()), message.around(), null);
            case Content.Unreadable unreadable ->
                row(
                        entry,
                        "message",
                        Body.text(""),
                        unreadable.place(),
                        unreadable.id() == null ? null : unreadable.id().value(),
                        null,
                        null,
                        null,
                        null,
                        unreadable.reason(),
                        unreadable.deadLetter(),
                        null);
            case Content.Reply reply ->
                row(
                                entry,
                                "reply",
                                reply.body(),
                                null,
                                null,
                                null,
                                reply.id().value(),
                                null,
                                null,
                                null,
                                null,
                                Delivery.FIRST)
                        .told(clean(reply.replyTo()), null, reply.buttons());
            case Content.Note note ->
                row(entry, "note", Body.text(note.text()), null, null, null, null, note.id(), null, null, null, null);
            case Content.Event event ->
                row(entry, "event", Body.text(""), null, null, null, null, null, event.happening(), null, null, null);
        };
    }

    private EntryRow told(
            @Nullable String answered, @Nullable Circumstances circumstances, @Nullable List<Button> offered) {
        return new EntryRow(
                conversation,
                seq,
                kind,
                at,
                authorKind,
                authorId,
                authorName,
                address,
                door,
                place,
                messageId,
                channelMessage,
                replyId,
                noteId,
                text,
                subject,
                quoted,
                html,
                attachments,
                event,
                unreadable,
                deadLetter,
                deliveryState,
                attempt,
                spans,
                circumstances,
                answered,
                offered);
    }

    private static EntryRow row(
            Entry entry,
            String kind,
            Body body,
            @Nullable Long place,
            @Nullable String message,
            @Nullable String channelMessage,
            @Nullable UUID reply,
            @Nullable UUID note,
            @Nullable Happening event,
            @Nullable String unreadable,
            @Nullable UUID deadLetter,
            @Nullable Delivery delivery) {
        return new EntryRow(
                entry.conversation().value(),
                entry.seq(),
                kind,
                entry.at(),
                Words.of(entry.author().kind()),
                entry.author().id(),
                clean(entry.author().name()),
                entry.address() == null ? null : entry.address().key(),
                entry.door() == null ? null : entry.door().key(),
                place,
                clean(message),
                clean(channelMessage),
                reply,
                note,
                cleaned(body.text()),
                clean(body.subject()),
                clean(body.quoted()),
                body.html(),
                Attachments.withoutNul(body.attachments()),
                event == null ? null : Events.cleaned(event),
                clean(unreadable),
                deadLetter,
                delivery == null ? null : Words.of(delivery.state()),
                delivery == null ? null : delivery.attempt(),
                body.spans(),
                null,
                null,
                null);
    }
}
