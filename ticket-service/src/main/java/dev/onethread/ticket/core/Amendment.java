package dev.onethread.ticket.core;

import dev.onethread.contracts.Span;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A change of a reply that the channel has not confirmed, or has refused with `code`. `withdraws` means that
/// it takes the reply back, otherwise it is to say `text`.
public record Amendment(
        UUID id,
        String text,
        @Nullable List<Span> spans,
        boolean withdraws,
        @Nullable String code) {
    public Amendment refused(String why) {
        return new Amendment(id, text, spans, withdraws, why);
    }

    public boolean isOnItsWay() {
        return code == null;
    }
}
