package dev.onethread.ingest.core;

import java.util.Optional;
import java.util.UUID;

/// Mails that somebody has passed on, and that an agent finds to be their writer's.
public interface Forwarded {
    /// Whom a mail within a mail names as its writer; nobody has checked that.
    record Writer(String address) {}

    /// Hands the inner mail over as its writer's own; again it is the same message. `by` is who found so.
    /// @return empty where there is no such mail, or nothing in it any more that could be read
    Optional<Writer> toItsWriter(UUID id, String by) throws Exception;
}
