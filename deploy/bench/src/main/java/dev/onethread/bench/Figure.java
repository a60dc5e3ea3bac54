package dev.onethread.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One measured number. `mark` is the most it may be, null where it is for information only; `low` and `high` are its
/// least and greatest value over the rounds of the measurement, null where there was one round.
public record Figure(
        String name,
        double value,
        String unit,
        @Nullable Double mark,
        @Nullable Double low,
        @Nullable Double high) {

    /// For information only.
    static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, null, null, null);
    }

    public static Figure atMost(double mark, String name, double value, String unit) {
        return new Figure(name, value, unit, mark, null, null);
    }

    /// The same with what each round gave.
    Figure over(List<Double> rounds) {
        return new Figure(
                name,
                value,
                unit,
                mark,
                rounds.stream().min(Double::compare).orElse(null),
                rounds.stream().max(Double::compare).orElse(null));
    }

    public boolean holds() {
        return mark == null || value <= mark;
    }
}
