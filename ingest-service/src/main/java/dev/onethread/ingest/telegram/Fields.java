package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.ingest.core.PlainText;
import org.jspecify.annotations.Nullable;

/// Fields of strangers' JSON, read with their type in mind: an object where text belongs is no text.
final class Fields {
    private Fields() {}

    /// Null where it is absent, blank or no text.
    static @Nullable String text(JsonNode of, String field) {
        JsonNode value = of.path(field);
        return value.isTextual() ? PlainText.cleanOrNull(value.textValue()) : null;
    }

    /// A number that names something, as text.
    static @Nullable String idText(JsonNode of, String field) {
        JsonNode value = of.path(field);
        return value.isIntegralNumber() && value.canConvertToLong() ? Long.toString(value.longValue()) : null;
    }

    /// -1 where it is absent or no number.
    static long size(JsonNode of, String field) {
        JsonNode value = of.path(field);
        return value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : -1;
    }
}
