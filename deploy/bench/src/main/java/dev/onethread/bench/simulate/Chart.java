package dev.onethread.bench.simulate;

import dev.onethread.routing.simulation.Summary;
import java.util.List;
import java.util.Locale;

/// Two panels as SVG: how long the served waited (bars), and the mean wait over time (lines); a colour per scenario.
final class Chart {
    private static final int WIDTH = 900;
    private static final int PANEL = 260;
    private static final int LEFT = 60;
    private static final int TOP = 60;
    private static final int GAP = 80;
    private static final String[] COLOURS = {"#4263eb", "#f08c00"};

    private final StringBuilder svg = new StringBuilder();
    private final List<Summary> summaries;

    private Chart(List<Summary> summaries) {
        this.summaries = summaries;
    }

    static String of(List<Summary> summaries) {
        return new Chart(summaries).draw();
    }

    /// A length of time as people read it, such as `2 min`.
    static String time(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, seconds % 3600 == 0 ? "%.0f h" : "%.1f h", seconds / 3600);
    }

    private String draw() {
        int height = TOP + 2 * PANEL + GAP + 60;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH + LEFT + 20, height);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
        for (int i = 0; i < summaries.size(); i++) {
            add("<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>", LEFT, 10 + 18 * i, COLOURS[i]);
            add(
                    "<text x=\"%d\" y=\"%d\">%s</text>",
                    LEFT + 18, 20 + 18 * i, escaped(summaries.get(i).scenario()));
        }
        bars(TOP);
        course(TOP + PANEL + GAP);
        add("</svg>");
        return svg.toString();
    }

    private void bars(int top) {
        List<Summary.Bar> first = summaries.getFirst().waits();
        double most = summaries.stream()
                .flatMap(summary -> summary.waits().stream())
                .mapToDouble(Summary.Bar::share)
                .max()
                .orElse(1);
        frame(top, "share of the served, by wait", 100 * most, "%");
        double slot = (double) WIDTH / first.size();
        double bar = slot * 0.8 / summaries.size();
        for (int i = 0; i < first.size(); i++) {
            Double upTo = first.get(i).upTo();
            for (int each = 0; each < summaries.size(); each++) {
                double height = PANEL * summaries.get(each).waits().get(i).share() / most;
                add(
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                        LEFT + i * slot + slot * 0.1 + each * bar, top + PANEL - height, bar, height, COLOURS[each]);
            }
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    LEFT + (i + 0.5) * slot, top + PANEL + 16, upTo == null ? "more" : "≤" + time(upTo));
        }
    }

    private void course(int top) {
        double most = summaries.stream()
                .flatMap(summary -> summary.course().stream())
                .mapToDouble(span -> span.meanWait() == null ? 0 : span.meanWait())
                .max()
                .orElse(1);
        most = most == 0 ? 1 : most;
        frame(top, "mean wait by time of arrival", most, "s");
        for (int each = 0; each < summaries.size(); each++) {
            List<Summary.Span> spans = summaries.get(each).course();
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < spans.size(); i++) {
                Double wait = spans.get(i).meanWait();
                if (wait != null) {
                    points.append(String.format(
                            Locale.ROOT,
                            "%.1f,%.1f ",
                            LEFT + (i + 0.5) * WIDTH / spans.size(),
                            top + PANEL - PANEL * wait / most));
                }
            }
            add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, COLOURS[each]);
        }
        List<Summary.Span> spans = summaries.getFirst().course();
        for (int i = 0; i < spans.size(); i += 8) {
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    LEFT + (i + 0.0) * WIDTH / spans.size(),
                    top + PANEL + 16,
                    time(spans.get(i).from()));
        }
    }

    private void frame(int top, String title, double most, String unit) {
        add("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>", LEFT, top - 8, title);
        for (int line = 0; line <= 4; line++) {
            double y = top + PANEL - PANEL * line / 4.0;
            add("<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>", LEFT, y, LEFT + WIDTH, y);
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.3g %s</text>", LEFT - 4, y + 4, most * line / 4, unit);
        }
    }

    private void add(String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
