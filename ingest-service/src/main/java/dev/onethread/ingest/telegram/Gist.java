package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.ingest.core.PlainText;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a person would want to know of an update that is only kept: the names and words in it, whatever kind it
/// is. That works for the kinds of tomorrow, too.
final class Gist {
    private static final Set<String> TELLING = Set.of(
            "title", "name", "text", "question", "description", "caption", "emoji", "option_text", "invoice_payload");
    private static final int MOST = 6;
    private static final int DEEPEST = 6;
    private static final int LONGEST = 300;

    private final Set<String> found = new LinkedHashSet<>();

    private Gist() {}

    /// Null where there is nothing to tell.
    static @Nullable String of(JsonNode about) {
        Gist gist = new Gist();
        if (about.isTextual() || about.isIntegralNumber()) {
            gist.found.add(PlainText.clean(about.asText()));
        } else {
            gist.look(about, 0);
        }
        String words = String.join(", ", gist.found).strip();
        return words.isEmpty() ? null : PlainText.cut(words, LONGEST);
    }

    private void look(JsonNode node, int depth) {
        if (depth > DEEPEST || found.size() >= MOST) {
            return;
        }
        String name = node.isObject() ? person(node) : null;
        if (name != null) {
            found.add(name);
        }
        for (var field : node.properties()) {
            if (field.getKey().equals("chat") && depth == 0) {
                continue;
            }
            String text = TELLING.contains(field.getKey()) ? Fields.text(node, field.getKey()) : null;
            if (text != null) {
                found.add(PlainText.cut(text, LONGEST));
            } else {
                look(field.getValue(), depth + 1);
            }
        }
        if (node.isArray()) {
            node.forEach(element -> look(element, depth + 1));
        }
    }

    private static @Nullable String person(JsonNode node) {
        return node.has("first_name") ? Names.of(node) : null;
    }
}
