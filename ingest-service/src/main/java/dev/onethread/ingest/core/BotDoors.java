package dev.onethread.ingest.core;

import java.util.List;

/// The bots that are configured.
public interface BotDoors {
    /// One of them; `groups` is what its configuration says of groups.
    record Known(String number, String title, boolean groups) {}

    List<Known> all();
}
