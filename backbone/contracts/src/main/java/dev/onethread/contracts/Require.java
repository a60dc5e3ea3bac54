package dev.onethread.contracts;

import java.util.List;
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
        return List.copyOf(present(value, name));
    }

    static void that(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
