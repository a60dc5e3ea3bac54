package dev.onethread.notifier.core;

import java.util.List;

/// The doors of one channel that are configured here.
public interface Doors {
    List<OpenDoor> open();
}
