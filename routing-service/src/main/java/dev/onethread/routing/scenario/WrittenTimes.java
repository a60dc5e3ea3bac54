package dev.onethread.routing.scenario;

import dev.onethread.routing.simulation.Arrivals;
import dev.onethread.routing.simulation.Distribution;
import dev.onethread.routing.simulation.Period;
import java.util.List;
import java.util.Map;

/// Distributions, periods and arrivals as they are written.
final class WrittenTimes {
    private WrittenTimes() {}

    /// A time alone is constant; else `{exponential: mean}`, `{uniform: [low, high]}`, `{constant: time}`,
    /// `{lognormal: {mean, deviation}}`, `{gamma: {shape, mean}}`, `{empirical: [times]}` or `never`.
    static Distribution distribution(Written written) {
        if (written.isText() && written.text().equals("never")) {
            return new Distribution.Never();
        }
        if (written.isText() || written.isNumber()) {
            return written.made(() -> new Distribution.Constant(written.seconds()));
        }
        Map.Entry<String, Written> one = written.one();
        Written inner = one.getValue();
        return inner.made(() -> switch (one.getKey()) {
            case "exponential" -> new Distribution.Exponential(inner.seconds());
            case "constant" -> new Distribution.Constant(inner.seconds());
            case "uniform" -> uniform(inner);
            case "lognormal" -> {
                inner.only("mean", "deviation");
                yield new Distribution.LogNormal(
                        inner.needed("mean").seconds(),
                        inner.needed("deviation").seconds());
            }
            case "gamma" -> {
                inner.only("shape", "mean");
                yield new Distribution.Gamma(
                        inner.needed("shape").number(), inner.needed("mean").seconds());
            }
            case "empirical" ->
                new Distribution.Empirical(
                        inner.elements().stream().map(Written::seconds).toList());
            default -> throw written.wrong("is exponential, uniform, constant, lognormal, gamma, empirical or never");
        });
    }

    private static Distribution uniform(Written written) {
        List<Written> bounds = written.elements();
        if (bounds.size() != 2) {
            throw written.wrong("has a lowest and a highest time");
        }
        return new Distribution.Uniform(bounds.get(0).seconds(), bounds.get(1).seconds());
    }

    static Period period(Written written) {
        Double every = written.maybe("every", Written::seconds);
        double from = written.or("from", Written::seconds, 0.0);
        double to = written.or("to", Written::seconds, every == null ? Double.POSITIVE_INFINITY : every);
        return written.made(() -> new Period(from, to, every));
    }

    /// A list of rates, or `{between: distribution}`.
    static Arrivals arrivals(Written written) {
        if (written.isList()) {
            return new Arrivals.Poisson(
                    written.elements().stream().map(WrittenTimes::rate).toList());
        }
        written.only("between");
        return written.made(() -> new Arrivals.Spaced(distribution(written.needed("between"))));
    }

    private static Arrivals.Rate rate(Written written) {
        written.only("from", "to", "every", "perHour", "perMinute", "perSecond");
        Double hourly = written.maybe("perHour", Written::number);
        Double minutely = written.maybe("perMinute", Written::number);
        Double secondly = written.maybe("perSecond", Written::number);
        if ((hourly == null ? 0 : 1) + (minutely == null ? 0 : 1) + (secondly == null ? 0 : 1) != 1) {
            throw written.wrong("has one of perHour, perMinute, perSecond");
        }
        double rate =
                hourly != null ? hourly / 3600 : minutely != null ? minutely / 60 : secondly == null ? 0 : secondly;
        return written.made(() -> new Arrivals.Rate(period(written), rate));
    }
}
