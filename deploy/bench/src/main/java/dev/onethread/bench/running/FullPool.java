package dev.onethread.bench.running;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A pool in which everybody is busy: each agent has one conversation and room for no other, and many wait.
/// Agents have ten of fifty skills each, conversations need one of them at a level of 1 to 4: 200 different
/// requirements.
/// `idle` customers have nothing open, and may write.
record FullPool(int agents, int waiting, int idle) {
    private static final List<String> ROWS = List.of(
            "insert into skill (id, name) select 'skill-' || s, 'Skill ' || s from generate_series(0, 49) s",
            """
            insert into agent (id, name, pool, capacity)
            select 'agent-' || a, 'Agent ' || a, 'main', 1 from generate_series(0, %1$d - 1) a
            """,
            """
            insert into agent_desk (agent, desk, pool)
            select 'agent-' || a, 'support', 'main' from generate_series(0, %1$d - 1) a
            """,
            """
            insert into agent_skill (agent, skill, level)
            select 'agent-' || a, 'skill-' || (a + s * (1 + a %% 7)) %% 50, 1 + (a / 7 + s) %% 5
            from generate_series(0, %1$d - 1) a, generate_series(0, 9) s on conflict do nothing
            """,
            """
            insert into agent_state (agent, presence, presence_version, connected, screens_version, gone, load, epoch)
            select 'agent-' || a, 'AVAILABLE', 1, true, 1, false, 1, 1 from generate_series(0, %1$d - 1) a
            """,
            """
            insert into customer (id)
            select ('00000000-0000-4000-9000-' || lpad(to_hex(c), 12, '0'))::uuid
            from generate_series(0, %1$d + %2$d + %3$d - 1) c
            """,
            """
            insert into conversation (id, customer, last_place)
            select ('00000000-0000-4000-8000-' || lpad(to_hex(c), 12, '0'))::uuid,
                   ('00000000-0000-4000-9000-' || lpad(to_hex(c), 12, '0'))::uuid, 1
            from generate_series(0, %1$d + %2$d + %3$d - 1) c
            """,
            """
            insert into work (conversation, pool, state, agent, since, desk, priority, needs, weight, rules,
                configuration_version, last_place, answered_place, closed_place, unanswered, epoch)
            select ('00000000-0000-4000-8000-' || lpad(to_hex(c), 12, '0'))::uuid, 'main',
                case when c < %1$d then 'ASSIGNED' else 'QUEUED' end,
                case when c < %1$d then 'agent-' || c end, now() - c * interval '10 ms', 'support', c %% 100,
                jsonb_build_array(jsonb_build_object('skill', 'skill-' || c %% 50, 'level', 1 + (c / 50) %% 4)),
                1, '[]', 1, 1, 0, 0,
                jsonb_build_array(jsonb_build_object('place', 1, 'since',
                    to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))), 1
            from generate_series(0, %1$d + %2$d - 1) c
            """,
            """
            insert into agent_past (agent, turn, at, presence, load)
            select 'agent-' || a, 1, now(), 'AVAILABLE', 1 from generate_series(0, %1$d - 1) a
            """,
            "update configuration_version set version = version + 1",
            "analyze");

    /// Writes it into a database that has routing's schema.
    void seed(String jdbcUrl) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            for (String rows : ROWS) {
                statement.execute(rows.formatted(agents, waiting, idle));
            }
        }
    }

    /// The conversation an agent has at first.
    ConversationId heldBy(int agent) {
        return conversation(agent);
    }

    /// The conversations of customers who have nothing open.
    Stream<ConversationId> unopened() {
        return IntStream.range(agents + waiting, agents + waiting + idle).mapToObj(FullPool::conversation);
    }

    AgentId agent(int number) {
        return new AgentId("agent-" + number);
    }

    private static ConversationId conversation(int number) {
        return new ConversationId(UUID.fromString("00000000-0000-4000-8000-%012x".formatted(number)));
    }
}
