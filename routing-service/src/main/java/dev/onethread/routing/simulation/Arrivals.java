package dev.onethread.routing.simulation;

import java.util.List;
import java.util.random.RandomGenerator;

/// When contacts of a type come.
public sealed interface Arrivals {
    /// The second of the next one after `second`; infinite when none comes any more.
    double next(double second, RandomGenerator random);

    /// How many are expected between two seconds.
    double expected(double first, double last);

    /// So many a second during a period.
    record Rate(Period when, double perSecond) {
        public Rate {
            Checks.that(perSecond >= 0 && Double.isFinite(perSecond), "a rate is 0 or more");
        }
    }

    /// Poisson, at the sum of the rates in force.
    record Poisson(List<Rate> rates) implements Arrivals {
        public Poisson {
            rates = List.copyOf(rates);
        }

        @Override
        public double next(double second, RandomGenerator random) {
            double wanted = random.nextExponential();
            double at = second;
            while (true) {
                double rate = 0;
                double change = Double.POSITIVE_INFINITY;
                for (int i = 0; i < rates.size(); i++) {
                    Rate each = rates.get(i);
                    rate += each.when().holds(at) ? each.perSecond() : 0;
                    change = Math.min(change, each.when().nextChange(at));
                }
                double offered = rate * (change - at);
                if (rate > 0 && offered >= wanted) {
                    return at + wanted / rate;
                }
                if (Double.isInfinite(change)) {
                    return change;
                }
                wanted -= rate > 0 ? offered : 0;
                at = change;
            }
        }

        @Override
        public double expected(double first, double last) {
            return rates.stream()
                    .mapToDouble(rate -> rate.perSecond() * rate.when().within(first, last))
                    .sum();
        }
    }

    /// One after the other, with random times between.
    record Spaced(Distribution between) implements Arrivals {
        public Spaced {
            Checks.positive(between.mean(), "the mean time between arrivals");
        }

        @Override
        public double next(double second, RandomGenerator random) {
            return second + between.sample(random);
        }

        @Override
        public double expected(double first, double last) {
            return (last - first) / between.mean();
        }
    }

    /// None of its own: they stand in a trace.
    record Traced() implements Arrivals {
        @Override
        public double next(double second, RandomGenerator random) {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public double expected(double first, double last) {
            return 0;
        }
    }
}
