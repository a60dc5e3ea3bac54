package dev.onethread.ticket.postgres;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskEvent;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.InboxChange;
import dev.onethread.contracts.Setting;
import dev.onethread.contracts.Signature;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the dispatcher tells of agents, queues and commands, as it was last told.
public final class DeskRows {
    private static final String ANSWERED = """
            UPDATE command c SET answered_at = now(), refused = a.refused
            FROM unnest($1::uuid[], $2::text[]) AS a (id, refused)
            WHERE c.id = a.id AND c.answered_at IS NULL RETURNING c.id, c.refused
            """;
    private static final String NOTED = """
            INSERT INTO agent_presence AS p (agent, presence, load, capacity, version, since, status, cause)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (agent) DO UPDATE SET presence = EXCLUDED.presence, load = EXCLUDED.load,
                capacity = EXCLUDED.capacity, version = EXCLUDED.version, status = EXCLUDED.status, cause = EXCLUDED.cause,
                since = CASE WHEN (p.presence, p.status) IS NOT DISTINCT FROM (EXCLUDED.presence, EXCLUDED.status) THEN p.since ELSE EXCLUDED.since END
            """;
    private static final String FACTS = """
            INSERT INTO queue_fact AS q (desk, waiting, oldest, available, expected, spread) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (desk) DO UPDATE SET waiting = EXCLUDED.waiting, oldest = EXCLUDED.oldest,
                available = EXCLUDED.available, expected = EXCLUDED.expected, spread = EXCLUDED.spread
            WHERE (q.waiting, q.oldest, q.available, q.expected, q.spread) IS DISTINCT FROM
                (EXCLUDED.waiting, EXCLUDED.oldest, EXCLUDED.available, EXCLUDED.expected, EXCLUDED.spread)
            """;
    private static final String STATUS = """
            INSERT INTO agent_status (id, name_ru, name_en, presence, active) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (id) DO UPDATE SET name_ru = EXCLUDED.name_ru, name_en = EXCLUDED.name_en,
                presence = EXCLUDED.presence, active = EXCLUDED.active
            """;
    private static final String SIGNS = """
            INSERT INTO desk_signature (desk, ru, en) VALUES ($1, $2, $3)
            ON CONFLICT (desk) DO UPDATE SET ru = EXCLUDED.ru, en = EXCLUDED.en
            """;
    private static final String SIGNS_NOTHING = "DELETE FROM desk_signature WHERE desk = $1";
    private static final String SIGNATURE = """
            SELECT s.ru, s.en FROM conversation c JOIN desk_signature s ON s.desk = c.desk WHERE c.id = $1
            """;
    private static final String FORGET_SKILLS = "DELETE FROM agent_skill WHERE agent = $1";
    private static final String FORGET_DESKS = "DELETE FROM agent_desk WHERE agent = $1";
    private static final String DESKS =
            "INSERT INTO agent_desk (agent, desk) SELECT DISTINCT $1::text, desk FROM unnest($2::text[]) AS desk";
    private static final String VERSION =
            "SELECT coalesce(max(version), 0) AS version FROM agent_presence WHERE agent = $1";
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
                NOTED,
                event.agent().value(),
                event.presence().name(),
                event.load(),
                event.capacity(),
                event.version(),
                Tickets.time(event.at()),
                event.status(),
                event.cause());
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
                queue.available(),
                queue.expectedSeconds(),
                queue.spreadSeconds());
        if (changed > 0) {
            DeskId desk = queue.desk();
            tx.publish(Topic.INBOX_CHANGES, desk.value(), new InboxChange.DeskChanged(desk));
        }
    }

    public static void status(Tx tx, Setting.StatusSetting setting) {
        tx.update(
                STATUS,
                setting.status(),
                setting.nameRu(),
                setting.nameEn(),
                setting.presence().name(),
                setting.active());
    }

    /// What stands below a desk's mails from now on.
    public static void signature(Tx tx, Setting.DeskSetting setting) {
        Signature signature = setting.signature();
        if (signature == null || signature.ru() == null && signature.en() == null) {
            tx.update(SIGNS_NOTHING, setting.desk().value());
        } else {
            tx.update(SIGNS, setting.desk().value(), signature.ru(), signature.en());
        }
    }

    /// That of the desk where a conversation is or was last; null for none.
    static @Nullable Signature signature(Tx tx, ConversationId conversation) {
        for (Row row : tx.query(SIGNATURE, conversation.value())) {
            return new Signature(row.getString("ru"), row.getString("en"));
        }
        return null;
    }

    /// What an agent can do and where; screens show it at once.
    public static void profile(Tx tx, Setting.AgentSetting setting) {
        AgentId agent = setting.agent();
        tx.update(FORGET_SKILLS, agent.value());
        tx.update(
                SKILLS,
                agent.value(),
                setting.skills().stream().map(need -> need.skill().value()).toArray(String[]::new),
                setting.skills().stream().map(need -> need.level()).toArray(Integer[]::new));
        tx.update(FORGET_DESKS, agent.value());
        tx.update(
                DESKS,
                agent.value(),
                setting.desks().stream().map(DeskId::value).toArray(String[]::new));
        long version = tx.query(VERSION, agent.value()).iterator().next().getLong("version");
        tx.publish(Topic.INBOX_CHANGES, agent.value(), new InboxChange.AgentChanged(agent, version));
    }
}
