package dev.onethread.notifier.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.ReplyRequest.ReplyRequested;
import dev.onethread.contracts.Wire;
import dev.onethread.notifier.core.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The columns that hold JSON, in the form events have.
final class Json {
    private Json() {}

    /// Text, files and buttons are left out: the parts hold them.
    static String of(ReplyRequested request) {
        Body body = request.body();
        return write(new ReplyRequested(
                request.reply(),
                request.to(),
                request.at(),
                request.conversation(),
                request.door(),
                request.agent(),
                request.agentName(),
                new Body("", body.subject(), null, null, body.whole(), List.of()),
                request.inReplyTo(),
                request.answers(),
                null,
                request.signature()));
    }

    static @Nullable String of(Part.@Nullable Form form) {
        return form == null ? null : write(form);
    }

    static Part.@Nullable Form form(@Nullable String json) {
        try {
            return json == null ? null : Wire.mapper().readValue(json, Part.Form.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the column delivery.form holds what we wrote", e);
        }
    }

    static String of(List<Attachment> attachments) {
        return write(attachments);
    }

    static ReplyRequested request(String json) {
        try {
            return Wire.mapper().readValue(json, ReplyRequested.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the column reply.request holds what we wrote", e);
        }
    }

    static List<Attachment> attachments(String json) {
        try {
            return Wire.mapper().readerForListOf(Attachment.class).readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the column delivery.attachments holds what we wrote", e);
        }
    }

    private static String write(Object value) {
        try {
            return Wire.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our records always have a JSON form", e);
        }
    }
}
