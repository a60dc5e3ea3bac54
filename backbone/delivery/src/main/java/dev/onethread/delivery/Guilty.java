package dev.onethread.delivery;

/// A record that cannot be handled, found before anybody tried.
final class Guilty extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Incoming record;

    Guilty(Incoming record, String reason) {
        super(reason);
        this.record = record;
    }

    Incoming record() {
        return record;
    }
}
