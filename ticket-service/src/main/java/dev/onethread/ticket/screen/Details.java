package dev.onethread.ticket.screen;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands beside an open conversation.
public final class Details {
    private Details() {}

    /// One address of the customer; `label` is what people call it.
    public record AddressView(
            String key,
            String channel,
            String label,
            @Nullable String door,
            boolean reachable,
            @Nullable String reason,
            boolean blocked,
            @Nullable Instant lastUsedAt) {}

    /// Where an answer goes by default, and why.
    public record ReplyView(String to, String reason) {}

    /// A page of a list; `next` is null on the last one.
    public record Page<T>(List<T> items, @Nullable String next) {}
}
