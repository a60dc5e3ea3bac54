package dev.onethread.routing.simulation;

import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;

/// A random length of time, in seconds.
public sealed interface Distribution {
    double sample(RandomGenerator random);

    /// Seconds; infinite for [Never].
    double mean();

    /// Memoryless with this mean.
    record Exponential(double mean) implements Distribution {
        public Exponential {
            Checks.positive(mean, "a mean");
        }

        @Override
        public double sample(RandomGenerator random) {
            return mean * random.nextExponential();
        }
    }

    /// Anything from `low` to `high`, all as likely.
    record Uniform(double low, double high) implements Distribution {
        public Uniform {
            Checks.that(low >= 0 && low < high && Double.isFinite(high), "a uniform time goes from 0 or more upwards");
        }

        @Override
        public double sample(RandomGenerator random) {
            return random.nextDouble(low, high);
        }

        @Override
        public double mean() {
            return (low + high) / 2;
        }
    }

    /// Always the same.
    record Constant(double value) implements Distribution {
        public Constant {
            Checks.that(value >= 0 && Double.isFinite(value), "a constant time is 0 or more");
        }

        @Override
        public double sample(RandomGenerator random) {
            return value;
        }

        @Override
        public double mean() {
            return value;
        }
    }

    /// Its logarithm is normal; given by its own mean and standard deviation.
    record LogNormal(double mean, double deviation) implements Distribution {
        public LogNormal {
            Checks.positive(mean, "a mean");
            Checks.positive(deviation, "a deviation");
        }

        @Override
        public double sample(RandomGenerator random) {
            double variance = Math.log1p(deviation * deviation / (mean * mean));
            return Math.exp(Math.log(mean) - variance / 2 + Math.sqrt(variance) * random.nextGaussian());
        }
    }

    /// Gamma; shape 1 is exponential, higher ones are steadier.
    record Gamma(double shape, double mean) implements Distribution {
        public Gamma {
            Checks.positive(shape, "a shape");
            Checks.positive(mean, "a mean");
        }

        @Override
        public double sample(RandomGenerator random) {
            return AhrensDieterMarsagliaTsangGammaSampler.of(random::nextLong, shape, mean / shape)
                    .sample();
        }
    }

    /// One of the values that were seen, all as likely.
    record Empirical(List<Double> values) implements Distribution {
        public Empirical {
            values = List.copyOf(values);
            Checks.that(!values.isEmpty(), "seen times are at least one");
            values.forEach(value -> Checks.that(value >= 0 && Double.isFinite(value), "a seen time is 0 or more"));
        }

        @Override
        public double sample(RandomGenerator random) {
            return values.get(random.nextInt(values.size()));
        }

        @Override
        public double mean() {
            return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        }
    }

    /// Never ends: endless patience.
    record Never() implements Distribution {
        @Override
        public double sample(RandomGenerator random) {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public double mean() {
            return Double.POSITIVE_INFINITY;
        }
    }
}
