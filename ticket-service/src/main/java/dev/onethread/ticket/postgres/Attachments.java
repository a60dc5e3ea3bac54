package dev.onethread.ticket.postgres;

import static dev.onethread.ticket.postgres.Json.clean;
import static dev.onethread.ticket.postgres.Json.cleaned;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.onethread.contracts.Attachment;
import java.util.List;

/// Attachments as a column holds them.
final class Attachments {
    private static final TypeReference<List<Attachment>> LIST = new TypeReference<>() {};

    private Attachments() {}

    static List<Attachment> read(String json) {
        return Json.read(json, LIST);
    }

    static List<Attachment> withoutNul(List<Attachment> attachments) {
        return attachments.stream().map(Attachments::one).toList();
    }

    private static Attachment one(Attachment a) {
        String name = cleaned(a.name());
        return new Attachment(
                a.kind(),
                name.isBlank() ? "file" : name,
                cleaned(a.mediaType()),
                a.blob(),
                clean(a.missing()),
                clean(a.contentId()),
                clean(a.detail()),
                a.media(),
                a.card());
    }
}
