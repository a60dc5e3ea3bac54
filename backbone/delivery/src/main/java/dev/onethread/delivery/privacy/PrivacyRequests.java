package dev.onethread.delivery.privacy;

import dev.onethread.contracts.PrivacyRequest;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Handler;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Does in each service what is asked about a customer.
@ApplicationScoped
class PrivacyRequests implements Handler<PrivacyRequest> {
    private final Privacy privacy;

    PrivacyRequests(Privacy privacy) {
        this.privacy = privacy;
    }

    @Override
    public Topic topic() {
        return Topic.PRIVACY_REQUESTS;
    }

    @Override
    public Class<PrivacyRequest> type() {
        return PrivacyRequest.class;
    }

    @Override
    public void apply(Tx tx, List<Received<PrivacyRequest>> batch) {
        for (Received<PrivacyRequest> received : batch) {
            switch (received.event()) {
                case PrivacyRequest.ErasureRequested erasure -> privacy.erase(tx, erasure);
                case PrivacyRequest.ExportRequested export -> privacy.export(tx, export);
            }
        }
    }
}
