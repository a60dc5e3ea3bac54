package dev.onethread.ingest.core;

import dev.onethread.contracts.Attachment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of a visitor's screen. `seq` counts from 1 without gaps, per visitor; `id` is the client's own for what
/// the visitor wrote and the reply's for what an agent wrote. `agentName` is null for the visitor's own and for
/// notices.
public record ScreenEntry(
        long seq,
        String id,
        From from,
        String text,
        @Nullable String agentName,
        Instant at,
        List<Attachment> attachments) {
    public ScreenEntry {
        attachments = List.copyOf(attachments);
    }

    /// Who speaks.
    public enum From {
        CUSTOMER,
        AGENT
    }
}
