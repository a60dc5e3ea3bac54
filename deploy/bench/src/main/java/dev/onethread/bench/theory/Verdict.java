package dev.onethread.bench.theory;

import dev.onethread.routing.simulation.Interval;

/// What was found about a figure.
record Verdict(String experiment, Mark mark, Interval interval) {
    boolean holds() {
        return mark.holds(interval);
    }
}
