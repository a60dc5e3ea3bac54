package dev.onethread.delivery;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeliveryReported;
import dev.onethread.contracts.DeliveryReported.Outcome.Failed;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.MessageDeleted;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.Topic;
import java.time.Instant;
import java.util.UUID;

/// Events that carry a text, one kind with positions and one without.
final class Events {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private Events() {}

    /// On a topic with positions.
    static DeliveryReported report(String text) {
        return new DeliveryReported(
                new ConversationId(new UUID(0, 1)),
                NOW,
                new ReplyId(new UUID(0, 2)),
                Address.telegram(1, 2),
                1,
                new Failed(text, null));
    }

    static String text(DeliveryReported report) {
        return ((Failed) report.outcome()).code();
    }

    /// On a topic without.
    static FromCustomer message(String text) {
        return new MessageDeleted(
                new MessageId("telegram:1:" + text),
                new Door(Channel.TELEGRAM, "1"),
                Address.telegram(1, 2),
                NOW,
                text);
    }

    static String text(FromCustomer message) {
        return ((MessageDeleted) message).channelMessage();
    }

    static Applying<DeliveryReported> reports(String replica) {
        return new Applying<>(replica, Topic.DELIVERY_REPORTS, DeliveryReported.class, Events::text);
    }

    static Applying<FromCustomer> messages(String replica) {
        return new Applying<>(replica, Topic.MESSAGES_RECEIVED, FromCustomer.class, Events::text);
    }
}
