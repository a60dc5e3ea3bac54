package dev.onethread.ingest.core;

import dev.onethread.contracts.Door;
import java.util.Optional;

/// The mailbox through which people go on by mail.
public interface MailDoor {
    /// Empty where there is none.
    Optional<Door> first();
}
