package dev.onethread.ingest.core;

import dev.onethread.contracts.Visitor;

/// The visitors' open screens on this replica.
public interface Screens {
    /// The visitor's newest number is now `seq`, committed: whoever shows less shows more soon. Never blocks.
    void changed(Visitor visitor, long seq);
}
