package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Span;
import dev.onethread.ingest.core.PlainText;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The words of a message, and what gives them their form.
record Wording(String text, @Nullable List<Span> spans) {
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}");

    private static final int DEEPEST = 50;

    /// Text or caption, empty where there is neither; for a rich message every text in it, in order.
    static Wording of(JsonNode message) {
        if (message.path("text").isTextual()) {
            return of(message.path("text").textValue(), message.path("entities"));
        }
        if (message.path("caption").isTextual()) {
            return of(message.path("caption").textValue(), message.path("caption_entities"));
        }
        StringBuilder rich = new StringBuilder();
        lines(message.path("rich_message").path("blocks"), rich, 0);
        return new Wording(clean(rich.toString()).strip(), null);
    }

    private static Wording of(String text, JsonNode entities) {
        return new Wording(clean(text), Spans.of(entities, text));
    }

    static String clean(String text) {
        return PlainText.clean(text);
    }

    /// The type where it has the form of one (RFC 6838 section 4.2), else `otherwise`.
    static String mediaType(@Nullable String given, String otherwise) {
        return given != null && MEDIA_TYPE.matcher(given).matches() ? given : otherwise;
    }

    private static void collect(JsonNode node, StringBuilder into, int depth) {
        if (node.isTextual()) {
            into.append(node.textValue());
        } else if (node.isArray()) {
            node.forEach(part -> collect(part, into, depth + 1));
        } else if (node.isObject() && depth < DEEPEST) {
            collect(node.path("text"), into, depth + 1);
            lines(node.path("blocks"), into, depth + 1);
            lines(node.path("items"), into, depth + 1);
        }
    }

    private static void lines(JsonNode blocks, StringBuilder into, int depth) {
        for (JsonNode block : blocks) {
            collect(block, into, depth);
            into.append('\n');
        }
    }
}
