package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Entities of a text in our own words (https://core.telegram.org/bots/api#messageentity). Offsets and lengths
/// count UTF-16 units, as Java does; one that is not within its text is left out.
final class Spans {
    private Spans() {}

    /// Null where nothing is more than plain. `text` is the text as it came, before anything was taken out of it.
    static @Nullable List<Span> of(JsonNode entities, String text) {
        List<Span> spans = new ArrayList<>();
        for (JsonNode entity : entities) {
            Span span = span(entity, text);
            if (span != null) {
                spans.add(span);
            }
        }
        return spans.isEmpty() ? null : spans;
    }

    private static @Nullable Span span(JsonNode entity, String text) {
        long from = Fields.size(entity, "offset");
        long length = Fields.size(entity, "length");
        if (from < 0 || length < 1 || length > text.length() || from > text.length() - length) {
            return null;
        }
        String covered = text.substring((int) from, (int) (from + length));
        int begin = withoutNul(text, (int) from);
        int end = withoutNul(text, (int) (from + length));
        return end == begin ? null : span(entity, covered, begin, end - begin);
    }

    private static Span span(JsonNode entity, String covered, int from, int length) {
        String type = entity.path("type").asText("");
        return switch (type) {
            case "bold" -> new Span(Span.Kind.BOLD, from, length, null);
            case "italic" -> new Span(Span.Kind.ITALIC, from, length, null);
            case "underline" -> new Span(Span.Kind.UNDERLINE, from, length, null);
            case "strikethrough" -> new Span(Span.Kind.STRIKE, from, length, null);
            case "spoiler" -> new Span(Span.Kind.SPOILER, from, length, null);
            case "code" -> new Span(Span.Kind.CODE, from, length, null);
            case "pre" -> new Span(Span.Kind.BLOCK, from, length, Fields.text(entity, "language"));
            case "blockquote", "expandable_blockquote" -> new Span(Span.Kind.QUOTE, from, length, null);
            case "text_link" -> new Span(Span.Kind.LINK, from, length, Fields.text(entity, "url"));
            case "url" -> new Span(Span.Kind.LINK, from, length, address(covered));
            case "email" -> new Span(Span.Kind.LINK, from, length, "mailto:" + Wording.clean(covered));
            case "phone_number" -> new Span(Span.Kind.LINK, from, length, "tel:" + covered.replaceAll("[^+0-9]", ""));
            case "mention" -> new Span(Span.Kind.MENTION, from, length, Wording.clean(covered));
            case "text_mention" -> new Span(Span.Kind.MENTION, from, length, Fields.idText(entity.path("user"), "id"));
            case "hashtag", "cashtag", "bot_command" -> new Span(Span.Kind.TAG, from, length, null);
            case "custom_emoji" -> new Span(Span.Kind.EMOJI, from, length, Fields.text(entity, "custom_emoji_id"));
            default -> new Span(Span.Kind.OTHER, from, length, type.isBlank() ? null : UpdateReader.shown(type));
        };
    }

    /// Clients recognise addresses without a scheme, too.
    private static String address(String covered) {
        String clean = Wording.clean(covered);
        return clean.contains("://") ? clean : "https://" + clean;
    }

    /// U+0000 is taken out of texts; everything behind it moves up.
    private static int withoutNul(String text, int index) {
        return index
                - (int) text.substring(0, index)
                        .chars()
                        .filter(unit -> unit == 0)
                        .count();
    }
}
