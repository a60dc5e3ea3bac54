package dev.onethread.routing.simulation;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What is reported of a group of contacts. Waits are seconds, shares 0 to 1.
public enum Metric {
    ARRIVALS(Tally::fresh),
    SERVED(Tally::served),
    MEAN_WAIT(Tally::meanWait),
    WAIT_P50(tally -> tally.waitAt(0.5)),
    WAIT_P90(tally -> tally.waitAt(0.9)),
    WAIT_P99(tally -> tally.waitAt(0.99)),
    DELAYED_SHARE(Tally::delayedShare),
    SERVICE_LEVEL(Tally::levelShare),
    ABANDONED(Tally::abandoned),
    ABANDONED_SHARE(Tally::abandonedShare),
    RETRIES(Tally::retries),
    TURNED_AWAY(Tally::turnedAway),
    SENT_AWAY(Tally::sentAway),
    LEFT_WAITING(Tally::left);

    private final ToDoubleFunction<Tally> measure;

    Metric(ToDoubleFunction<Tally> measure) {
        this.measure = measure;
    }

    double of(Tally tally) {
        return measure.applyAsDouble(tally);
    }

    /// The stable code others know it by, such as `mean-wait`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
