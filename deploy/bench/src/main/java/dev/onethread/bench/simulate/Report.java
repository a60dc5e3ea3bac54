package dev.onethread.bench.simulate;

import dev.onethread.routing.simulation.Comparison;
import dev.onethread.routing.simulation.Interval;
import dev.onethread.routing.simulation.Metric;
import dev.onethread.routing.simulation.Outcome;
import dev.onethread.routing.simulation.Summary;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/// The report as people read it: waits in seconds, shares in per cent, each mean ± its 95 % interval.
final class Report {
    private static final List<Metric> COLUMNS = List.of(
            Metric.ARRIVALS,
            Metric.SERVED,
            Metric.MEAN_WAIT,
            Metric.WAIT_P50,
            Metric.WAIT_P90,
            Metric.WAIT_P99,
            Metric.SERVICE_LEVEL,
            Metric.ABANDONED_SHARE,
            Metric.TURNED_AWAY);

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void print(Summary summary) {
        out.printf("%n%s%n", summary.scenario());
        table(summary.parts());
        out.printf(
                "agents: occupancy %s %%, its coefficient of variation %s%n",
                percent(summary.occupancy()), fraction(summary.unfairness()));
        for (Summary.Group group : summary.groups()) {
            out.printf("  %-24s %5d  %s %%%n", group.name(), group.agents(), percent(group.occupancy()));
        }
        out.println("served by wait:");
        for (Summary.Bar bar : summary.waits()) {
            if (bar.share() > 0) {
                String upTo = bar.upTo() == null ? "longer" : "≤ " + Chart.time(bar.upTo());
                String line = "█".repeat((int) Math.round(50 * bar.share()));
                out.printf(Locale.ROOT, "  %-10s %6.2f %% %s%n", upTo, 100 * bar.share(), line);
            }
        }
    }

    void print(Comparison comparison) {
        out.printf("%nthe second less the first, for the same customers:%n");
        table(comparison.parts());
        out.printf(
                "agents: occupancy %s %%, its coefficient of variation %s%n",
                percent(comparison.occupancy()), fraction(comparison.unfairness()));
    }

    private void table(List<Summary.Part> parts) {
        out.printf("%-26s", "");
        COLUMNS.forEach(metric -> out.printf(" %19s", metric.code()));
        out.println();
        for (Summary.Part part : parts) {
            String name = part.kind() == Outcome.Kind.ALL
                    ? "all"
                    : part.kind().name().toLowerCase(Locale.ROOT) + " " + part.name();
            out.printf("%-26s", name);
            COLUMNS.forEach(metric -> out.printf(" %19s", cell(metric, part.get(metric))));
            out.println();
        }
    }

    private static String cell(Metric metric, Interval interval) {
        return switch (metric) {
            case SERVICE_LEVEL, ABANDONED_SHARE, DELAYED_SHARE -> percent(interval) + " %";
            case MEAN_WAIT,
                    WAIT_P50,
                    WAIT_P90,
                    WAIT_P99,
                    ARRIVALS,
                    SERVED,
                    ABANDONED,
                    RETRIES,
                    TURNED_AWAY,
                    SENT_AWAY,
                    LEFT_WAITING -> plain(interval, 1);
        };
    }

    private static String percent(Interval interval) {
        return plain(new Interval(100 * interval.mean(), 100 * interval.halfWidth(), interval.samples()), 2);
    }

    private static String fraction(Interval interval) {
        return plain(interval, 5);
    }

    private static String plain(Interval interval, int digits) {
        String form = "%." + digits + "f";
        return Double.isInfinite(interval.halfWidth())
                ? String.format(Locale.ROOT, form, interval.mean())
                : String.format(Locale.ROOT, form + " ± " + form, interval.mean(), interval.halfWidth());
    }
}
