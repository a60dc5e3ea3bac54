package dev.onethread.ticket.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.onethread.contracts.Wire;
import org.jspecify.annotations.Nullable;

/// JSON in columns and as multi-row parameters. PostgreSQL knows no NUL character, so none gets in.
final class Json {
    private Json() {}

    static String of(Object value) {
        try {
            return Wire.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own records always have a JSON form", e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return Wire.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a column holds no " + type.getSimpleName(), e);
        }
    }

    static <T> T read(String json, TypeReference<T> type) {
        try {
            return Wire.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a column holds other JSON than it should", e);
        }
    }

    static @Nullable String clean(@Nullable String text) {
        return text == null ? null : text.replace("\0", "");
    }

    static String cleaned(String text) {
        return text.replace("\0", "");
    }
}
