package dev.onethread.ingest.telegram;

import dev.onethread.contracts.FromCustomer;
import java.util.List;

/// What one update turned out to be.
public sealed interface Reading {
    /// An event, still without the bytes of its files: `files` says which attachment each of them belongs to.
    /// `keepRaw` says that the update holds more than the event can carry.
    record Understood(FromCustomer event, List<Wanted> files, boolean keepRaw) implements Reading {}

    /// It belongs to no address, or is broken.
    record Refused(String reason) implements Reading {}

    /// A file on Telegram's side: the attachment it fills, and its size as declared, -1 for unknown.
    record Wanted(int attachment, String fileId, long size) {}
}
