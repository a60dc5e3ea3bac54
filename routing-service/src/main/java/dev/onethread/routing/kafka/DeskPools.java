package dev.onethread.routing.kafka;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.postgres.DeskTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The pool of every desk, read again only when the configuration's version has changed.
@ApplicationScoped
class DeskPools {
    private final DeskTable desks;
    private volatile @Nullable Reading cached;

    private record Reading(long version, Map<DeskId, PoolId> pools) {}

    DeskPools(DeskTable desks) {
        this.desks = desks;
    }

    Map<DeskId, PoolId> at(Tx tx, long version) {
        Reading reading = cached;
        if (reading == null || reading.version() != version) {
            reading = new Reading(version, Map.copyOf(desks.pools(tx)));
            cached = reading;
        }
        return reading.pools();
    }
}
