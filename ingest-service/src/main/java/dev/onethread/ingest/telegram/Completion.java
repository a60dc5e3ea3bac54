package dev.onethread.ingest.telegram;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.ingest.core.PlainText;
import dev.onethread.ingest.telegram.Reading.Piece;
import dev.onethread.ingest.telegram.Reading.Wanted;
import dev.onethread.ingest.telegram.TelegramFiles.Fetched;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds to an event what must be written before it: its files, and the raw update where the event carries less.
@ApplicationScoped
class Completion {
    private final TelegramFiles files;
    private final Blobs blobs;

    Completion(TelegramFiles files, Blobs blobs) {
        this.files = files;
        this.blobs = blobs;
    }

    FromCustomer complete(Bot bot, Piece piece, String json) throws IOException, InterruptedException {
        BlobRef raw = piece.keepRaw() ? blobs.write(json.getBytes(StandardCharsets.UTF_8)) : null;
        return switch (piece.event()) {
            case FromCustomer.MessageReceived message ->
                received(message, body(bot, message.body(), piece.files()), raw);
            case FromCustomer.MessageEdited edit -> edited(edit, body(bot, edit.body(), piece.files()));
            case FromCustomer.UpdateKept kept ->
                new FromCustomer.UpdateKept(
                        kept.id(), kept.door(), kept.address(), kept.receivedAt(), kept.kind(), raw, kept.words());
            case FromCustomer other -> other;
        };
    }

    private static FromCustomer received(FromCustomer.MessageReceived of, Body body, @Nullable BlobRef raw) {
        return new FromCustomer.MessageReceived(
                of.id(),
                of.door(),
                of.address(),
                of.receivedAt(),
                of.sentAt(),
                of.author(),
                body,
                of.channelMessage(),
                of.replyTo(),
                null,
                raw,
                of.circumstances());
    }

    private static FromCustomer edited(FromCustomer.MessageEdited of, Body body) {
        return new FromCustomer.MessageEdited(
                of.id(),
                of.door(),
                of.address(),
                of.receivedAt(),
                of.channelMessage(),
                of.editedAt(),
                body,
                of.author(),
                of.circumstances());
    }

    private Body body(Bot bot, Body body, List<Wanted> wanted) throws IOException, InterruptedException {
        List<Attachment> attachments = new ArrayList<>(body.attachments());
        for (Wanted file : wanted) {
            Attachment empty = attachments.get(file.attachment());
            attachments.set(file.attachment(), filled(empty, files.fetch(bot, file)));
        }
        boolean inline = body.text().length() <= Body.INLINE_LIMIT;
        BlobRef whole = inline ? null : blobs.write(body.text().getBytes(StandardCharsets.UTF_8));
        return new Body(
                PlainText.cut(body.text(), Body.INLINE_LIMIT), null, null, null, whole, attachments, body.spans());
    }

    private static Attachment filled(Attachment of, Fetched fetched) {
        return switch (fetched) {
            case Fetched.Held held ->
                new Attachment(
                        of.kind(),
                        of.name(),
                        of.mediaType(),
                        held.blob(),
                        null,
                        null,
                        of.detail(),
                        of.media(),
                        of.card());
            case Fetched.Missing missing ->
                new Attachment(
                        of.kind(),
                        of.name(),
                        of.mediaType(),
                        null,
                        missing.reason(),
                        null,
                        of.detail(),
                        of.media(),
                        of.card());
        };
    }
}
