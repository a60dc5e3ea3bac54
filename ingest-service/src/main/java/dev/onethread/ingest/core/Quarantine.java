package dev.onethread.ingest.core;

import dev.onethread.contracts.Door;

/// What came through a door and could not be understood: kept as it came, visible to administrators, and
/// replayed when the program has learned better. Blocks; must not run on an event loop.
public interface Quarantine {
    /// Returns once the bytes and their row are stored. `identity` tells the thing from others of the same
    /// door (an update id, a UID): the same one kept twice is one row. `reason` says what was wrong and
    /// repeats no content. A failure means nothing was kept: do not acknowledge.
    void keep(Door door, String identity, byte[] raw, String reason);

    /// As [#keep], for what is understood but nobody's to answer: it waits for nobody, and is forgotten
    /// after a month.
    void leaveOut(Door door, String identity, byte[] raw, String reason);
}
