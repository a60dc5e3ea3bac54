package dev.onethread.routing.kafka;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.Visitor;
import dev.onethread.delivery.Received;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What visitors of the web chat send.
final class Letters {
    static final Door SHOP = new Door(Channel.WEB, "shop");

    private Letters() {}

    static Address someone() {
        return Address.web(new Visitor("v-" + UUID.randomUUID()));
    }

    static MessageReceived message(Address from, int number, String text) {
        return message(from, number, text, Author.UNKNOWN);
    }

    static MessageReceived message(Address from, int number, String text, Author author) {
        Instant now = Instant.now();
        return new MessageReceived(
                new MessageId("web:" + from.value() + ":" + number),
                SHOP,
                from,
                now,
                now,
                author,
                Body.text(text),
                Integer.toString(number),
                null,
                null,
                null);
    }

    static List<Received<FromCustomer>> batch(FromCustomer... events) {
        List<Received<FromCustomer>> batch = new ArrayList<>();
        for (FromCustomer event : events) {
            batch.add(received(event, null));
        }
        return batch;
    }

    static Received<FromCustomer> received(FromCustomer event, String replayOf) {
        return new Received<>(
                event,
                event.address().key(),
                0,
                0,
                Instant.now(),
                UUID.randomUUID().toString(),
                replayOf);
    }
}
