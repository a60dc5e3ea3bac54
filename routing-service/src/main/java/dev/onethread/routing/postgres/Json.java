package dev.onethread.routing.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Wire;

/// Lists and small records kept in jsonb columns. They travel as text, and are cast in the statement.
final class Json {
    private Json() {}

    static String text(Object value) {
        try {
            return Wire.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what we keep always has a JSON form", e);
        }
    }

    static JsonNode tree(String text) {
        try {
            return Wire.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a column holds what we did not write", e);
        }
    }

    static <T> T read(String text, TypeReference<T> type) {
        try {
            return Wire.mapper().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a column holds what we did not write", e);
        }
    }
}
