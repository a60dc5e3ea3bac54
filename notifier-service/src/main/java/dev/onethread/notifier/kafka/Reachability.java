package dev.onethread.notifier.kafka;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.CustomerEvent;
import dev.onethread.contracts.CustomerEvent.AddressStateChanged;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Handler;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.notifier.postgres.Pauses;
import dev.onethread.notifier.postgres.Replies;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// Who has blocked our bot is sent nothing until they unblock it; what is queued for them waits. A group that
/// has moved is no such case: what goes to its old number is taken to its new one.
@ApplicationScoped
public class Reachability implements Handler<CustomerEvent> {
    private static final String MOVED = "moved";

    private final Pauses pauses;
    private final Replies replies;

    Reachability(Pauses pauses, Replies replies) {
        this.pauses = pauses;
        this.replies = replies;
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
    public void apply(Tx tx, List<Received<CustomerEvent>> batch) {
        SequencedSet<String> woken = new LinkedHashSet<>();
        for (Received<CustomerEvent> received : batch) {
            if (received.event() instanceof AddressStateChanged changed
                    && changed.address().channel() == Channel.TELEGRAM) {
                apply(tx, changed, woken);
            }
        }
        replies.ring(tx, woken);
    }

    private void apply(Tx tx, AddressStateChanged changed, SequencedSet<String> woken) {
        Address address = changed.address();
        if (!changed.reachable() && !MOVED.equals(changed.reason())) {
            pauses.pause(tx, address);
        } else if (pauses.end(tx, address)) {
            woken.add("telegram:" + address.value().substring(0, address.value().indexOf(':')));
        }
    }
}
