package dev.onethread.routing.postgres;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Presence;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.AgentState;
import dev.onethread.routing.core.Engine.AgentView;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What agents say of themselves. Written by the pool's dispatcher alone, under its epoch.
@ApplicationScoped
public class AgentStates {
    private static final String ALL =
            "select s.* from agent_state s join agent a on a.id = s.agent where a.pool = $1 order by s.agent";

    /// Who has moved to another pool since is that one's to write.
    private static final String SAVE = """
            insert into agent_state (epoch, agent, presence, presence_version, connected, screens_version,
                offline_since, disconnected_since, gone, last_assigned_at, load, status, silences, idle_since)
            select $1, s.* from unnest($3::text[], $4::text[], $5::bigint[], $6::bool[], $7::bigint[],
                $8::timestamptz[], $9::timestamptz[], $10::bool[], $11::timestamptz[], $12::int[], $13::text[],
                $14::int[], $15::timestamptz[])
                as s(agent, presence, presence_version, connected, screens_version, offline_since, disconnected_since,
                gone, last_assigned_at, load, status, silences, idle_since)
            where exists (select from agent a where a.id = s.agent and a.pool = $2)
            on conflict (agent) do update set
                epoch = excluded.epoch, presence = excluded.presence, presence_version = excluded.presence_version,
                connected = excluded.connected, screens_version = excluded.screens_version,
                offline_since = excluded.offline_since, disconnected_since = excluded.disconnected_since,
                gone = excluded.gone, last_assigned_at = excluded.last_assigned_at, load = excluded.load,
                status = excluded.status, silences = excluded.silences, idle_since = excluded.idle_since
            """;

    /// An agent's state as it is kept, with the load that followed from the work then.
    public record Kept(AgentState state, int load) {}

    public List<Kept> all(Tx tx, PoolId pool) {
        List<Kept> states = new ArrayList<>();
        tx.query(ALL, pool.value()).forEach(row -> states.add(new Kept(state(row), row.getInteger("load"))));
        return states;
    }

    public void save(Tx tx, PoolId pool, long epoch, List<AgentView> changed) {
        if (changed.isEmpty()) {
            return;
        }
        Columns columns = new Columns(changed);
        tx.write(
                SAVE,
                epoch,
                pool.value(),
                columns.of(view -> view.state().agent().value(), String[]::new),
                columns.of(view -> view.state().presence().name(), String[]::new),
                columns.of(view -> view.state().presenceVersion(), Long[]::new),
                columns.of(view -> view.state().connected(), Boolean[]::new),
                columns.of(view -> view.state().screensVersion(), Long[]::new),
                columns.of(view -> time(view.state().offlineSince()), OffsetDateTime[]::new),
                columns.of(view -> time(view.state().disconnectedSince()), OffsetDateTime[]::new),
                columns.of(view -> view.state().gone(), Boolean[]::new),
                columns.of(view -> time(view.state().lastAssignedAt()), OffsetDateTime[]::new),
                columns.of(AgentView::load, Integer[]::new),
                columns.of(view -> view.state().status(), String[]::new),
                columns.of(view -> view.state().silences(), Integer[]::new),
                columns.of(view -> time(view.state().idleSince()), OffsetDateTime[]::new));
    }

    private record Columns(List<AgentView> rows) {
        <C extends @Nullable Object> C[] of(Function<AgentView, C> value, IntFunction<C[]> array) {
            return rows.stream().map(value).toArray(array);
        }
    }

    private static AgentState state(Row row) {
        return new AgentState(
                new AgentId(row.getString("agent")),
                Presence.valueOf(row.getString("presence")),
                row.getLong("presence_version"),
                row.getBoolean("connected"),
                row.getLong("screens_version"),
                instant(row.getOffsetDateTime("offline_since")),
                instant(row.getOffsetDateTime("disconnected_since")),
                row.getBoolean("gone"),
                instant(row.getOffsetDateTime("last_assigned_at")),
                row.getString("status"),
                row.getInteger("silences"),
                instant(row.getOffsetDateTime("idle_since")));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
