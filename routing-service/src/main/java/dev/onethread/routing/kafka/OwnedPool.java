package dev.onethread.routing.kafka;

import dev.onethread.contracts.DeskEvent.DeskQueue;
import dev.onethread.contracts.PoolId;
import dev.onethread.routing.core.Engine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pool this replica dispatches, as of an epoch. The engine is built from the tables when it is first needed, and
/// dropped when they and it may differ.
final class OwnedPool {
    private final PoolId id;
    private final long epoch;
    private @Nullable Engine engine;
    private @Nullable List<DeskQueue> told;

    OwnedPool(PoolId id, long epoch) {
        this.id = id;
        this.epoch = epoch;
    }

    PoolId id() {
        return id;
    }

    long epoch() {
        return epoch;
    }

    @Nullable
    Engine engine() {
        return engine;
    }

    void built(Engine made) {
        engine = made;
    }

    void drop() {
        engine = null;
        told = null;
    }

    /// @return whether these are other facts than were told last
    boolean news(List<DeskQueue> facts) {
        if (facts.equals(told)) {
            return false;
        }
        told = facts;
        return true;
    }
}
