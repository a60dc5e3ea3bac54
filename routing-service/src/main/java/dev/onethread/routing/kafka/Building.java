package dev.onethread.routing.kafka;

import dev.onethread.contracts.PoolId;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Configuration;
import dev.onethread.routing.core.Engine;
import dev.onethread.routing.core.Policy;
import dev.onethread.routing.core.PoolState;
import dev.onethread.routing.postgres.AgentStates;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// A pool as the tables have it, and the engine that was made of it.
record Building(Engine engine, PoolState state, List<AgentStates.Kept> agents, Configuration configuration) {
    private static final Logger LOG = Logger.getLogger(Building.class);

    static Building of(Tx tx, DispatchTables tables, PoolId pool, Policy policy) {
        long began = System.nanoTime();
        List<AgentStates.Kept> agents = tables.agents().all(tx, pool);
        PoolState state = new PoolState(
                tables.work().open(tx, pool),
                agents.stream().map(AgentStates.Kept::state).toList(),
                tables.paces().of(tx, pool));
        Configuration configuration = tables.configurations().load(tx, pool, policy);
        long read = System.nanoTime();
        Engine engine = Meanwhile.of(tx, () -> Engine.of(state, configuration));
        LOG.infof(
                "built pool %s of %d agents and %d open conversations: read in %d ms, placed in %d ms",
                pool,
                agents.size(),
                state.conversations().size(),
                TimeUnit.NANOSECONDS.toMillis(read - began),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - read));
        return new Building(engine, state, agents, configuration);
    }
}
