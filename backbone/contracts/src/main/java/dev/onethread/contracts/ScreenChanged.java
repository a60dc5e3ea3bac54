package dev.onethread.contracts;

/// Wakes a visitor's sockets: topic `webchat.screens`, key visitor. `seq` is the visitor's newest number.
public record ScreenChanged(Visitor visitor, long seq) implements Event {
    public ScreenChanged {
        Require.present(visitor, "visitor");
    }
}
