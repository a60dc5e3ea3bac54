package dev.onethread.ticket.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.TicketId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One matter inside a conversation. A resolved one reopens when the customer writes within the reopen window or a
/// person reopens it; later it stays as it is, and a new ticket opens.
public record Ticket(
        TicketId id,
        State state,
        Instant openedAt,
        long firstSeq,
        @Nullable String subject) {
    /// What a ticket can be.
    public sealed interface State {
        /// Somebody has to do something, or the customer has to answer.
        record Open() implements State {}

        /// Closed by a person who had seen everything up to place `upTo`.
        record Resolved(Instant at, AgentId by, long upTo) implements State {}
    }

    public static Ticket open(TicketId id, Instant at, long seq, @Nullable String subject) {
        return new Ticket(id, new State.Open(), at, seq, subject);
    }

    public boolean isOpen() {
        return state instanceof State.Open;
    }

    /// Whether a customer's message at `at` belongs to this ticket.
    public boolean takes(Instant at, Duration reopenWindow) {
        return switch (state) {
            case State.Open ignored -> true;
            case State.Resolved resolved -> !at.isAfter(resolved.at().plus(reopenWindow));
        };
    }

    public Ticket reopen() {
        return new Ticket(id, new State.Open(), openedAt, firstSeq, subject);
    }

    public Ticket resolve(Instant at, AgentId by, long upTo) {
        return new Ticket(id, new State.Resolved(at, by, upTo), openedAt, firstSeq, subject);
    }
}
