package dev.onethread.routing.postgres;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Presence;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Fenced;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Pools and who may write them: the dispatcher of the newest epoch.
@ApplicationScoped
public class Pools {
    /// One without a desk has nothing to dispatch.
    private static final String ALL =
            "select id from pool p where exists (select from desk where pool = p.id) order by id";

    private static final String NAMED = "select id, coalesce(name, id) as name, version from pool order by id";

    private static final String SAVE = """
            insert into pool (id, name) values ($1, $2)
            on conflict (id) do update set name = excluded.name, version = pool.version + 1
            """;

    private static final String USED = """
            select exists (select from desk where pool = $1) or exists (select from agent where pool = $1)
                or exists (select from work where pool = $1)
            """;

    private static final String DELETE = "delete from pool where id = $1";

    private static final String TAKE_OVER =
            "update pool set epoch = epoch + 1, taken_at = clock_timestamp() where id = $1 returning epoch";

    /// The lock keeps a successor from taking over until this transaction has ended.
    private static final String CONFIRM =
            "select clock_timestamp() as now from pool where id = $1 and epoch = $2 for update";

    private static final String VIEW =
            "select coalesce(name, id) as name, version, epoch, taken_at from pool where id = $1";

    private static final String QUEUES = """
            select d.id, count(w.conversation) as waiting, min(w.since) as oldest,
                   (select count(*) from agent_desk ad join agent a on a.id = ad.agent
                    join agent_state s on s.agent = a.id
                    where ad.desk = d.id and a.active and s.presence = 'AVAILABLE' and s.connected and not s.gone)
                   as available
            from desk d left join work w on w.desk = d.id and w.pool = d.pool and w.state = 'QUEUED'
            where d.pool = $1 group by d.id order by d.id <> 'support', d.id
            """;

    private static final String STAFF = """
            select a.id, a.name, a.capacity, coalesce(s.load, 0) as load,
                   case when not a.active or s.agent is null or s.gone then 'OFFLINE' else s.presence end as presence
            from agent a left join agent_state s on s.agent = a.id
            where a.pool = $1 and a.active order by a.id
            """;

    private final Database database;

    Pools(Database database) {
        this.database = database;
    }

    /// A desk's queue as stored.
    public record Queue(DeskId desk, long waiting, @Nullable Instant oldest, long available) {}

    /// An agent as stored.
    public record Member(AgentId id, String name, Presence presence, int load, int capacity) {}

    /// A pool as stored.
    public record View(
            PoolId id,
            String name,
            @JsonIgnore long version,
            long epoch,
            Instant takenAt,
            List<Queue> queues,
            List<Member> agents) {}

    public boolean exists(Tx tx, PoolId pool) {
        return tx.query(VIEW, pool.value()).rowCount() > 0;
    }

    /// A pool with the version of its row.
    public record Named(PoolId id, String name, long version) {}

    public List<Named> named(Tx tx) {
        List<Named> pools = new ArrayList<>();
        for (Row row : tx.query(NAMED)) {
            pools.add(new Named(new PoolId(row.getString("id")), row.getString("name"), row.getLong("version")));
        }
        return pools;
    }

    public void save(Tx tx, PoolId pool, String name) {
        tx.update(SAVE, pool.value(), name);
    }

    /// Whether desks, agents or conversations belong to it.
    public boolean used(Tx tx, PoolId pool) {
        return tx.query(USED, pool.value()).iterator().next().getBoolean(0);
    }

    public boolean delete(Tx tx, PoolId pool) {
        return tx.update(DELETE, pool.value()) > 0;
    }

    /// Those that have work to do: each has a desk.
    public List<PoolId> all(Tx tx) {
        List<PoolId> pools = new ArrayList<>();
        tx.query(ALL).forEach(row -> pools.add(new PoolId(row.getString("id"))));
        return pools;
    }

    /// Makes whoever asks the pool's only writer.
    /// @return their epoch
    public long takeOver(Tx tx, PoolId pool) {
        return tx.query(TAKE_OVER, pool.value()).iterator().next().getLong("epoch");
    }

    /// Whether a pool is still ours.
    public interface Confirmation {
        /// @return the database's time
        /// @throws Fenced when somebody else has taken it over
        Instant now();
    }

    /// Makes the transaction depend on the pool still being ours, once the answer has been looked at.
    public Confirmation confirm(Tx tx, PoolId pool, long epoch) {
        Tx.Answer asked = tx.ask(CONFIRM, pool.value(), epoch);
        return () -> {
            var rows = asked.get().iterator();
            if (!rows.hasNext()) {
                throw new Fenced("the pool " + pool + " has left epoch " + epoch);
            }
            return rows.next().getOffsetDateTime("now").toInstant();
        };
    }

    public Optional<View> view(PoolId pool) {
        return database.inTransaction(tx -> {
            var found = tx.query(VIEW, pool.value()).iterator();
            if (!found.hasNext()) {
                return Optional.empty();
            }
            Row row = found.next();
            Instant takenAt = row.getOffsetDateTime("taken_at").toInstant();
            return Optional.of(new View(
                    pool,
                    row.getString("name"),
                    row.getLong("version"),
                    row.getLong("epoch"),
                    takenAt,
                    queues(tx, pool),
                    staff(tx, pool)));
        });
    }

    private static List<Queue> queues(Tx tx, PoolId pool) {
        List<Queue> queues = new ArrayList<>();
        for (Row row : tx.query(QUEUES, pool.value())) {
            OffsetDateTime oldest = row.getOffsetDateTime("oldest");
            queues.add(new Queue(
                    new DeskId(row.getString("id")),
                    row.getLong("waiting"),
                    oldest == null ? null : oldest.toInstant(),
                    row.getLong("available")));
        }
        return queues;
    }

    private static List<Member> staff(Tx tx, PoolId pool) {
        List<Member> members = new ArrayList<>();
        for (Row row : tx.query(STAFF, pool.value())) {
            members.add(new Member(
                    new AgentId(row.getString("id")),
                    row.getString("name"),
                    Presence.valueOf(row.getString("presence")),
                    row.getInteger("load"),
                    row.getInteger("capacity")));
        }
        return members;
    }
}
