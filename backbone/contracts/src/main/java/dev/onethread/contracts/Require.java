package dev.onethread.contracts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks that a record runs on itself when it is made, whether by us or from bytes.
final class Require {
    private Require() {}

    static <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("missing " + name);
        }
        return value;
    }

    static String text(@Nullable String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("missing " + name);
        }
        return value;
    }

    static <T> List<T> list(@Nullable List<T> value, String name) {
        for (T element : present(value, name)) {
            present(element, "element of " + name);
        }
        return List.copyOf(present(value, name));
    }

    static <T> @Nullable List<T> listIfAny(@Nullable List<T> value, String name) {
        return value == null ? null : list(value, name);
    }

    static Map<String, String> map(@Nullable Map<String, String> value, String name) {
        for (String element : present(value, name).values()) {
            present(element, "element of " + name);
        }
        return Map.copyOf(present(value, name));
    }

    static void that(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
