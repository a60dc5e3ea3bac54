package dev.onethread.routing.kafka;

import dev.onethread.contracts.Author;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.postgres.Places;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Edits of what never reached us.
final class LateWords {
    private LateWords() {}

    /// An edit of a message that never reached us holds the customer's words all the same, and takes a
    /// place as one.
    static List<Received<FromCustomer>> asMessages(Tx tx, Places places, List<Received<FromCustomer>> batch) {
        Set<Places.Name> edited = new HashSet<>();
        for (Received<FromCustomer> received : batch) {
            if (received.event() instanceof FromCustomer.MessageEdited edit) {
                edited.add(new Places.Name(edit.address(), edit.channelMessage()));
            }
        }
        if (edited.isEmpty()) {
            return batch;
        }
        Set<Places.Name> placed = new HashSet<>(places.named(tx, edited).keySet());
        List<Received<FromCustomer>> words = new ArrayList<>();
        for (Received<FromCustomer> received : batch) {
            if (received.event() instanceof MessageReceived message) {
                placed.add(new Places.Name(message.address(), message.channelMessage()));
            }
            boolean unseen = received.event() instanceof FromCustomer.MessageEdited edit
                    && placed.add(new Places.Name(edit.address(), edit.channelMessage()));
            words.add(unseen ? asMessage(received) : received);
        }
        return words;
    }

    private static Received<FromCustomer> asMessage(Received<FromCustomer> received) {
        FromCustomer.MessageEdited edit = (FromCustomer.MessageEdited) received.event();
        MessageReceived message = new MessageReceived(
                edit.id(),
                edit.door(),
                edit.address(),
                edit.receivedAt(),
                edit.editedAt(),
                edit.author() == null ? Author.UNKNOWN : edit.author(),
                edit.body(),
                edit.channelMessage(),
                null,
                null,
                null,
                edit.circumstances());
        return new Received<>(
                message,
                received.key(),
                received.partition(),
                received.offset(),
                received.timestamp(),
                received.id(),
                received.replayOf());
    }
}
