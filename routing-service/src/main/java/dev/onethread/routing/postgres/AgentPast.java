package dev.onethread.routing.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.SkillId;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.AgentProfile;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What agents were like after each input that changed them, and what was configured of them with each version.
@ApplicationScoped
public class AgentPast {
    private static final String SAVE = """
            insert into agent_past (at, agent, turn, presence, load, channels)
            select $1, agent, turn, presence, load, channels::jsonb
            from unnest($2::text[], $3::bigint[], $4::text[], $5::int[], $6::text[])
                as s(agent, turn, presence, load, channels)
            on conflict do nothing
            """;

    /// An agent nothing is known of that early was never seen.
    private static final String BEFORE = """
            select presence, load, channels::text from agent_past where agent = $1 and turn < $2 order by turn desc limit 1
            """;

    private static final String CHANGED = "select exists (select from agent_past where agent = $1 and turn = $2)";

    private static final String PROFILE = """
            select p.profile::text, a.name from agent_profile_past p join agent a on a.id = p.agent
            where p.agent = $1 and p.version <= $2 order by p.version desc limit 1
            """;

    /// The last state before the time that is kept tells what an agent was like when it began.
    private static final String FORGET = """
            delete from agent_past where (agent, turn) in (
                select o.agent, o.turn from agent_past o
                where o.at < clock_timestamp() - make_interval(secs => $1)
                    and exists (select from agent_past n where n.agent = o.agent and n.turn > o.turn
                        and n.at < clock_timestamp() - make_interval(secs => $1))
                order by o.at limit $2)
            """;

    private static final TypeReference<Map<Channel, Integer>> HELD = new TypeReference<>() {};
    private static final TypeReference<Kept> KEPT = new TypeReference<>() {};

    private final Database database;

    AgentPast(Database database) {
        this.database = database;
    }

    /// An agent after an input: offline where their screens are away, their load in units, and how many conversations
    /// they held of each channel that has a limit.
    public record State(AgentId agent, long turn, Presence presence, int load, Map<Channel, Integer> held) {}

    private record Kept(
            boolean active,
            int capacity,
            boolean supervisor,
            Map<Channel, Integer> limits,
            Set<DeskId> desks,
            Map<SkillId, Integer> skills) {}

    public void save(Tx tx, Instant at, List<State> states) {
        if (!states.isEmpty()) {
            Columns columns = new Columns(states);
            tx.write(
                    SAVE,
                    at.atOffset(ZoneOffset.UTC),
                    columns.of(state -> state.agent().value(), String[]::new),
                    columns.of(State::turn, Long[]::new),
                    columns.of(state -> state.presence().name(), String[]::new),
                    columns.of(State::load, Integer[]::new),
                    columns.of(state -> state.held().isEmpty() ? null : Json.text(state.held()), String[]::new));
        }
    }

    private record Columns(List<State> rows) {
        <C extends @Nullable Object> C[] of(Function<State, C> value, IntFunction<C[]> array) {
            return rows.stream().map(value).toArray(array);
        }
    }

    /// What the agent was like when an input came.
    public State before(AgentId agent, long turn) {
        for (Row row : database.query(BEFORE, agent.value(), turn)) {
            String channels = row.getString("channels");
            return new State(
                    agent,
                    turn,
                    Presence.valueOf(row.getString("presence")),
                    row.getInteger("load"),
                    channels == null ? Map.of() : Json.read(channels, HELD));
        }
        return new State(agent, turn, Presence.OFFLINE, 0, Map.of());
    }

    /// Whether the very input changed the agent, so that what they were like before it does not tell all.
    public boolean changedBy(AgentId agent, long turn) {
        return database.query(CHANGED, agent.value(), turn).iterator().next().getBoolean(0);
    }

    /// What was configured of the agent; nothing where they came later.
    public Optional<AgentProfile> profile(AgentId agent, long version) {
        for (Row row : database.query(PROFILE, agent.value(), version)) {
            Kept kept = Json.read(row.getString("profile"), KEPT);
            return Optional.of(new AgentProfile(
                    agent,
                    row.getString("name"),
                    kept.active(),
                    kept.desks(),
                    kept.skills(),
                    kept.capacity(),
                    kept.supervisor(),
                    kept.limits()));
        }
        return Optional.empty();
    }

    /// Forgets at most so many of those older than `kept`.
    /// @return how many
    int forgetOld(Duration kept, int atMost) {
        return database.query(FORGET, (double) kept.toSeconds(), atMost).rowCount();
    }
}
