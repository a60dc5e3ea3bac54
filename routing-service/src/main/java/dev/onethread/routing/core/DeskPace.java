package dev.onethread.routing.core;

import dev.onethread.contracts.DeskId;

/// How fast a desk's queue was measured to move: (aged) departures in so many (aged) milliseconds in which
/// somebody waited. What a successor goes on measuring from; what passes until then counts for neither.
public record DeskPace(DeskId desk, double departures, double busyMillis) {
    public DeskPace {
        if (!(departures >= 0 && busyMillis >= 0)) {
            throw new IllegalArgumentException("departures and time are not negative");
        }
    }
}
