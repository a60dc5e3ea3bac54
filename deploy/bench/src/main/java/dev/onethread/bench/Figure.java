package dev.onethread.bench;

import org.jspecify.annotations.Nullable;

/// One measured number. `mark` is the most it may be, null where it is for information only.
public record Figure(
        String name, double value, String unit, @Nullable Double mark) {
    public boolean holds() {
        return mark == null || value <= mark;
    }
}
