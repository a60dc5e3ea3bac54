package dev.onethread.local.telegram;

/// A bucket that fills by `perSecond` up to `burst`; each sending takes one.
final class Pace {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private double left;
    private long at;

    Pace(double perSecond, double burst, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.left = burst;
        this.at = now;
    }

    /// Seconds until the next may go, rounded up; 0 when it may go now. Takes nothing.
    int secondsToWait(long now) {
        left = Math.min(burst, left + (now - at) / NANOS * perSecond);
        at = now;
        return left >= 1 ? 0 : (int) Math.max(1, Math.ceil((1 - left) / perSecond));
    }

    /// An album counts as all of its messages, though it is let in as one.
    void take(int messages) {
        left -= messages;
    }
}
