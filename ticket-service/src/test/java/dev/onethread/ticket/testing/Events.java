package dev.onethread.ticket.testing;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.MailThread;
import dev.onethread.contracts.MessageId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// A customer and what routing says of their messages.
public record Events(ConversationId conversation, CustomerId customer, Address address, Door door) {
    public static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    /// Somebody new who writes from the web.
    public static Events ofWeb() {
        return new Events(
                new ConversationId(UUID.randomUUID()),
                new CustomerId(UUID.randomUUID()),
                new Address(Channel.WEB, "v-" + UUID.randomUUID()),
                new Door(Channel.WEB, "shop"));
    }

    public ConversationEvent.MessagePlaced placed(long place, String text) {
        return placed(place, Body.text(text), NOW);
    }

    public ConversationEvent.MessagePlaced placed(long place, Body body, Instant at) {
        return new ConversationEvent.MessagePlaced(conversation, at, customer, place, message(body, at));
    }

    public MessageReceived message(Body body, Instant at) {
        String id = UUID.randomUUID().toString();
        return new MessageReceived(
                new MessageId("web:test:" + id),
                door,
                address,
                at,
                at,
                new Author("Мария", null, "ru"),
                body,
                id,
                null,
                new MailThread("<" + id + "@example.org>", List.of(), "Hello"),
                null);
    }

    public static Body html(String text, BlobRef html) {
        return new Body(text, "Subject", null, html, null, List.of());
    }
}
