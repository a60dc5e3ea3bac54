package dev.onethread.ticket.inbox;

import dev.onethread.contracts.InboxChange;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// Changes that were told before Kafka brought them, because this replica made them itself. When they do
/// come, only screens that have turned to something since then need to be told. Used by one thread.
///
/// Only changes that never occur twice are kept: a conversation's version, the answer to a command.
final class Ahead {
    private final int most;
    private final Map<InboxChange, Long> told = new LinkedHashMap<>();

    /// Remembers at most `most` changes; an older one is told again when it comes.
    Ahead(int most) {
        this.most = most;
    }

    static boolean single(InboxChange change) {
        return switch (change) {
            case InboxChange.ConversationChanged _, InboxChange.CommandAnswered _ -> true;
            case InboxChange.AgentChanged _, InboxChange.DeskChanged _, InboxChange.ConversationsErased _ -> false;
        };
    }

    /// `change` is told at `moment`.
    void told(InboxChange change, long moment) {
        told.put(change, moment);
        if (told.size() > most) {
            Iterator<InboxChange> oldest = told.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /// Kafka brought `change`: when it was told ahead, if it was.
    OptionalLong came(InboxChange change) {
        Long moment = told.remove(change);
        return moment == null ? OptionalLong.empty() : OptionalLong.of(moment);
    }
}
