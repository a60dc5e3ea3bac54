package dev.onethread.ticket.core;

import dev.onethread.contracts.Address;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where an answer goes unless the agent says otherwise, and why.
public record ReplyAddress(Address to, Reason reason) {
    /// What made the choice.
    public enum Reason {
        LAST_USED,
        LAST_USED_REACHABLE
    }

    /// An address of the customer; `lastUsed` is when they last wrote from it.
    public record Known(
            Address address, boolean reachable, @Nullable Instant lastUsed) {}

    /// The address the customer used last; the next one where that does not take messages any more.
    public static Optional<ReplyAddress> choose(List<Known> known) {
        List<Known> newestFirst = known.stream().sorted(NEWEST_FIRST).toList();
        for (Known candidate : newestFirst) {
            if (candidate.reachable()) {
                Reason reason = candidate == newestFirst.getFirst() ? Reason.LAST_USED : Reason.LAST_USED_REACHABLE;
                return Optional.of(new ReplyAddress(candidate.address(), reason));
            }
        }
        return Optional.empty();
    }

    private static final Comparator<Known> NEWEST_FIRST = Comparator.comparing(
                    Known::lastUsed, Comparator.nullsLast(Comparator.<Instant>reverseOrder()))
            .thenComparing(known -> known.address().key());
}
