package dev.onethread.routing.core;

import dev.onethread.contracts.DeskId;

/// A desk's hours, and what becomes of what arrives outside them.
public record DeskHours(Hours hours, Outside outside) {
    /// What becomes of a conversation that would wait at a closed desk.
    public sealed interface Outside {}

    /// It waits at the desk until somebody comes.
    public record Queue() implements Outside {}

    /// It waits at another desk, unless that one is closed, too.
    public record Overflow(DeskId desk) implements Outside {}

    /// It waits at the desk, and the customer is told when it opens.
    public record Notice() implements Outside {}
}
