package dev.onethread.delivery;

/// Somebody else owns what this transaction was about; nothing of it took effect.
public final class Fenced extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Fenced(String what) {
        super(what);
    }
}
