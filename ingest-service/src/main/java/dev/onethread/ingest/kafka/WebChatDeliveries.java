package dev.onethread.ingest.kafka;

import dev.onethread.contracts.Topic;
import dev.onethread.contracts.WebChatDelivery;
import dev.onethread.delivery.Handler;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.ingest.core.PlainText;
import dev.onethread.ingest.core.ScreenEntry;
import dev.onethread.ingest.postgres.Visitors;
import dev.onethread.ingest.postgres.Visitors.NewEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;

/// Puts what agents answer on their visitors' screens.
@ApplicationScoped
class WebChatDeliveries implements Handler<WebChatDelivery> {
    private final Visitors visitors;

    WebChatDeliveries(Visitors visitors) {
        this.visitors = visitors;
    }

    @Override
    public Topic topic() {
        return Topic.WEBCHAT_DELIVERIES;
    }

    @Override
    public Class<WebChatDelivery> type() {
        return WebChatDelivery.class;
    }

    /// Visitors in the order of their ids, so that two batches never wait for each other; each visitor's own order
    /// stays. Who was erased meanwhile has no screen any more.
    @Override
    public void apply(Tx tx, List<Received<WebChatDelivery>> batch) {
        batch.stream()
                .map(Received::event)
                .sorted(Comparator.comparing(WebChatDelivery::visitor))
                .forEach(delivery -> visitors.addKnown(tx, delivery.visitor(), entry(delivery)));
    }

    /// A reply that is delivered again under its id is the same entry.
    private static NewEntry entry(WebChatDelivery delivery) {
        return new NewEntry(
                delivery.reply().toString(),
                ScreenEntry.From.AGENT,
                PlainText.clean(delivery.body().text()),
                PlainText.cleanOrNull(delivery.agentName()),
                delivery.at(),
                delivery.body().attachments());
    }
}
