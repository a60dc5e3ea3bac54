package dev.onethread.routing.core;

import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationId;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A conversation's place on the board: what it is now, and where it waits. Fields and not methods, because every
/// input reads them.
final class Slot {
    /// Lower score first, ties by id: one order for all that waits in a pool.
    static final Comparator<Slot> BY_RANK = Slot::compare;

    final ConversationId id;
    Conversation conversation;

    /// Where it waits by its needs; null while it does not wait, or is kept for one agent.
    @Nullable
    Lane lane;

    /// For whom alone it is kept.
    @Nullable
    Agent keeper;

    /// Who has it or is asked.
    @Nullable
    Agent owner;

    /// Milliseconds; set before it is put where it waits, and unchanged while it is there.
    long score;

    /// Began to wait in the running step, and has not been matched yet.
    boolean arrived;

    /// Why, where others are to be told once nobody could take it.
    @Nullable
    QueueReason reason;

    long changedIn;
    boolean timed;

    Slot(Conversation conversation) {
        id = conversation.id();
        this.conversation = conversation;
    }

    static int compare(Slot a, Slot b) {
        int order = Long.compare(a.score, b.score);
        return order != 0 ? order : a.id.value().compareTo(b.id.value());
    }
}
