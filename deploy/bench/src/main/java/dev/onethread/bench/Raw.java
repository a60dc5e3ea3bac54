package dev.onethread.bench;

import dev.onethread.e2e.actors.Installation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// What the same broker and the same database need for one hop and one commit, so that our own figures can
/// be read as multiples of what cannot be avoided.
final class Raw {
    /// `messages.received`, `conversation.events`, `inbox.changes`.
    private static final int HOPS = 3;
    /// Placing, the transcript, and the door's own.
    private static final int COMMITS = 3;

    private Raw() {}

    static List<Figure> measure(Installation installation, List<Figure> ours, Measurement.Progress progress)
            throws SQLException {
        progress.at("raw Kafka and PostgreSQL");
        Histogram hop = RawPlatform.hops("127.0.0.1:" + installation.port("kafka"));
        Histogram commit = RawPlatform.commits("jdbc:postgresql://127.0.0.1:" + installation.port("postgres")
                + "/postgres?user=postgres&password=postgres");
        List<Figure> figures = new ArrayList<>();
        for (double percentile : new double[] {50, 99}) {
            figures.add(Figure.of("raw Kafka hop p%.0f".formatted(percentile), millis(hop, percentile), "ms"));
            figures.add(
                    Figure.of("raw PostgreSQL commit p%.0f".formatted(percentile), millis(commit, percentile), "ms"));
        }
        double unavoidable = HOPS * millis(hop, 50) + COMMITS * millis(commit, 50);
        for (Figure figure : ours) {
            if (figure.name().endsWith("p50")) {
                figures.add(Figure.of(
                        figure.name() + " / (%d hops + %d commits)".formatted(HOPS, COMMITS),
                        figure.value() / unavoidable,
                        "x"));
            }
        }
        return figures;
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }
}
