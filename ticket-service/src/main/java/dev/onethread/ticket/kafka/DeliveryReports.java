package dev.onethread.ticket.kafka;

import dev.onethread.contracts.DeliveryReported;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Handler;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.ticket.postgres.Deliveries;
import dev.onethread.ticket.postgres.ReplyAmendments;
import dev.onethread.ticket.postgres.Transcript;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// How far replies have come on their channels.
@ApplicationScoped
class DeliveryReports implements Handler<DeliveryReported> {
    @Override
    public Topic topic() {
        return Topic.DELIVERY_REPORTS;
    }

    @Override
    public Class<DeliveryReported> type() {
        return DeliveryReported.class;
    }

    @Override
    public void apply(Tx tx, List<Received<DeliveryReported>> batch) {
        List<DeliveryReported> reports = batch.stream().map(Received::event).toList();
        Transcript transcript = Transcript.lockKnown(
                tx, reports.stream().map(DeliveryReported::conversation).toList());
        // What an undone merge moved stands in another conversation than it was sent from.
        transcript.also(Deliveries.conversations(
                tx, reports.stream().map(DeliveryReported::reply).toList()));
        Deliveries.report(tx, transcript, reports);
        ReplyAmendments.report(tx, transcript, reports);
        transcript.store();
    }
}
