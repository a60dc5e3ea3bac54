package dev.onethread.routing.simulation;

/// Control variates: quantities whose true mean is known, measured in the same runs, take their share of chance out of
/// an estimate. Only what follows from the numbers drawn, never from what the engine did, may serve as one: then the
/// estimate stays right whatever the engine does.
public final class Controls {
    private Controls() {}

    /// The regression estimate of the mean of `samples` (Lavenberg and Welch 1981). `controls[i]` are sample i's
    /// controls, each less its known mean.
    /// @return the Student interval with a degree of freedom less per control; of the plain mean when there is none
    public static Interval estimate(double[] samples, double[][] controls, double confidence) {
        int count = samples.length;
        int width = count == 0 ? 0 : controls[0].length;
        int freedom = count - width - 1;
        if (width == 0) {
            return Interval.of(samples, confidence);
        }
        if (freedom < 1) {
            return new Interval(Double.NaN, Double.POSITIVE_INFINITY, count);
        }
        double[] means = new double[width];
        double mean = 0;
        for (int i = 0; i < count; i++) {
            mean += samples[i] / count;
            for (int c = 0; c < width; c++) {
                means[c] += controls[i][c] / count;
            }
        }
        double[] scales = scales(controls, means);
        double[][] system = new double[width][width + 2];
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < width; c++) {
                double centred = (controls[i][c] - means[c]) / scales[c];
                for (int d = 0; d < width; d++) {
                    system[c][d] += centred * (controls[i][d] - means[d]) / scales[d];
                }
                system[c][width] += centred * (samples[i] - mean);
            }
        }
        for (int c = 0; c < width; c++) {
            system[c][width + 1] = means[c] / scales[c];
        }
        solve(system);
        double estimate = mean;
        double spread = 1.0 / count;
        for (int c = 0; c < width; c++) {
            estimate -= system[c][width] * means[c] / scales[c];
            spread += system[c][width + 1] * means[c] / scales[c];
        }
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double residual = samples[i] - mean;
            for (int c = 0; c < width; c++) {
                residual -= system[c][width] * (controls[i][c] - means[c]) / scales[c];
            }
            squares += residual * residual;
        }
        double error = Math.sqrt(squares / freedom * spread);
        return new Interval(estimate, Interval.quantile(freedom, confidence) * error, count);
    }

    private static double[] scales(double[][] controls, double[] means) {
        double[] scales = new double[means.length];
        for (int c = 0; c < scales.length; c++) {
            for (double[] sample : controls) {
                scales[c] += (sample[c] - means[c]) * (sample[c] - means[c]);
            }
            scales[c] = scales[c] == 0 ? 1 : Math.sqrt(scales[c]);
        }
        return scales;
    }

    /// Gauss and Jordan with row pivots, for the two right-hand sides in the last columns. A control that says nothing
    /// the others do not say is left out.
    private static void solve(double[][] system) {
        int width = system.length;
        for (int c = 0; c < width; c++) {
            int pivot = c;
            for (int row = c + 1; row < width; row++) {
                if (Math.abs(system[row][c]) > Math.abs(system[pivot][c])) {
                    pivot = row;
                }
            }
            double[] swapped = system[c];
            system[c] = system[pivot];
            system[pivot] = swapped;
            double head = system[c][c];
            if (Math.abs(head) < 1e-9) {
                java.util.Arrays.fill(system[c], 0);
                continue;
            }
            for (int column = 0; column < width + 2; column++) {
                system[c][column] /= head;
            }
            for (int row = 0; row < width; row++) {
                double factor = system[row][c];
                if (row != c && factor != 0) {
                    for (int column = 0; column < width + 2; column++) {
                        system[row][column] -= factor * system[c][column];
                    }
                }
            }
        }
    }
}
