package dev.onethread.routing.kafka;

import dev.onethread.contracts.FromCustomer;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.privacy.Privacy;
import dev.onethread.routing.postgres.ErasedAddresses;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What was sent before its customer was erased and comes only now: it is not taken in, and its files go.
@ApplicationScoped
class LateForErased {
    private final ErasedAddresses addresses;
    private final Privacy privacy;

    LateForErased(ErasedAddresses addresses, Privacy privacy) {
        this.addresses = addresses;
        this.privacy = privacy;
    }

    /// The rest of a batch.
    List<Received<FromCustomer>> since(Tx tx, List<Received<FromCustomer>> batch) {
        privacy.takingIn(tx);
        Map<String, Instant> erased = addresses.find(
                tx, batch.stream().map(received -> received.event().address()).toList());
        if (erased.isEmpty()) {
            return batch;
        }
        List<Received<FromCustomer>> rest = new ArrayList<>();
        List<FromCustomer> late = new ArrayList<>();
        for (Received<FromCustomer> received : batch) {
            FromCustomer event = received.event();
            Instant at = erased.get(event.address().key());
            if (at != null && !event.receivedAt().isAfter(at)) {
                late.add(event);
            } else {
                rest.add(received);
            }
        }
        privacy.drop(tx, late);
        return rest;
    }
}
