package dev.onethread.routing.simulation;

/// How many are there, against how many can be.
final class Crowd {
    private final int mostInSystem;
    private final int mostWaiting;
    private int waiting;
    private int inService;

    Crowd(Scenario.Lines lines) {
        mostInSystem = lines.inSystem() == null ? Integer.MAX_VALUE : lines.inSystem();
        mostWaiting = lines.waiting() == null ? Integer.MAX_VALUE : lines.waiting();
    }

    /// No line is left.
    boolean full() {
        return waiting + inService >= mostInSystem;
    }

    /// More wait than there are places for.
    boolean overcrowded() {
        return waiting > mostWaiting;
    }

    void came() {
        waiting++;
    }

    void served() {
        waiting--;
        inService++;
    }

    void leftWaiting() {
        waiting--;
    }

    void leftServed() {
        inService--;
    }
}
