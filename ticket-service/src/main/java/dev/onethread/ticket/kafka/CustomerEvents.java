package dev.onethread.ticket.kafka;

import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerEvent;
import dev.onethread.contracts.CustomerEvent.AddressLinked;
import dev.onethread.contracts.CustomerEvent.AddressStateChanged;
import dev.onethread.contracts.CustomerEvent.CustomerRegistered;
import dev.onethread.contracts.CustomerEvent.ProfileChanged;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Handler;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.ticket.core.Conversation;
import dev.onethread.ticket.postgres.Addresses;
import dev.onethread.ticket.postgres.Customers;
import dev.onethread.ticket.postgres.Transcript;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What routing knows of customers. A conversation's own events may come first or later: either makes its row.
@ApplicationScoped
class CustomerEvents implements Handler<CustomerEvent> {
    @Override
    public Topic topic() {
        return Topic.CUSTOMER_EVENTS;
    }

    @Override
    public Class<CustomerEvent> type() {
        return CustomerEvent.class;
    }

    @Override
    public void apply(Tx tx, List<Received<CustomerEvent>> batch) {
        Map<CustomerId, ConversationId> conversations = new HashMap<>(Customers.conversations(
                tx, batch.stream().map(received -> received.event().customer()).toList()));
        for (Received<CustomerEvent> received : batch) {
            if (received.event() instanceof CustomerRegistered registered) {
                conversations.put(registered.customer(), registered.conversation());
            }
        }
        Transcript transcript = Transcript.lock(
                tx, conversations.values(), batch.getFirst().event().at());
        for (Received<CustomerEvent> received : batch) {
            CustomerEvent event = received.event();
            ConversationId conversation = conversations.get(event.customer());
            apply(tx, event, transcript, conversation == null ? null : transcript.get(conversation));
        }
        transcript.store();
    }

    private static void apply(Tx tx, CustomerEvent event, Transcript transcript, @Nullable Conversation conversation) {
        String name = null;
        switch (event) {
            case CustomerRegistered registered -> name = registered.name();
            case AddressLinked linked -> Addresses.linked(tx, linked);
            case AddressStateChanged changed -> Addresses.state(tx, changed);
            case ProfileChanged changed -> name = changed.name();
        }
        if (conversation != null) {
            transcript.put(conversation.named(event.customer(), name));
        }
    }
}
