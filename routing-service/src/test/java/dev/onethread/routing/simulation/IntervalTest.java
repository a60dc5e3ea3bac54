package dev.onethread.routing.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void usesStudentsQuantiles() {
        assertThat(Interval.quantile(9, 0.95)).isEqualTo(2.2622, within(1e-4));
        assertThat(Interval.quantile(31, 0.999)).isEqualTo(3.6335, within(1e-3));
        assertThat(Interval.quantile(1_000_000, 0.999)).isEqualTo(3.2905, within(1e-4));
    }

    @Test
    void knowsNothingFromASingleSample() {
        assertThat(Interval.of(new double[] {3}, 0.95).halfWidth()).isInfinite();
    }

    @Test
    void containsTheMeanAsOftenAsItSays() {
        Random random = new Random(5);
        int contained = 0;
        for (int trial = 0; trial < 4_000; trial++) {
            double[] samples =
                    random.doubles(8).map(u -> 10 + 4 * random.nextGaussian()).toArray();
            contained += Interval.of(samples, 0.95).contains(10) ? 1 : 0;
        }
        assertThat(contained / 4_000.0).isBetween(0.938, 0.962);
    }

    @Test
    void controlsNarrowItWithoutMovingIt() {
        Random random = new Random(6);
        int contained = 0;
        double plain = 0;
        double controlled = 0;
        for (int trial = 0; trial < 4_000; trial++) {
            double[] samples = new double[20];
            double[][] controls = new double[20][2];
            for (int i = 0; i < samples.length; i++) {
                double shared = random.nextGaussian();
                controls[i][0] = 1e-6 * shared;
                controls[i][1] = 1e6 * random.nextGaussian();
                samples[i] = 10 + 3 * shared + random.nextGaussian();
            }
            Interval interval = Controls.estimate(samples, controls, 0.95);
            contained += interval.contains(10) ? 1 : 0;
            controlled += interval.halfWidth();
            plain += Interval.of(samples, 0.95).halfWidth();
        }
        assertThat(contained / 4_000.0).isBetween(0.938, 0.962);
        assertThat(controlled).isLessThan(plain / 2.5);
    }

    @Test
    void aControlThatNeverVariesChangesNothing() {
        double[] samples = {1, 2, 3, 4, 5};
        double[][] controls = {{0}, {0}, {0}, {0}, {0}};
        assertThat(Controls.estimate(samples, controls, 0.95).mean()).isEqualTo(3);
    }

    @Test
    void pairedDifferencesIgnoreWhatBothShare() {
        double[] before = {10, 20, 30, 40};
        double[] after = {9, 19, 29, 39};
        Interval difference = Interval.ofDifference(before, after, 0.95);
        assertThat(difference.mean()).isEqualTo(-1);
        assertThat(difference.halfWidth()).isEqualTo(0, within(1e-12));
    }
}
