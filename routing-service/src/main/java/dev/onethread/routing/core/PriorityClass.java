package dev.onethread.routing.core;

import java.util.Locale;

/// The named classes of priority. Points (0 to 100) stand for the class they fall in; none said (0) is
/// normal.
public enum PriorityClass {
    LOW(1),
    NORMAL(20),
    HIGH(50),
    URGENT(75);

    private final int from;

    PriorityClass(int from) {
        this.from = from;
    }

    /// The least points of the class: what naming it means.
    public int points() {
        return from;
    }

    public static PriorityClass of(int points) {
        if (points == 0) {
            return NORMAL;
        }
        PriorityClass found = LOW;
        for (PriorityClass each : values()) {
            if (points >= each.from) {
                found = each;
            }
        }
        return found;
    }

    /// How many points these stand above a normal one, which is what nobody spoke of; negative for low ones.
    public static int aboveNormal(int points) {
        return points == 0 ? 0 : points - NORMAL.from;
    }

    /// The more pressing of two.
    static int higher(int some, int others) {
        return aboveNormal(some) >= aboveNormal(others) ? some : others;
    }

    /// The stable code others know it by, such as `urgent`.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
