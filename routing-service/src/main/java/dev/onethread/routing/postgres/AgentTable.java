package dev.onethread.routing.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is configured of agents. Users come from the ticket service; an agent who left stays, inactive.
@ApplicationScoped
public class AgentTable {
    private static final String MEMBERS = """
            select a.id, a.name, a.active, a.pool, a.capacity, a.limits::text, a.supervisor, a.version,
                coalesce(s.load, 0) as load, s.status,
                case when not a.active or s.agent is null or s.gone then 'OFFLINE' else s.presence end as presence,
                array(select desk from agent_desk d where d.agent = a.id order by desk) as desks
            from agent a left join agent_state s on s.agent = a.id
            """;

    private static final String ALL = MEMBERS + "order by a.id";
    private static final String FIND = MEMBERS + "where a.id = $1";
    private static final String SKILLS = "select agent, skill, level from agent_skill order by agent, skill";
    private static final String SKILLS_OF =
            "select agent, skill, level from agent_skill where agent = $1 order by skill";
    private static final String NAMES = "select id, name from agent where id = any($1::text[])";

    private static final String HIRE = """
            insert into agent (id, name, pool, capacity) values ($1, $2, $4, $3)
            on conflict (id) do update set name = excluded.name, active = true, version = agent.version + 1
            where agent.name <> excluded.name or not agent.active
            returning version
            """;

    private static final String JOIN =
            "insert into agent_desk (agent, desk, pool) values ($1, $2, $3) on conflict do nothing";

    private static final String DISMISS =
            "update agent set active = false, version = version + 1 where id = $1 and active";

    /// An agent may be configured before the user is announced, who then brings the name. Their desks are cleared
    /// before, so the pool may change.
    private static final String SAVE = """
            insert into agent (id, name, pool, capacity, limits, supervisor) values ($1, $1, $2, $3, $4::text::jsonb, $5)
            on conflict (id) do update set pool = excluded.pool, capacity = excluded.capacity,
                limits = excluded.limits, supervisor = excluded.supervisor, version = agent.version + 1
            where agent.active
            """;

    private static final String BUSY_ELSEWHERE =
            "select exists (select from work where agent = $1 and pool <> $2 and state <> 'IDLE')";

    private static final String CLEAR_DESKS = "delete from agent_desk where agent = $1";

    private static final String SAVE_DESKS =
            "insert into agent_desk (agent, pool, desk) select $1, $2, unnest($3::text[])";

    private static final String CLEAR_SKILLS = "delete from agent_skill where agent = $1";

    private static final String SAVE_SKILLS =
            "insert into agent_skill (agent, skill, level) select $1, * from unnest($2::text[], $3::int[])";

    private static final String KEEP = "select keep_agent_profile($1::text[])";

    private static final TypeReference<Map<Channel, Integer>> LIMITS = new TypeReference<>() {};

    /// What people set of an agent: units of capacity, and how many conversations of one channel at most.
    public record Terms(
            PoolId pool,
            List<DeskId> desks,
            List<SkillNeed> skills,
            int capacity,
            Map<Channel, Integer> limits,
            boolean supervisor) {}

    /// An agent, configured and at work; `status` is the custom one they have, null for none.
    public record Member(
            AgentId id,
            String name,
            boolean active,
            Terms terms,
            Presence presence,
            @Nullable String status,
            int load,
            long version) {}

    public List<Member> all(Tx tx) {
        Map<String, List<SkillNeed>> skills = new HashMap<>();
        for (Row row : tx.query(SKILLS)) {
            skills.computeIfAbsent(row.getString("agent"), agent -> new ArrayList<>())
                    .add(skill(row));
        }
        List<Member> all = new ArrayList<>();
        for (Row row : tx.query(ALL)) {
            all.add(member(row, skills.getOrDefault(row.getString("id"), List.of())));
        }
        return all;
    }

    public Optional<Member> find(Tx tx, AgentId id) {
        List<SkillNeed> skills = new ArrayList<>();
        tx.query(SKILLS_OF, id.value()).forEach(row -> skills.add(skill(row)));
        for (Row row : tx.query(FIND, id.value())) {
            return Optional.of(member(row, skills));
        }
        return Optional.empty();
    }

    /// The names of those of `ids` that there are.
    public Map<AgentId, String> names(Tx tx, Iterable<AgentId> ids) {
        List<String> wanted = new ArrayList<>();
        ids.forEach(id -> wanted.add(id.value()));
        Map<AgentId, String> names = new HashMap<>();
        tx.query(NAMES, (Object) wanted.toArray(String[]::new))
                .forEach(row -> names.put(new AgentId(row.getString("id")), row.getString("name")));
        return names;
    }

    /// Makes a user an agent who can be given work, with a first desk.
    /// @return whether anything changed
    public boolean hire(Tx tx, AgentId id, String name, int capacity) {
        var rows = tx.query(HIRE, id.value(), name, capacity, DeskTable.MAIN.value())
                .iterator();
        if (!rows.hasNext()) {
            return false;
        }
        if (rows.next().getLong("version") == 1) {
            tx.update(JOIN, id.value(), DeskTable.SUPPORT.value(), DeskTable.MAIN.value());
        }
        return true;
    }

    /// @return whether they had been active
    public boolean dismiss(Tx tx, AgentId id) {
        return tx.update(DISMISS, id.value()) > 0;
    }

    /// Whether they have work in another pool than `pool`.
    public boolean busyElsewhere(Tx tx, AgentId id, PoolId pool) {
        return tx.query(BUSY_ELSEWHERE, id.value(), pool.value())
                .iterator()
                .next()
                .getBoolean(0);
    }

    /// @return false where the agent has left
    public boolean save(Tx tx, AgentId id, Terms terms) {
        tx.update(CLEAR_DESKS, id.value());
        int saved = tx.update(
                SAVE,
                id.value(),
                terms.pool().value(),
                terms.capacity(),
                Json.text(terms.limits()),
                terms.supervisor());
        if (saved == 0) {
            return false;
        }
        String[] desks = terms.desks().stream().map(DeskId::value).distinct().toArray(String[]::new);
        tx.update(SAVE_DESKS, id.value(), terms.pool().value(), desks);
        tx.update(CLEAR_SKILLS, id.value());
        tx.update(
                SAVE_SKILLS, id.value(), Configurations.skills(terms.skills()), Configurations.levels(terms.skills()));
        keep(tx, List.of(id));
        return true;
    }

    /// Keeps what is configured of them now under the configuration's version, which must be raised before.
    public void keep(Tx tx, Collection<AgentId> ids) {
        tx.write(KEEP, (Object) ids.stream().map(AgentId::value).toArray(String[]::new));
    }

    private static SkillNeed skill(Row row) {
        return new SkillNeed(new SkillId(row.getString("skill")), row.getInteger("level"));
    }

    private static Member member(Row row, List<SkillNeed> skills) {
        List<DeskId> desks = new ArrayList<>();
        for (String desk : row.getArrayOfStrings("desks")) {
            desks.add(new DeskId(desk));
        }
        return new Member(
                new AgentId(row.getString("id")),
                row.getString("name"),
                row.getBoolean("active"),
                new Terms(
                        new PoolId(row.getString("pool")),
                        desks,
                        skills,
                        row.getInteger("capacity"),
                        limits(row),
                        row.getBoolean("supervisor")),
                Presence.valueOf(row.getString("presence")),
                row.getString("status"),
                row.getInteger("load"),
                row.getLong("version"));
    }

    static Map<Channel, Integer> limits(Row row) {
        return Json.read(row.getString("limits"), LIMITS);
    }
}
