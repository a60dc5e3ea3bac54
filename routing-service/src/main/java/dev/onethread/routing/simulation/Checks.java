package dev.onethread.routing.simulation;

/// What makes no sense is refused where it is made.
final class Checks {
    private Checks() {}

    static void that(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    static void positive(double value, String what) {
        that(value > 0 && Double.isFinite(value), what + " is more than 0");
    }
}
