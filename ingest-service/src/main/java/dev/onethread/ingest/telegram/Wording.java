package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.ingest.core.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The words of a message as plain text.
final class Wording {
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}");

    private static final int DEEPEST = 50;

    private Wording() {}

    /// Text or caption, empty where there is neither; for a rich message every text in it, in order.
    static String of(JsonNode message) {
        if (message.path("text").isTextual()) {
            return withLinks(message.path("text").textValue(), message.path("entities"));
        }
        if (message.path("caption").isTextual()) {
            return withLinks(message.path("caption").textValue(), message.path("caption_entities"));
        }
        StringBuilder rich = new StringBuilder();
        lines(message.path("rich_message").path("blocks"), rich, 0);
        return clean(rich.toString()).strip();
    }

    static String clean(String text) {
        return PlainText.clean(text);
    }

    /// The type where it has the form of one (RFC 6838 section 4.2), else `otherwise`.
    static String mediaType(@Nullable String given, String otherwise) {
        return given != null && MEDIA_TYPE.matcher(given).matches() ? given : otherwise;
    }

    /// Words that hide an address behind them get it written beside them: an agent should see where a link leads.
    private static String withLinks(String text, JsonNode entities) {
        List<JsonNode> links = new ArrayList<>();
        entities.forEach(entity -> {
            if (entity.path("type").asText().equals("text_link") && Fields.text(entity, "url") != null) {
                links.add(entity);
            }
        });
        links.sort(Comparator.comparingInt(Wording::end).reversed());
        StringBuilder words = new StringBuilder(text);
        for (JsonNode link : links) {
            if (end(link) >= 0 && end(link) <= text.length()) {
                words.insert(end(link), " (" + Fields.text(link, "url") + ")");
            }
        }
        return clean(words.toString());
    }

    /// Offsets count UTF-16 units, as Java does.
    private static int end(JsonNode entity) {
        return entity.path("offset").asInt(-1) + entity.path("length").asInt(0);
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
