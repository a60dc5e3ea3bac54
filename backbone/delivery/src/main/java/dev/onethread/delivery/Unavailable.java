package dev.onethread.delivery;

/// Something this needs is away for now, and nobody is to blame: the same is tried again later.
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String what) {
        super(what);
    }

    public Unavailable(String what, Throwable cause) {
        super(what, cause);
    }
}
