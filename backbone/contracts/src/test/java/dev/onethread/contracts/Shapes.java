package dev.onethread.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the records say of their own form.
final class Shapes {
    private Shapes() {}

    /// A record within a golden file.
    record Spot(Class<?> record, String pointer, ObjectNode node) {
        /// What a reader calls a component that is missing: a form that is known by its only field is missing as a
        /// whole.
        String named(RecordComponent component) {
            boolean known = Requirement.class.isAssignableFrom(record) && record.getRecordComponents().length == 1;
            return known ? "requirement" : component.getName();
        }
    }

    static boolean optional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /// The object nodes of a golden file with the records they stand for, the root first.
    static List<Spot> spots(Class<?> record, ObjectNode root) {
        List<Spot> spots = new ArrayList<>();
        collect(record, "", root, spots);
        return spots;
    }

    private static void collect(Class<?> type, String pointer, JsonNode node, List<Spot> spots) {
        if (!(node instanceof ObjectNode object)) {
            return;
        }
        Class<?> record = type.isSealed() ? form(type, object) : type;
        if (!record.isRecord()) {
            return;
        }
        spots.add(new Spot(record, pointer, object));
        for (RecordComponent component : record.getRecordComponents()) {
            String below = pointer + "/" + component.getName();
            JsonNode child = object.path(component.getName());
            if (child.isArray()) {
                for (int i = 0; i < child.size(); i++) {
                    collect(AsyncApi.element(component), below + "/" + i, child.path(i), spots);
                }
            } else {
                collect(component.getType(), below, child, spots);
            }
        }
    }

    private static Class<?> form(Class<?> sealed, ObjectNode object) {
        if (sealed == Requirement.class) {
            return Arrays.stream(sealed.getPermittedSubclasses())
                    .filter(form -> object.has(form.getRecordComponents()[0].getName()))
                    .findFirst()
                    .orElse(sealed);
        }
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (permitted.getSimpleName().equalsIgnoreCase(object.path("state").asText())) {
                return permitted;
            }
        }
        return sealed;
    }
}
