package dev.onethread.contracts;

/// What an agent says about taking work.
public enum Presence {
    AVAILABLE,
    BUSY,
    AWAY,
    OFFLINE
}
