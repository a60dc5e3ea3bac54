package dev.onethread.routing.simulation;

import java.util.List;

/// What a second configuration changes, given the same customers: each metric of the second less that of the first.
public record Comparison(List<Summary.Part> parts, Interval occupancy, Interval unfairness) {
    public Comparison {
        parts = List.copyOf(parts);
    }
}
