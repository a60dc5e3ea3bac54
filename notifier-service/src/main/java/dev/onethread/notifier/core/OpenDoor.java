package dev.onethread.notifier.core;

import dev.onethread.contracts.Door;

/// A door through which we can send, at its pace, with at most `atOnce` calls at a time.
public record OpenDoor(Door door, Sender sender, Pace pace, int atOnce) {}
