package dev.onethread.routing.postgres;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.DeskCommand.ConfigurationChanged;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.AgentProfile;
import dev.onethread.routing.core.Configuration;
import dev.onethread.routing.core.DeskHours;
import dev.onethread.routing.core.DeskPolicy;
import dev.onethread.routing.core.Policy;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What people decided, as a whole: its version rises with every change, and every pool is told.
@ApplicationScoped
public class Configurations {
    private static final String NOW = "select version, clock_timestamp() as now from configuration_version";

    private static final String BUMP = """
            update configuration_version set version = version + 1, changed_at = clock_timestamp()
            returning version, clock_timestamp() as now
            """;

    private static final String LOCK = "select 1 from configuration_version for update";

    private static final String ELSEWHERE = "select id, pool from desk where pool <> $1";
    private static final String POOLS = "select distinct pool as id from desk order by id";
    private static final String DESKS =
            "select id, policy::text from desk where pool = $1 order by id <> 'support', id";

    /// Whoever went to another pool stays here, inactive, as long as work of this one names them.
    private static final String AGENTS = """
            select a.id, a.name, a.active and a.pool = $1 as active, a.capacity, a.limits::text, a.supervisor,
                array(select desk from agent_desk d where d.agent = a.id order by desk) as desks
            from agent a
            where a.pool = $1 or a.id in (select agent from work where pool = $1 and state <> 'IDLE' and agent is not null)
            order by a.id
            """;

    private static final String SKILLS =
            "select s.agent, s.skill, s.level from agent_skill s join agent a on a.id = s.agent where a.pool = $1";

    /// A version and the database's time.
    public record Version(long number, Instant now) {}

    private final HoursTable hours;

    Configurations(HoursTable hours) {
        this.hours = hours;
    }

    public Version current(Tx tx) {
        return version(tx.query(NOW).iterator().next());
    }

    /// Changes come one after another. Whoever may make one calls this before touching any row of the
    /// configuration, so that two of them never wait for each other in a circle.
    public void lock(Tx tx) {
        tx.query(LOCK);
    }

    /// Call within the transaction of a change: makes it a new version, and tells every pool to read it.
    public void changed(Tx tx) {
        Version version = version(tx.query(BUMP).iterator().next());
        for (Row row : tx.query(POOLS)) {
            CommandId id = new CommandId(UUID.randomUUID());
            tx.publish(
                    Topic.DESK_COMMANDS,
                    row.getString("id"),
                    new ConfigurationChanged(id, version.now(), version.number()));
        }
    }

    public Configuration load(Tx tx, PoolId pool, Policy policy) {
        long version = current(tx).number();
        List<DeskId> desks = new ArrayList<>();
        Map<DeskId, DeskPolicy> policies = new HashMap<>();
        Map<DeskId, DeskHours> worked = hours.all(tx);
        for (Row row : tx.query(DESKS, pool.value())) {
            DeskId desk = new DeskId(row.getString("id"));
            desks.add(desk);
            policies.put(desk, DeskTable.terms(row).policy(desk, policy, worked.get(desk)));
        }
        Map<String, Map<SkillId, Integer>> skills = new HashMap<>();
        for (Row row : tx.query(SKILLS, pool.value())) {
            skills.computeIfAbsent(row.getString("agent"), agent -> new HashMap<>())
                    .put(new SkillId(row.getString("skill")), row.getInteger("level"));
        }
        List<AgentProfile> agents = new ArrayList<>();
        for (Row row : tx.query(AGENTS, pool.value())) {
            agents.add(agent(row, skills.getOrDefault(row.getString("id"), Map.of())));
        }
        Map<DeskId, PoolId> elsewhere = new HashMap<>();
        for (Row row : tx.query(ELSEWHERE, pool.value())) {
            elsewhere.put(new DeskId(row.getString("id")), new PoolId(row.getString("pool")));
        }
        return new Configuration(version, desks, agents, policy, policies, pool, elsewhere);
    }

    private static AgentProfile agent(Row row, Map<SkillId, Integer> skills) {
        Set<DeskId> desks = new HashSet<>();
        for (String desk : row.getArrayOfStrings("desks")) {
            desks.add(new DeskId(desk));
        }
        return new AgentProfile(
                new AgentId(row.getString("id")),
                row.getString("name"),
                row.getBoolean("active"),
                desks,
                skills,
                row.getInteger("capacity"),
                row.getBoolean("supervisor"),
                AgentTable.limits(row));
    }

    private static Version version(Row row) {
        return new Version(row.getLong("version"), row.getOffsetDateTime("now").toInstant());
    }

    static String[] skills(List<SkillNeed> levels) {
        return levels.stream().map(level -> level.skill().value()).toArray(String[]::new);
    }

    static Integer[] levels(List<SkillNeed> levels) {
        return levels.stream().map(SkillNeed::level).toArray(Integer[]::new);
    }
}
