package dev.onethread.routing.core;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Who has waited longest in a desk's queue. Whatever begins or goes on to wait is noted; what is not so any more is
/// only found out when it comes to the front, so that those who leave cost nothing.
final class Oldest {
    private record Noted(Slot slot, Instant since) {}

    private final Board board;
    private PriorityQueue<Noted> noted = new PriorityQueue<>(Comparator.comparing(Noted::since));

    Oldest(Board board) {
        this.board = board;
    }

    /// @param waiting how many wait, this one among them: those that have left are forgotten when they are the most
    void note(Slot slot, int waiting) {
        if (noted.size() > 2 * waiting + 100) {
            PriorityQueue<Noted> left = new PriorityQueue<>(noted.comparator());
            noted.stream().filter(this::stands).distinct().forEach(left::add);
            noted = left;
        }
        noted.add(new Noted(slot, slot.conversation.waitingSince(board.now())));
    }

    /// Null where nobody waits.
    @Nullable
    Instant since() {
        while (!noted.isEmpty() && !stands(noted.element())) {
            noted.remove();
        }
        return noted.isEmpty() ? null : noted.element().since;
    }

    private boolean stands(Noted each) {
        Conversation conversation = each.slot.conversation;
        return conversation.work() instanceof Work.Queued
                && board.oldest(board.deskOf(conversation)) == this
                && conversation.waitingSince(board.now()).equals(each.since)
                && board.slot(each.slot.id) == each.slot;
    }
}
