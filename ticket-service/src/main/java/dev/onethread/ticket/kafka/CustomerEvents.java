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
import dev.onethread.delivery.privacy.Privacy;
import dev.onethread.ticket.core.Conversation;
import dev.onethread.ticket.postgres.Addresses;
import dev.onethread.ticket.postgres.Customers;
import dev.onethread.ticket.postgres.Transcript;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What routing knows of customers. A conversation's own events may come first or later: either makes its row.
@ApplicationScoped
class CustomerEvents implements Handler<CustomerEvent> {
    private final Privacy privacy;

    CustomerEvents(Privacy privacy) {
        this.privacy = privacy;
    }

    @Override
    public Topic topic() {
        return Topic.CUSTOMER_EVENTS;
    }

    @Override
    public Class<CustomerEvent> type() {
        return CustomerEvent.class;
    }

    @Override
    public void apply(Tx tx, List<Received<CustomerEvent>> told) {
        List<Received<CustomerEvent>> batch =
                privacy.standing(tx, told, event -> List.of(event.customer().value()));
        if (batch.isEmpty()) {
            return;
        }
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
        Customers.reread(
                tx,
                batch.stream()
                        .map(received -> conversations.get(received.event().customer()))
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
        transcript.store();
    }

    private static void apply(Tx tx, CustomerEvent event, Transcript transcript, @Nullable Conversation conversation) {
        Conversation after = switch (event) {
            case CustomerRegistered registered -> named(conversation, event, registered.name());
            case AddressLinked linked -> {
                Addresses.linked(tx, linked);
                yield named(conversation, event, null);
            }
            case AddressStateChanged changed -> {
                Addresses.state(tx, changed);
                yield named(conversation, event, null);
            }
            case ProfileChanged changed ->
                conversation == null ? null : conversation.called(event.customer(), changed.name());
        };
        if (after != null) {
            transcript.put(after);
        }
    }

    private static @Nullable Conversation named(
            @Nullable Conversation conversation, CustomerEvent event, @Nullable String name) {
        return conversation == null ? null : conversation.named(event.customer(), name);
    }
}
