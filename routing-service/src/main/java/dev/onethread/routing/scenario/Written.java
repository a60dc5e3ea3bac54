package dev.onethread.routing.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A part of a written scenario, and where it stands: whatever is wrong with it is said with its place.
final class Written {
    private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h|d)");
    private static final Map<String, Double> UNITS =
            Map.of("ms", 0.001, "s", 1.0, "m", 60.0, "h", 3600.0, "d", 86400.0);

    private final JsonNode node;
    private final String place;

    Written(JsonNode node, String place) {
        this.node = node;
        this.place = place;
    }

    /// As it stands, for who reads it in another way.
    JsonNode json() {
        return node;
    }

    WrongScenario wrong(String rule) {
        return new WrongScenario(place, rule);
    }

    /// What `making` makes of it, whose refusals get this place.
    <T> T made(Supplier<T> making) {
        try {
            return making.get();
        } catch (WrongScenario e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new WrongScenario(place, e.getMessage() == null ? "makes no sense" : e.getMessage());
        }
    }

    /// Refuses fields that mean nothing, so that a misspelt one is not silently without effect.
    Written only(String... known) {
        if (!node.isObject()) {
            throw wrong("has named fields");
        }
        Set<String> names = Set.of(known);
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new WrongScenario(inside(name), "means nothing here; known are " + String.join(", ", known));
            }
        });
        return this;
    }

    private String inside(String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    Written needed(String name) {
        Written found = optional(name);
        if (found == null) {
            throw new WrongScenario(inside(name), "is missing");
        }
        return found;
    }

    @Nullable
    Written optional(String name) {
        JsonNode found = node.get(name);
        return found == null || found.isNull() ? null : new Written(found, inside(name));
    }

    /// What is made of a field, or what holds without it.
    <T> T or(String name, Function<Written, T> reading, T without) {
        Written found = optional(name);
        return found == null ? without : reading.apply(found);
    }

    /// What is made of a field; null without it.
    <T> @Nullable T maybe(String name, Function<Written, T> reading) {
        Written found = optional(name);
        return found == null ? null : reading.apply(found);
    }

    List<Written> elements() {
        if (!node.isArray()) {
            throw wrong("is a list");
        }
        List<Written> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(new Written(node.get(i), place + "[" + i + "]"));
        }
        return elements;
    }

    <T> List<T> entries(BiFunction<String, Written, T> reading) {
        if (!node.isObject()) {
            throw wrong("has named fields");
        }
        List<T> entries = new ArrayList<>();
        node.properties()
                .forEach(entry -> entries.add(
                        reading.apply(entry.getKey(), new Written(entry.getValue(), inside(entry.getKey())))));
        return entries;
    }

    /// The one field it has, with what it holds.
    Map.Entry<String, Written> one() {
        if (!node.isObject() || node.size() != 1) {
            throw wrong("has exactly one field");
        }
        Map.Entry<String, JsonNode> entry = node.properties().iterator().next();
        return Map.entry(entry.getKey(), new Written(entry.getValue(), inside(entry.getKey())));
    }

    boolean isText() {
        return node.isTextual();
    }

    boolean isNumber() {
        return node.isNumber();
    }

    boolean isList() {
        return node.isArray();
    }

    String text() {
        if (!node.isTextual() || node.asText().isBlank()) {
            throw wrong("is a text");
        }
        return node.asText();
    }

    double number() {
        if (!node.isNumber()) {
            throw wrong("is a number");
        }
        return node.asDouble();
    }

    int whole() {
        if (!node.canConvertToInt() || !node.isIntegralNumber()) {
            throw wrong("is a whole number");
        }
        return node.asInt();
    }

    boolean truth() {
        if (!node.isBoolean()) {
            throw wrong("is true or false");
        }
        return node.asBoolean();
    }

    /// A number of seconds, or one with a unit: `90`, `90s`, `1.5m`, `8h`, `1d`.
    double seconds() {
        if (node.isNumber()) {
            return node.asDouble();
        }
        Matcher time = TIME.matcher(node.isTextual() ? node.asText().strip() : "");
        Double unit = time.matches() ? UNITS.get(time.group(2)) : null;
        if (unit == null) {
            throw wrong("is a time: seconds, or a number with ms, s, m, h or d");
        }
        return Double.parseDouble(time.group(1)) * unit;
    }

    <E extends Enum<E>> E oneOf(Class<E> type) {
        String text = text();
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text.replace('-', '_'))) {
                return constant;
            }
        }
        List<String> known = java.util.Arrays.stream(type.getEnumConstants())
                .map(constant ->
                        constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                .toList();
        throw wrong("is one of " + String.join(", ", known));
    }
}
