package dev.onethread.bench.theory;

import dev.onethread.routing.simulation.Interval;
import dev.onethread.routing.simulation.Outcome;
import java.util.function.ToDoubleFunction;

/// A published figure, and how a run gives its like.
record Mark(String name, double value, Meaning meaning, ToDoubleFunction<Outcome> measure) {
    /// What an interval may be at most to either side, as a part of the figure.
    static final double PRECISION = 0.025;

    enum Meaning {
        /// The interval contains it.
        IS,
        /// The whole interval is at or below it.
        AT_MOST
    }

    static Mark is(String name, double value, ToDoubleFunction<Outcome> measure) {
        return new Mark(name, value, Meaning.IS, measure);
    }

    static Mark atMost(String name, double value, ToDoubleFunction<Outcome> measure) {
        return new Mark(name, value, Meaning.AT_MOST, measure);
    }

    /// Whether an interval says enough, one way or the other.
    boolean decides(Interval interval) {
        boolean precise = interval.halfWidth() <= PRECISION * value;
        return switch (meaning) {
            case IS -> precise;
            case AT_MOST -> precise && (interval.high() <= value || interval.low() > value);
        };
    }

    boolean holds(Interval interval) {
        return interval.halfWidth() <= PRECISION * value
                && switch (meaning) {
                    case IS -> interval.contains(value);
                    case AT_MOST -> interval.high() <= value;
                };
    }
}
