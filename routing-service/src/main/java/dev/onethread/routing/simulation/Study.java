package dev.onethread.routing.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Collects the outcomes of independent runs of one scenario.
public final class Study {
    private record Key(Outcome.Kind kind, String name) {}

    private static final double[] BARS = {
        0, 1, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400
    };

    private final Scenario scenario;
    private final Map<Key, Map<Metric, List<Double>>> metrics = new LinkedHashMap<>();
    private final List<Double> occupancies = new ArrayList<>();
    private final List<Double> unfairness = new ArrayList<>();
    private final List<List<Double>> groups = new ArrayList<>();
    private final Histogram waits = new Histogram(3);
    private final double[] came = new double[Course.SPANS];
    private final double[] waited = new double[Course.SPANS];
    private @Nullable Course course;
    private int count;
    private long inputs;

    public Study(Scenario scenario) {
        this.scenario = scenario;
        scenario.agents().forEach(group -> groups.add(new ArrayList<>()));
    }

    public void add(Outcome outcome) {
        for (Outcome.Named named : outcome.tallies()) {
            Map<Metric, List<Double>> of =
                    metrics.computeIfAbsent(new Key(named.kind(), named.name()), key -> new EnumMap<>(Metric.class));
            for (Metric metric : Metric.values()) {
                List<Double> values = of.computeIfAbsent(metric, each -> new ArrayList<>());
                while (values.size() < count) {
                    values.add(metric.of(new Tally()));
                }
                values.add(metric.of(named.tally()));
            }
        }
        count++;
        occupancies.add(outcome.occupancy());
        unfairness.add(outcome.unfairness());
        for (int group = 0; group < groups.size(); group++) {
            groups.get(group).add(outcome.occupancy(group));
        }
        waits.add(outcome.all().waits());
        course = outcome.course();
        for (int span = 0; span < Course.SPANS; span++) {
            came[span] += outcome.course().came(span);
            waited[span] += outcome.course().waited(span);
        }
        inputs += outcome.inputs();
    }

    public int count() {
        return count;
    }

    /// Inputs the engines took in all.
    public long inputs() {
        return inputs;
    }

    public Summary summary(double confidence) {
        List<Summary.Part> parts = new ArrayList<>();
        metrics.forEach((key, of) -> parts.add(new Summary.Part(key.kind(), key.name(), intervals(of, confidence))));
        List<Summary.Group> alike = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            AgentGroup each = scenario.agents().get(group);
            alike.add(new Summary.Group(each.name(), each.count(), interval(groups.get(group), confidence)));
        }
        return new Summary(
                scenario.name(),
                count,
                confidence,
                parts,
                interval(occupancies, confidence),
                interval(unfairness, confidence),
                alike,
                bars(),
                spans());
    }

    private Map<Metric, Interval> intervals(Map<Metric, List<Double>> of, double confidence) {
        Map<Metric, Interval> intervals = new EnumMap<>(Metric.class);
        of.forEach((metric, values) -> intervals.put(metric, interval(values, confidence)));
        return intervals;
    }

    private Interval interval(List<Double> values, double confidence) {
        return Interval.of(array(values), confidence);
    }

    private double[] array(List<Double> values) {
        double[] all = new double[count];
        for (int i = 0; i < values.size(); i++) {
            all[i] = values.get(i);
        }
        return all;
    }

    private List<Summary.Bar> bars() {
        List<Summary.Bar> bars = new ArrayList<>();
        double total = Math.max(1, waits.getTotalCount());
        long below = 0;
        for (double upTo : BARS) {
            long within = waits.getCountBetweenValues(0, Math.round(upTo * 1000));
            bars.add(new Summary.Bar(upTo, (within - below) / total));
            below = within;
        }
        bars.add(new Summary.Bar(null, (waits.getTotalCount() - below) / total));
        return bars;
    }

    private List<Summary.Span> spans() {
        List<Summary.Span> spans = new ArrayList<>();
        if (course != null) {
            for (int span = 0; span < Course.SPANS; span++) {
                Double mean = came[span] == 0 ? null : waited[span] / came[span];
                spans.add(new Summary.Span(course.begins(span), came[span] / count, mean));
            }
        }
        return spans;
    }

    /// How much more each metric is in `after` than in `before`, from runs that met the same customers: a run of one is
    /// paired with the same run of the other. Only groups both have.
    /// @throws IllegalArgumentException when they have not as many runs
    public static Comparison compare(Study before, Study after, double confidence) {
        Checks.that(before.count == after.count, "two studies of as many runs");
        List<Summary.Part> parts = new ArrayList<>();
        before.metrics.forEach((key, of) -> {
            Map<Metric, List<Double>> others = after.metrics.get(key);
            if (others != null) {
                Map<Metric, Interval> differences = new EnumMap<>(Metric.class);
                of.forEach((metric, values) -> differences.put(
                        metric,
                        Interval.ofDifference(
                                before.array(values),
                                after.array(others.getOrDefault(metric, List.of())),
                                confidence)));
                parts.add(new Summary.Part(key.kind(), key.name(), differences));
            }
        });
        return new Comparison(
                parts,
                Interval.ofDifference(before.array(before.occupancies), after.array(after.occupancies), confidence),
                Interval.ofDifference(before.array(before.unfairness), after.array(after.unfairness), confidence));
    }
}
