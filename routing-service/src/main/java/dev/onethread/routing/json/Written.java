package dev.onethread.routing.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A place in something written, with what stands there. What is not as it must be is noted as a fault and read as
/// nothing, so that one reading finds all faults.
final class Written {
    private final JsonNode node;
    private final JsonPointer at;
    private final Faults faults;

    private Written(JsonNode node, JsonPointer at, Faults faults) {
        this.node = node;
        this.at = at;
        this.faults = faults;
    }

    static Written root(JsonNode node, Faults faults) {
        return new Written(node, JsonPointer.empty(), faults);
    }

    void fault(String code, String detail) {
        faults.add(at, code, detail);
    }

    void fault(String field, String code, String detail) {
        faults.add(at.appendProperty(field), code, detail);
    }

    boolean isEmptyObject() {
        return node.isObject() && fields().isEmpty();
    }

    /// How many elements a list has; 0 for what is none.
    int size() {
        return node.isArray() ? node.size() : 0;
    }

    /// The place of this element in its list.
    int index() {
        return at.last().getMatchingIndex();
    }

    Faults faults() {
        return faults;
    }

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    /// Whether this is an object with no other fields than `known`; other ones are faults, since what somebody
    /// misspelt would silently not count.
    boolean isObject(Set<String> known) {
        if (!node.isObject()) {
            fault("not-an-object", "here stands an object");
            return false;
        }
        node.properties().forEach(field -> {
            if (!known.contains(field.getKey())) {
                fault(field.getKey(), "field-unknown", "there is no such field here");
            }
        });
        return true;
    }

    List<String> fields() {
        List<String> names = new ArrayList<>();
        node.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                names.add(field.getKey());
            }
        });
        return names;
    }

    Written at(String field) {
        JsonNode there = node.get(field);
        return new Written(there == null ? NullNode.getInstance() : there, at.appendProperty(field), faults);
    }

    /// @return null where there is none, or something else
    @Nullable
    String text(String field, int longest) {
        return has(field) ? at(field).text(longest) : null;
    }

    @Nullable
    String text(int longest) {
        if (!node.isTextual()) {
            fault("not-a-text", "here stands a text");
            return null;
        }
        String text = node.textValue().strip();
        if (text.isEmpty()) {
            fault("empty", "say something here");
            return null;
        }
        if (text.length() > longest) {
            fault("too-long", "at most " + longest + " characters");
            return null;
        }
        if (text.indexOf('\u0000') >= 0) {
            fault("not-a-text", "here stands a text without NUL");
            return null;
        }
        return text;
    }

    @Nullable
    Long number(String field, long least, long most) {
        if (!has(field)) {
            return null;
        }
        JsonNode number = node.get(field);
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            fault(field, "not-a-number", "here stands a whole number");
            return null;
        }
        long value = number.longValue();
        if (value < least || value > most) {
            fault(field, "out-of-range", "from " + least + " to " + most);
            return null;
        }
        return value;
    }

    @Nullable
    Boolean flag(String field) {
        if (!has(field)) {
            return null;
        }
        if (!node.get(field).isBoolean()) {
            fault(field, "not-a-flag", "true or false");
            return null;
        }
        return node.get(field).booleanValue();
    }

    boolean is(Class<? extends JsonNode> type) {
        return type.isInstance(node);
    }

    @Nullable
    String textOrNull() {
        return node.textValue();
    }

    /// Each element of a list, read; what could not be read is left out.
    <T> List<T> list(int longest, Function<Written, @Nullable T> read) {
        List<T> all = new ArrayList<>();
        each(longest, element -> {
            T one = read.apply(element);
            if (one != null) {
                all.add(one);
            }
        });
        return all;
    }

    private void each(int longest, Consumer<Written> read) {
        if (!node.isArray()) {
            fault("not-a-list", "here stands a list");
            return;
        }
        if (node.size() > longest) {
            fault("too-many", "at most " + longest);
            return;
        }
        for (int i = 0; i < node.size(); i++) {
            read.accept(new Written(node.get(i), at.appendIndex(i), faults));
        }
    }
}
