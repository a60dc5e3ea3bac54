package dev.onethread.ticket.postgres;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.DeskEvent;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.InboxChange;
import dev.onethread.contracts.Setting;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import java.util.List;

/// What the dispatcher tells of agents, queues and commands, as it was last told.
public final class DeskRows {
    private static final String ANSWERED = """
            UPDATE command c SET answered_at = now(), refused = a.refused
            FROM unnest($1::uuid[], $2::text[]) AS a (id, refused)
            WHERE c.id = a.id AND c.answered_at IS NULL RETURNING c.id, c.refused
            """;
    private static final String NOTED = """
            INSERT INTO agent_presence (agent, presence, load, capacity, version) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (agent) DO UPDATE SET presence = EXCLUDED.presence, load = EXCLUDED.load,
                capacity = EXCLUDED.capacity, version = EXCLUDED.version
            """;
    private static final String FACTS = """
            INSERT INTO queue_fact (desk, waiting, oldest, available) VALUES ($1, $2, $3, $4)
            ON CONFLICT (desk) DO UPDATE SET waiting = EXCLUDED.waiting, oldest = EXCLUDED.oldest,
                available = EXCLUDED.available
            WHERE (queue_fact.waiting, queue_fact.oldest, queue_fact.available)
                IS DISTINCT FROM (EXCLUDED.waiting, EXCLUDED.oldest, EXCLUDED.available)
            """;
    private static final String FORGET_SKILLS = "DELETE FROM agent_skill WHERE agent = $1";
    private static final String SKILLS =
            "INSERT INTO agent_skill (agent, skill, level) SELECT $1::text, skill, level FROM unnest($2::text[], $3::int[]) AS s (skill, level)";

    private DeskRows() {}

    /// A command's answer; `refused` is empty for accepted ones.
    public record Answer(CommandId command, String refused) {}

    public static void answered(Tx tx, List<Answer> answers) {
        Object[] ids = answers.stream().map(answer -> answer.command().value()).toArray(java.util.UUID[]::new);
        String[] refused = answers.stream()
                .map(answer -> answer.refused().isEmpty() ? null : answer.refused())
                .toArray(String[]::new);
        for (Row row : tx.query(ANSWERED, ids, refused)) {
            var command = new CommandId(row.getUUID("id"));
            tx.publish(
                    Topic.INBOX_CHANGES,
                    command.toString(),
                    new InboxChange.CommandAnswered(command, row.getString("refused")));
        }
    }

    public static void noted(Tx tx, DeskEvent.AgentNoted event) {
        tx.update(
                NOTED, event.agent().value(), event.presence().name(), event.load(), event.capacity(), event.version());
        tx.publish(
                Topic.INBOX_CHANGES,
                event.agent().value(),
                new InboxChange.AgentChanged(event.agent(), event.version()));
    }

    public static void facts(Tx tx, DeskEvent.DeskQueue queue) {
        int changed = tx.update(
                FACTS,
                queue.desk().value(),
                queue.waiting(),
                queue.oldest() == null ? null : Tickets.time(queue.oldest()),
                queue.available());
        if (changed > 0) {
            DeskId desk = queue.desk();
            tx.publish(Topic.INBOX_CHANGES, desk.value(), new InboxChange.DeskChanged(desk));
        }
    }

    public static void skills(Tx tx, Setting.AgentSetting setting) {
        AgentId agent = setting.agent();
        tx.update(FORGET_SKILLS, agent.value());
        tx.update(
                SKILLS,
                agent.value(),
                setting.skills().stream().map(need -> need.skill().value()).toArray(String[]::new),
                setting.skills().stream().map(need -> need.level()).toArray(Integer[]::new));
    }
}
