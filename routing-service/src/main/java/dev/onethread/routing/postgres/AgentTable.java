package dev.onethread.routing.postgres;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is configured of agents. Users come from the ticket service; an agent who left stays, inactive.
@ApplicationScoped
public class AgentTable {
    private static final String ALL = """
            select a.id, a.name, a.active, a.capacity, a.version, coalesce(s.load, 0) as load,
                case when not a.active or s.agent is null or s.gone then 'OFFLINE' else s.presence end as presence,
                array(select desk from agent_desk d where d.agent = a.id order by desk) as desks
            from agent a left join agent_state s on s.agent = a.id order by a.id
            """;

    private static final String SKILLS = "select agent, skill, level from agent_skill order by agent, skill";

    private static final String HIRE = """
            insert into agent (id, name, pool, capacity) values ($1, $2, 'main', $3)
            on conflict (id) do update set name = excluded.name, active = true, version = agent.version + 1
            where agent.name <> excluded.name or not agent.active
            returning version
            """;

    private static final String JOIN = "insert into agent_desk (agent, desk) values ($1, $2) on conflict do nothing";

    private static final String DISMISS =
            "update agent set active = false, version = version + 1 where id = $1 and active";

    /// An agent may be configured before the user is announced, who then brings the name.
    private static final String SAVE = """
            insert into agent (id, name, pool, capacity) values ($1, $1, 'main', $2)
            on conflict (id) do update set capacity = excluded.capacity, version = agent.version + 1
            where agent.active
            """;

    private static final String CLEAR_DESKS = "delete from agent_desk where agent = $1";
    private static final String SAVE_DESKS = "insert into agent_desk (agent, desk) select $1, unnest($2::text[])";
    private static final String CLEAR_SKILLS = "delete from agent_skill where agent = $1";

    private static final String SAVE_SKILLS =
            "insert into agent_skill (agent, skill, level) select $1, * from unnest($2::text[], $3::int[])";

    /// An agent, configured and at work.
    public record Member(
            AgentId id,
            String name,
            boolean active,
            List<DeskId> desks,
            List<SkillNeed> skills,
            int capacity,
            Presence presence,
            int load,
            long version) {}

    public List<Member> all(Tx tx) {
        Map<String, List<SkillNeed>> skills = new HashMap<>();
        for (Row row : tx.query(SKILLS)) {
            skills.computeIfAbsent(row.getString("agent"), agent -> new ArrayList<>())
                    .add(new SkillNeed(new SkillId(row.getString("skill")), row.getInteger("level")));
        }
        List<Member> all = new ArrayList<>();
        for (Row row : tx.query(ALL)) {
            all.add(member(row, skills.getOrDefault(row.getString("id"), List.of())));
        }
        return all;
    }

    public Optional<Member> find(Tx tx, AgentId id) {
        return all(tx).stream().filter(agent -> agent.id().equals(id)).findFirst();
    }

    /// Makes a user an agent who can be given work, with a first desk.
    /// @return whether anything changed
    public boolean hire(Tx tx, AgentId id, String name, int capacity) {
        var rows = tx.query(HIRE, id.value(), name, capacity).iterator();
        if (!rows.hasNext()) {
            return false;
        }
        if (rows.next().getLong("version") == 1) {
            tx.update(JOIN, id.value(), DeskTable.SUPPORT.value());
        }
        return true;
    }

    /// @return whether they had been active
    public boolean dismiss(Tx tx, AgentId id) {
        return tx.update(DISMISS, id.value()) > 0;
    }

    /// @return false where the agent has left
    public boolean save(Tx tx, AgentId id, List<DeskId> desks, List<SkillNeed> skills, int capacity) {
        if (tx.update(SAVE, id.value(), capacity) == 0) {
            return false;
        }
        tx.update(CLEAR_DESKS, id.value());
        tx.update(
                SAVE_DESKS,
                id.value(),
                desks.stream().map(DeskId::value).distinct().toArray(String[]::new));
        tx.update(CLEAR_SKILLS, id.value());
        tx.update(SAVE_SKILLS, id.value(), Configurations.skills(skills), Configurations.levels(skills));
        return true;
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
                desks,
                skills,
                row.getInteger("capacity"),
                Presence.valueOf(row.getString("presence")),
                row.getInteger("load"),
                row.getLong("version"));
    }
}
