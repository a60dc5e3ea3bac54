package dev.onethread.ticket.postgres;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.ticket.screen.People.AgentView;
import dev.onethread.ticket.screen.People.PresenceView;
import dev.onethread.ticket.screen.People.QueueView;
import dev.onethread.ticket.screen.People.StatusView;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Agents' presence as the dispatcher told it last, and which agents have a screen open on any replica.
@ApplicationScoped
public class Presences {
    private static final String AGENTS = """
            SELECT u.id, u.name, coalesce(p.presence, 'OFFLINE') AS presence, p.cause, p.since,
                t.id AS status, t.name_ru, t.name_en, t.presence AS stands_for, 'supervisor' = ANY(u.roles) AS supervisor,
                coalesce(p.load, 0) AS load, coalesce(p.capacity, 0) AS capacity,
                (SELECT coalesce(json_agg(json_build_object('skill', s.skill, 'level', s.level) ORDER BY s.skill), '[]')
                    FROM agent_skill s WHERE s.agent = u.id)::text AS skills,
                ARRAY(SELECT d.desk FROM agent_desk d WHERE d.agent = u.id ORDER BY d.desk) AS desks
            FROM app_user u LEFT JOIN agent_presence p ON p.agent = u.id LEFT JOIN agent_status t ON t.id = p.status
            WHERE u.active AND 'agent' = ANY(u.roles) AND ($1::text[] IS NULL OR u.id = ANY($1)) ORDER BY u.name, u.id
            """;
    private static final String OWN = """
            SELECT coalesce(p.presence, 'OFFLINE') AS presence, coalesce(p.version, 0) AS version, p.cause,
                t.id AS status, t.name_ru, t.name_en, t.presence AS stands_for,
                coalesce(p.load, 0) AS load, coalesce(p.capacity, 0) AS capacity,
                (SELECT what FROM command WHERE agent = $1 AND answered_at IS NULL AND what LIKE 'presence/%'
                    ORDER BY asked_at DESC LIMIT 1) AS pending
            FROM (SELECT 1) one LEFT JOIN agent_presence p ON p.agent = $1 LEFT JOIN agent_status t ON t.id = p.status
            """;
    private static final String SKILLS = "SELECT skill, level FROM agent_skill WHERE agent = $1 ORDER BY skill";
    private static final String STATUSES = """
            SELECT id AS status, name_ru, name_en, presence AS stands_for FROM agent_status WHERE active ORDER BY id
            """;
    private static final String QUEUES =
            "SELECT desk, waiting, oldest, available, expected, spread FROM queue_fact ORDER BY desk";

    /// The next version of what the dispatcher is told of an agent. It also rises when the table was lost.
    private static final String TOLD = """
            INSERT INTO agent_presence (agent, told_version)
            VALUES ($1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
            ON CONFLICT (agent) DO UPDATE SET
                told_version = greatest(agent_presence.told_version + 1, EXCLUDED.told_version)
            RETURNING told_version
            """;
    private static final String KNOWN = "INSERT INTO agent_presence (agent) VALUES ($1) ON CONFLICT DO NOTHING";
    private static final String CONNECTED = "SELECT connected FROM agent_presence WHERE agent = $1 FOR UPDATE";
    private static final String LIVE =
            "SELECT EXISTS (SELECT 1 FROM agent_screen WHERE agent = $1 AND until > now()) AS live";
    private static final String CONNECT = "UPDATE agent_presence SET connected = $2 WHERE agent = $1";
    private static final String SHOWN = """
            INSERT INTO agent_screen (replica, agent, until) VALUES ($1, $2, now() + $3 * interval '1 millisecond')
            ON CONFLICT (replica, agent) DO UPDATE SET until = EXCLUDED.until
            """;
    private static final String KEPT = """
            INSERT INTO agent_screen (replica, agent, until)
            SELECT $1::uuid, agent, now() + $3 * interval '1 millisecond' FROM unnest($2::text[]) AS agent ORDER BY agent
            ON CONFLICT (replica, agent) DO UPDATE SET until = EXCLUDED.until
            """;
    private static final String NOT_KEPT = "DELETE FROM agent_screen WHERE replica = $1 AND agent <> ALL($2)";
    private static final String HIDDEN = "DELETE FROM agent_screen WHERE replica = $1 AND agent = $2";
    private static final String EXPIRED = "DELETE FROM agent_screen WHERE until < now()";
    /// Agents whose screens are told otherwise than they are.
    private static final String MISTOLD = """
            SELECT coalesce(p.agent, s.agent) AS agent
            FROM (SELECT agent FROM agent_presence WHERE connected) p
            FULL JOIN (SELECT DISTINCT agent FROM agent_screen WHERE until > now()) s ON s.agent = p.agent
            WHERE p.agent IS NULL OR s.agent IS NULL
            """;

    private final Database database;

    Presences(Database database) {
        this.database = database;
    }

    /// What the dispatcher holds of one agent.
    public record Own(PresenceView presence, int load, int capacity, List<SkillNeed> skills) {}

    public Own own(AgentId agent) {
        Row row = database.query(OWN, agent.value()).iterator().next();
        String pending = row.getString("pending");
        var presence = new PresenceView(
                row.getString("presence"),
                status(row),
                row.getString("cause"),
                row.getLong("version"),
                pending == null ? null : pending.split("/", 3)[1]);
        List<SkillNeed> skills = new ArrayList<>();
        database.query(SKILLS, agent.value())
                .forEach(skill ->
                        skills.add(new SkillNeed(new SkillId(skill.getString("skill")), skill.getInteger("level"))));
        return new Own(presence, row.getInteger("load"), row.getInteger("capacity"), skills);
    }

    /// Active agents, all of them for null.
    public List<AgentView> agents(@Nullable Collection<String> ids) {
        List<AgentView> agents = new ArrayList<>();
        for (Row row : database.query(AGENTS, (Object) (ids == null ? null : ids.toArray(String[]::new)))) {
            agents.add(new AgentView(
                    row.getString("id"),
                    row.getString("name"),
                    row.getString("presence"),
                    status(row),
                    row.getString("cause"),
                    ConversationRow.instant(row, "since"),
                    row.getInteger("load"),
                    row.getInteger("capacity"),
                    Json.read(row.getString("skills"), ConversationRow.NEEDS),
                    Arrays.asList(row.getArrayOfStrings("desks")),
                    row.getBoolean("supervisor")));
        }
        return agents;
    }

    /// What agents may say of themselves besides the plain four.
    public List<StatusView> statuses() {
        List<StatusView> statuses = new ArrayList<>();
        database.query(STATUSES).forEach(row -> Optional.ofNullable(status(row)).ifPresent(statuses::add));
        return statuses;
    }

    private static @Nullable StatusView status(Row row) {
        String id = row.getString("status");
        return id == null
                ? null
                : new StatusView(id, row.getString("name_ru"), row.getString("name_en"), row.getString("stands_for"));
    }

    public List<QueueView> queues() {
        List<QueueView> queues = new ArrayList<>();
        for (Row row : database.query(QUEUES)) {
            queues.add(new QueueView(
                    row.getString("desk"),
                    row.getInteger("waiting"),
                    ConversationRow.instant(row, "oldest"),
                    row.getInteger("available"),
                    row.getLong("expected"),
                    row.getLong("spread")));
        }
        return queues;
    }

    /// `status` is the id of a status that stands for `presence`, null for the plain one.
    public void say(AgentId agent, CommandId command, Presence presence, @Nullable String status, Instant at) {
        String what = "presence/" + presence.name() + (status == null ? "" : "/" + status);
        database.inTransaction(tx -> {
            if (Commands.ask(tx, command, agent, what, null)) {
                long version = told(tx, agent);
                send(tx, new DeskCommand.SetPresence(command, at, agent, presence, version, agent, status));
            }
            return true;
        });
    }

    /// This replica shows the agent a screen, for as long as it says so again.
    public void shown(UUID replica, AgentId agent, Duration lease, Instant at) {
        database.inTransaction(tx -> {
            tx.update(SHOWN, replica, agent.value(), lease.toMillis());
            return reconcile(tx, agent, at);
        });
    }

    /// The agent's last screen on this replica is gone.
    public void hidden(UUID replica, AgentId agent, Instant at) {
        database.inTransaction(tx -> {
            tx.update(HIDDEN, replica, agent.value());
            return reconcile(tx, agent, at);
        });
    }

    /// Says again to whom this replica shows screens, and notices those of replicas that said nothing for too long.
    public void sweep(UUID replica, Collection<String> shown, Duration lease, Instant at) {
        String[] agents = shown.toArray(String[]::new);
        List<AgentId> mistold = database.inTransaction(tx -> {
            tx.update(KEPT, replica, agents, lease.toMillis());
            tx.update(NOT_KEPT, replica, agents);
            tx.update(EXPIRED);
            List<AgentId> found = new ArrayList<>();
            tx.query(MISTOLD).forEach(row -> found.add(new AgentId(row.getString("agent"))));
            return found;
        });
        mistold.forEach(agent -> database.inTransaction(tx -> reconcile(tx, agent, at)));
    }

    /// Tells the dispatcher when an agent's first screen came or the last one went, on whichever replica. The agent's
    /// row is locked before its screens are looked at: two replicas never tell the opposite of what came last.
    private static boolean reconcile(Tx tx, AgentId agent, Instant at) {
        tx.update(KNOWN, agent.value());
        boolean connected = tx.query(CONNECTED, agent.value()).iterator().next().getBoolean("connected");
        boolean live = tx.query(LIVE, agent.value()).iterator().next().getBoolean("live");
        if (connected == live) {
            return false;
        }
        tx.update(CONNECT, agent.value(), live);
        long version = told(tx, agent);
        send(tx, new DeskCommand.ScreensChanged(new CommandId(UUID.randomUUID()), at, agent, live, version));
        return true;
    }

    private static long told(Tx tx, AgentId agent) {
        return tx.query(TOLD, agent.value()).iterator().next().getLong("told_version");
    }

    private static void send(Tx tx, DeskCommand command) {
        tx.publish(Topic.DESK_COMMANDS, Replies.POOL, command);
    }
}
