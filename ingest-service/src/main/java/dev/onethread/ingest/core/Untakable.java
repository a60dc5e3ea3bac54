package dev.onethread.ingest.core;

/// Kafka will never take this event, however often it is offered: the thing to do is quarantine, not patience. Every
/// other failure of [Intake] is infrastructure that comes back.
public final class Untakable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Untakable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
