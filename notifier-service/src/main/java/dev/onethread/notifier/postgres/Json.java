package dev.onethread.notifier.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.ReplyRequest.ReplyRequested;
import dev.onethread.contracts.Wire;
import java.util.List;

/// The columns that hold JSON, in the form events have.
final class Json {
    private Json() {}

    /// Text and files are left out: the parts hold them.
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
                request.answers()));
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
