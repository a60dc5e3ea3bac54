package dev.onethread.routing.simulation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What several runs of a scenario say: means with intervals.
public record Summary(
        String scenario,
        int replications,
        double confidence,
        List<Part> parts,
        Interval occupancy,
        Interval unfairness,
        List<Group> groups,
        List<Bar> waits,
        List<Span> course) {
    public Summary {
        parts = List.copyOf(parts);
        groups = List.copyOf(groups);
        waits = List.copyOf(waits);
        course = List.copyOf(course);
    }

    /// All contacts, or those of a type, a priority or a skill.
    public record Part(Outcome.Kind kind, String name, Map<Metric, Interval> metrics) {
        public Part {
            metrics = Map.copyOf(metrics);
        }

        public Interval get(Metric metric) {
            Interval found = metrics.get(metric);
            if (found == null) {
                throw new IllegalStateException("not measured: " + metric);
            }
            return found;
        }
    }

    /// Agents who are alike: the mean of their occupancies, 0 to 1.
    public record Group(String name, int agents, Interval occupancy) {}

    /// The share of served contacts that waited longer than the bar before and at most `upTo` seconds; null for any
    /// longer time.
    public record Bar(@Nullable Double upTo, double share) {}

    /// Contacts that came in a span which begins at a second, per run, and their mean wait in seconds; null when none
    /// came.
    public record Span(double from, double came, @Nullable Double meanWait) {}

    public Part all() {
        return parts.getFirst();
    }
}
