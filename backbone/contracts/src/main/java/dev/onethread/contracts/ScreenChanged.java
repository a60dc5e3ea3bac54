package dev.onethread.contracts;

/// Wakes a visitor's sockets: topic `webchat.screens`, key visitor. `seq` is the visitor's newest number, or [#GONE].
public record ScreenChanged(Visitor visitor, long seq) implements Event {
    /// There is no such visitor any more.
    public static final long GONE = -1;

    public ScreenChanged {
        Require.present(visitor, "visitor");
    }
}
