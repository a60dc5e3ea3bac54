package dev.onethread.routing.simulation;

/// How a run went over its time: equal spans from warm-up to horizon, each with the attempts that came in it and what
/// they waited.
public final class Course {
    public static final int SPANS = 48;

    private final double from;
    private final double length;
    private final long[] came = new long[SPANS];
    private final double[] waited = new double[SPANS];

    Course(double from, double to) {
        this.from = from;
        length = (to - from) / SPANS;
    }

    /// An attempt that came at a second has waited so many, however that ended.
    void add(double second, double wait) {
        int span = (int) Math.min(SPANS - 1, Math.max(0, (second - from) / length));
        came[span]++;
        waited[span] += wait;
    }

    /// The second a span begins at.
    public double begins(int span) {
        return from + span * length;
    }

    public long came(int span) {
        return came[span];
    }

    /// Seconds waited by all that came in a span.
    public double waited(int span) {
        return waited[span];
    }
}
