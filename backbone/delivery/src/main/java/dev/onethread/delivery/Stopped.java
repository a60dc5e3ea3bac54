package dev.onethread.delivery;

/// The partition was taken away while its worker waited for something to come back.
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
        super("stopped", null, false, false);
    }
}
