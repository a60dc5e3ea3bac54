package dev.onethread.ticket.inbox;

import dev.onethread.contracts.InboxChange;
import dev.onethread.ticket.screen.FeedNumber;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The last changes, for screens that come back. Used by one thread.
final class Ring {
    private static final int LOOK_BACK = 5000;
    private static final int LATELY = 20;

    private final int capacity;
    private final Deque<Change> changes = new ArrayDeque<>();
    private final Map<Integer, Long> floor = new HashMap<>();
    private final Map<Integer, Long> next = new HashMap<>();

    Ring(int capacity, Map<Integer, Long> start) {
        this.capacity = capacity;
        floor.putAll(start);
        next.putAll(start);
    }

    /// A change and where it stood.
    record Change(int partition, long offset, InboxChange change) {}

    void add(Change change) {
        changes.add(change);
        floor.putIfAbsent(change.partition(), change.offset());
        next.put(change.partition(), change.offset() + 1);
        if (changes.size() > capacity) {
            Change forgotten = changes.remove();
            floor.put(forgotten.partition(), forgotten.offset() + 1);
        }
    }

    /// Everything below has been added.
    FeedNumber number() {
        return new FeedNumber(next);
    }

    /// The last changes of a conversation's strands, newest first, as far as a short look back finds them.
    List<InboxChange> lately(Collection<UUID> strands) {
        List<InboxChange> found = new ArrayList<>();
        Iterator<Change> newestFirst = changes.descendingIterator();
        for (int looked = 0; looked < LOOK_BACK && found.size() < LATELY && newestFirst.hasNext(); looked++) {
            InboxChange change = newestFirst.next().change();
            if (change instanceof InboxChange.ConversationChanged changed
                    && strands.contains(changed.conversation().value())) {
                found.add(changed);
            }
        }
        return found;
    }

    /// What came at or after `since`, empty where some of it is forgotten. A number ahead of ours comes
    /// from a replica that has read further: its screen has seen more than we could repeat.
    Optional<List<InboxChange>> since(FeedNumber since) {
        for (Map.Entry<Integer, Long> oldest : floor.entrySet()) {
            if (since.next(oldest.getKey()) < oldest.getValue()) {
                return Optional.empty();
            }
        }
        List<InboxChange> missed = new ArrayList<>();
        for (Change change : changes) {
            if (change.offset() >= since.next(change.partition())) {
                missed.add(change.change());
            }
        }
        return Optional.of(missed);
    }
}
