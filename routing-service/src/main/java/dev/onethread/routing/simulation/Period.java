package dev.onethread.routing.simulation;

import org.jspecify.annotations.Nullable;

/// From one second (inclusive) to another (exclusive) since the start; with `every`, again in each cycle of so many
/// seconds: a working day is 8 h to 17 h every 24 h.
public record Period(double from, double to, @Nullable Double every) {
    public static final Period ALWAYS = new Period(0, Double.POSITIVE_INFINITY, null);

    public Period {
        Checks.that(from >= 0 && from < to, "a period begins at 0 or later and ends after its beginning");
        Checks.that(every == null || to <= every, "a period that repeats ends within its cycle");
    }

    public boolean holds(double second) {
        double within = every == null ? second : second - every * Math.floor(second / every);
        return from <= within && within < to;
    }

    /// The first second after this one at which it begins or ends; infinite when there is none.
    double nextChange(double second) {
        double cycle = every == null ? 0 : every * Math.floor(second / every);
        if (cycle + from > second) {
            return cycle + from;
        }
        if (cycle + to > second) {
            return cycle + to;
        }
        return every == null ? Double.POSITIVE_INFINITY : cycle + every + from;
    }

    /// The seconds of it between two.
    double within(double first, double last) {
        double sum = 0;
        double at = first;
        while (at < last) {
            double next = Math.min(last, nextChange(at));
            if (holds(at)) {
                sum += next - at;
            }
            at = next;
        }
        return sum;
    }
}
