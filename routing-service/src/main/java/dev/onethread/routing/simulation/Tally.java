package dev.onethread.routing.simulation;

import org.HdrHistogram.Histogram;

/// What the contacts of one group met in one run. Waits are seconds; that of a served contact includes the attempts
/// before, when it came more than once.
public final class Tally {
    long fresh;
    long attempts;
    long served;
    long servedInTarget;
    long delayed;
    long abandoned;
    long retries;
    long turnedAway;
    long sentAway;
    long left;
    double waitOfServed;
    double waitOfAll;
    private final Histogram waits = new Histogram(3);

    void waited(long micros) {
        waits.recordValue(micros / 1000);
    }

    /// First attempts.
    public long fresh() {
        return fresh;
    }

    /// Attempts that got a line, first and further ones.
    public long attempts() {
        return attempts;
    }

    public long served() {
        return served;
    }

    public long abandoned() {
        return abandoned;
    }

    /// Attempts by those who gave up before.
    public long retries() {
        return retries;
    }

    /// For want of a line or of a waiting place, or because nobody works.
    public long turnedAway() {
        return turnedAway;
    }

    /// Who waited when the last agent left.
    public long sentAway() {
        return sentAway;
    }

    /// Still waiting when the simulation was over.
    public long left() {
        return left;
    }

    /// Mean wait of those served; 0 when none was.
    public double meanWait() {
        return served == 0 ? 0 : waitOfServed / served;
    }

    /// Mean wait of an attempt that got a line, however it ended.
    public double meanWaitOfAttempts() {
        return attempts == 0 ? 0 : waitOfAll / attempts;
    }

    /// The share of attempts that had to wait.
    public double delayedShare() {
        return attempts == 0 ? 0 : (double) delayed / attempts;
    }

    /// The share of attempts that were given up.
    public double abandonedShare() {
        return attempts == 0 ? 0 : (double) abandoned / attempts;
    }

    /// The share of those who came, got a line or not, that was served within the target.
    public double levelShare() {
        long came = fresh;
        return came == 0 ? 1 : (double) servedInTarget / came;
    }

    public long servedInTarget() {
        return servedInTarget;
    }

    /// The wait in seconds that this share of the served (0 to 1) did not exceed.
    public double waitAt(double share) {
        return waits.getValueAtPercentile(share * 100) / 1000.0;
    }

    /// Served contacts by wait, in milliseconds.
    public Histogram waits() {
        return waits;
    }
}
