package dev.onethread.routing.kafka;

import dev.onethread.contracts.PoolId;
import dev.onethread.delivery.Database;
import dev.onethread.routing.core.Input;
import dev.onethread.routing.postgres.RoutingSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/// Once, soon after the start, pools that other replicas dispatch are built and thrown away. A takeover needs code that
/// a replica otherwise runs for the first time in that very moment, uncompiled: of a large pool it would take several
/// times as long. Reads only.
@ApplicationScoped
class Rehearsal {
    private static final Logger LOG = Logger.getLogger(Rehearsal.class);

    /// The partitions have found their replicas by then.
    private static final Duration AFTER = Duration.ofSeconds(5);

    /// More conversations, or pools, teach nothing more.
    private static final int ENOUGH = 50_000;

    private static final int POOLS = 10;

    /// What leaves so much garbage behind that a takeover should not have to collect it.
    private static final int LARGE = 10_000;

    private final Database database;
    private final DispatchTables tables;
    private final RoutingSettings settings;
    private final AtomicBoolean begun = new AtomicBoolean();

    Rehearsal(Database database, DispatchTables tables, RoutingSettings settings) {
        this.database = database;
        this.tables = tables;
        this.settings = settings;
    }

    /// Begins, unless it did before. `ours` says which pools this replica dispatches, when it is asked.
    void begin(Predicate<PoolId> ours) {
        if (begun.compareAndSet(false, true)) {
            Thread.ofVirtual().name("rehearsal").start(() -> run(ours));
        }
    }

    private void run(Predicate<PoolId> ours) {
        try {
            Thread.sleep(AFTER);
            List<PoolId> pools = database.inTransaction(tables.pools()::all);
            int open = 0;
            for (PoolId pool : pools.stream().filter(ours.negate()).limit(POOLS).toList()) {
                open += open < ENOUGH ? rehearse(pool) : 0;
            }
            if (open >= LARGE) {
                System.gc();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.infof("a takeover was not rehearsed: %s", e.toString());
        }
    }

    /// @return how many conversations it has open
    int rehearse(PoolId pool) {
        int open = database.inTransaction(tx -> {
            Instant now = tables.configurations().current(tx).now();
            Building building = Building.of(tx, tables, pool, settings.policy());
            Meanwhile.of(tx, () -> building.engine().apply(new Input.Configured(building.configuration()), now));
            return building.state().conversations().size();
        });
        LOG.infof("rehearsed the takeover of pool %s", pool);
        return open;
    }
}
