package dev.onethread.routing.simulation;

import org.apache.commons.statistics.distribution.TDistribution;

/// What is known of a mean: the estimate, and how far the truth may be from it either way. From fewer than two samples
/// nothing is known: the half-width is infinite.
public record Interval(double mean, double halfWidth, int samples) {
    public double low() {
        return mean - halfWidth;
    }

    public double high() {
        return mean + halfWidth;
    }

    public boolean contains(double value) {
        return low() <= value && value <= high();
    }

    /// The Student interval of independent samples; `confidence` such as 0.95.
    public static Interval of(double[] samples, double confidence) {
        int count = samples.length;
        double mean = 0;
        for (double sample : samples) {
            mean += sample / count;
        }
        double squares = 0;
        for (double sample : samples) {
            squares += (sample - mean) * (sample - mean);
        }
        if (count < 2) {
            return new Interval(mean, Double.POSITIVE_INFINITY, count);
        }
        double error = Math.sqrt(squares / (count - 1) / count);
        return new Interval(mean, quantile(count - 1, confidence) * error, count);
    }

    /// Of paired samples: how much the second of each is more than the first.
    public static Interval ofDifference(double[] first, double[] second, double confidence) {
        double[] differences = new double[first.length];
        for (int i = 0; i < first.length; i++) {
            differences[i] = second[i] - first[i];
        }
        return of(differences, confidence);
    }

    /// How many standard errors to each side `confidence` takes.
    public static double quantile(int degreesOfFreedom, double confidence) {
        return TDistribution.of(degreesOfFreedom).inverseSurvivalProbability((1 - confidence) / 2);
    }
}
