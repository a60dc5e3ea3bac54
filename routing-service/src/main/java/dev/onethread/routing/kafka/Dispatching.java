package dev.onethread.routing.kafka;

import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskCommand.ConfigurationChanged;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Fenced;
import dev.onethread.delivery.Handler;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.postgres.RoutingSettings;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The dispatchers of the pools whose partitions this replica has: one engine per pool, fenced by the
/// pool's epoch.
///
/// Every transaction, also that of each second's tick, first makes sure that the epoch is still ours. So a
/// replica that slept while another took over writes nothing, and its attempt is counted as
/// `onethread_fenced_writes_total`.
@ApplicationScoped
class Dispatching implements Handler<DeskCommand> {
    private static final Logger LOG = Logger.getLogger(Dispatching.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Map<Integer, Map<PoolId, OwnedPool>> owned = new ConcurrentHashMap<>();
    private final DispatchTables tables;
    private final RoutingSettings settings;
    private final MeterRegistry metrics;
    private final Rehearsal rehearsal;
    private final int partitions;

    Dispatching(
            DispatchTables tables,
            RoutingSettings settings,
            MeterRegistry metrics,
            Rehearsal rehearsal,
            @ConfigProperty(name = "onethread.topics.partitions") int partitions) {
        this.tables = tables;
        this.settings = settings;
        this.metrics = metrics;
        this.rehearsal = rehearsal;
        this.partitions = partitions;
        metrics.counter("onethread_fenced_writes", "consumer", "dispatcher");
    }

    @Override
    public Topic topic() {
        return Topic.DESK_COMMANDS;
    }

    @Override
    public Class<DeskCommand> type() {
        return DeskCommand.class;
    }

    @Override
    public void assigned(Tx tx, int partition) {
        Map<PoolId, OwnedPool> taken = new ConcurrentHashMap<>();
        for (PoolId pool : tables.pools().all(tx)) {
            if (partitionOf(pool) == partition) {
                long epoch = tables.pools().takeOver(tx, pool);
                taken.put(pool, new OwnedPool(pool, epoch));
                tx.afterCommit(() -> LOG.infof("took over pool %s, epoch %d", pool, epoch));
            }
        }
        owned.put(partition, taken);
        tx.afterCommit(() -> rehearsal.begin(this::ours));
    }

    private boolean ours(PoolId pool) {
        return owned.containsKey(partitionOf(pool));
    }

    /// Where Kafka's producer puts a key.
    private int partitionOf(PoolId pool) {
        return BuiltInPartitioner.partitionForKey(pool.value().getBytes(StandardCharsets.UTF_8), partitions);
    }

    @Override
    public void apply(Tx tx, List<Received<DeskCommand>> batch) {
        Map<PoolId, List<Received<DeskCommand>>> byPool = new LinkedHashMap<>();
        for (Received<DeskCommand> received : batch) {
            byPool.computeIfAbsent(new PoolId(received.key()), each -> new ArrayList<>())
                    .add(received);
        }
        byPool.forEach((pool, commands) -> {
            OwnedPool mine = owned(tx, commands.getFirst().partition(), pool);
            if (mine != null) {
                turn(tx, mine, commands, Turn::obey);
            } else if (!commands.stream().allMatch(each -> each.event() instanceof ConfigurationChanged)) {
                throw new IllegalArgumentException("the record's key is no pool");
            }
        });
    }

    /// A pool made after the partition was taken has its commands here before anybody has taken it over.
    /// Null for one that is not, or has no desk any more.
    private @Nullable OwnedPool owned(Tx tx, int partition, PoolId pool) {
        Map<PoolId, OwnedPool> here = owned.computeIfAbsent(partition, none -> new ConcurrentHashMap<>());
        OwnedPool mine = here.get(pool);
        if (mine != null) {
            return mine;
        }
        if (!tables.pools().all(tx).contains(pool)) {
            return null;
        }
        OwnedPool taken = new OwnedPool(pool, tables.pools().takeOver(tx, pool));
        tx.afterCommit(() -> here.put(pool, taken));
        return taken;
    }

    @Override
    public Duration tickEvery() {
        return TICK;
    }

    /// Offers, steps and holds end when they end, not at the next second. A partition without a pool has nothing that
    /// could fall due.
    @Override
    public @Nullable Duration tickIn(int partition) {
        Map<PoolId, OwnedPool> here = owned.getOrDefault(partition, Map.of());
        if (here.isEmpty()) {
            return null;
        }
        Duration in = TICK;
        for (OwnedPool mine : here.values()) {
            Duration due = mine.dueIn(in);
            in = due.compareTo(in) < 0 ? due : in;
        }
        return in;
    }

    @Override
    public void tick(Tx tx, int partition) {
        for (OwnedPool mine : owned.getOrDefault(partition, Map.of()).values()) {
            turn(tx, mine, List.of(), Turn::passTime);
        }
    }

    private void turn(Tx tx, OwnedPool mine, List<Received<DeskCommand>> commands, Consumer<Turn> work) {
        try {
            Turn turn = Turn.begin(tx, mine, tables, settings.policy(), commands);
            work.accept(turn);
            turn.end();
            tx.afterCommit(() -> turn.counted()
                    .forEach((kind, times) -> metrics.counter("onethread_routing_decisions", "kind", kind)
                            .increment(times)));
        } catch (Fenced fenced) {
            metrics.counter("onethread_fenced_writes", "consumer", "dispatcher").increment();
            LOG.warnf("a late write was refused: %s", fenced.getMessage());
            throw fenced;
        }
    }

    @Override
    public void rolledBack(int partition) {
        owned.getOrDefault(partition, Map.of()).values().forEach(OwnedPool::drop);
    }

    @Override
    public void revoked(int partition) {
        owned.remove(partition);
    }
}
