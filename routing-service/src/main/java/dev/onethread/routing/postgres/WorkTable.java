package dev.onethread.routing.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Conversation;
import dev.onethread.routing.core.Demand;
import dev.onethread.routing.core.Pass;
import dev.onethread.routing.core.Unanswered;
import dev.onethread.routing.core.Work;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The pool's work as it is stored. Written by the pool's dispatcher alone, under its epoch.
@ApplicationScoped
public class WorkTable {
    private static final String COLUMNS = """
            w.state, w.agent, w.since, w.until, w.excess, w.excluded::text, w.desk, w.priority, w.needs::text, w.weight,
            w.rules::text, w.configuration_version, w.last_place, w.answered_place, w.closed_place,
            w.unanswered::text, w.last_agent, w.last_agent_at
            """;

    private static final String OPEN = "select w.conversation as id, " + COLUMNS
            + " from work w where w.pool = $1 and w.state <> 'IDLE' order by w.conversation";

    private static final String NAMED = "select c.id, " + COLUMNS
            + " from conversation c left join work w on w.conversation = c.id where c.id = any($1::uuid[])";

    private static final String SAVE = """
            insert into work (conversation, pool, epoch, state, agent, since, until, excess, excluded, desk, priority,
                needs, weight, rules, configuration_version, last_place, answered_place, closed_place, unanswered,
                last_agent, last_agent_at)
            select conversation, $1, $2, state, agent, since, until, excess, excluded::jsonb, desk, priority,
                needs::jsonb, weight, rules::jsonb, configuration_version, last_place, answered_place, closed_place,
                unanswered::jsonb, last_agent, last_agent_at
            from unnest($3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::int[],
                $9::text[], $10::text[], $11::int[], $12::text[], $13::int[], $14::text[], $15::bigint[],
                $16::bigint[], $17::bigint[], $18::bigint[], $19::text[], $20::text[], $21::timestamptz[])
                as w(conversation, state, agent, since, until, excess, excluded, desk, priority, needs, weight, rules,
                configuration_version, last_place, answered_place, closed_place, unanswered, last_agent, last_agent_at)
            order by conversation
            on conflict (conversation) do update set
                pool = excluded.pool, epoch = excluded.epoch, state = excluded.state, agent = excluded.agent,
                since = excluded.since, until = excluded.until, excess = excluded.excess, excluded = excluded.excluded,
                desk = excluded.desk, priority = excluded.priority, needs = excluded.needs, weight = excluded.weight,
                rules = excluded.rules, configuration_version = excluded.configuration_version,
                last_place = excluded.last_place, answered_place = excluded.answered_place,
                closed_place = excluded.closed_place, unanswered = excluded.unanswered,
                last_agent = excluded.last_agent, last_agent_at = excluded.last_agent_at
            """;

    private static final TypeReference<List<SkillNeed>> NEEDS = new TypeReference<>() {};
    private static final TypeReference<List<JsonNode>> TREES = new TypeReference<>() {};
    private static final TypeReference<Pass> PASS = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<Unanswered.Span>> SPANS = new TypeReference<>() {};

    /// Every conversation of the pool that is not idle.
    public List<Conversation> open(Tx tx, PoolId pool) {
        List<Conversation> open = new ArrayList<>();
        tx.query(OPEN, pool.value()).forEach(row -> open.add(conversation(row)));
        return open;
    }

    /// These conversations, as new to the pool (at `desk`) where it has not dealt with them; unknown ones are left out.
    public List<Conversation> named(Tx tx, Collection<ConversationId> ids, DeskId desk) {
        List<Conversation> named = new ArrayList<>();
        if (!ids.isEmpty()) {
            Object wanted = ids.stream().map(ConversationId::value).toArray(UUID[]::new);
            for (Row row : tx.query(NAMED, wanted)) {
                boolean stored = row.getString("state") != null;
                named.add(
                        stored
                                ? conversation(row)
                                : Conversation.unknownSoFar(new ConversationId(row.getUUID("id")), desk));
            }
        }
        return named;
    }

    public void save(Tx tx, PoolId pool, long epoch, List<Conversation> changed) {
        if (changed.isEmpty()) {
            return;
        }
        Columns columns = new Columns(changed);
        tx.update(
                SAVE,
                pool.value(),
                epoch,
                columns.of(c -> c.id().value(), UUID[]::new),
                columns.of(c -> state(c.work()), String[]::new),
                columns.of(c -> c.agent() == null ? null : c.agent().value(), String[]::new),
                columns.of(c -> time(since(c.work())), OffsetDateTime[]::new),
                columns.of(c -> time(until(c.work())), OffsetDateTime[]::new),
                columns.of(c -> c.work() instanceof Work.Assigned a ? a.excess() : 0, Integer[]::new),
                columns.of(c -> Json.text(excluded(c.work())), String[]::new),
                columns.of(c -> c.demand().desk().value(), String[]::new),
                columns.of(c -> c.demand().priority(), Integer[]::new),
                columns.of(c -> Json.text(c.demand().needs()), String[]::new),
                columns.of(c -> c.demand().weight(), Integer[]::new),
                columns.of(c -> Json.text(c.demand().rules()), String[]::new),
                columns.of(c -> c.demand().configurationVersion(), Long[]::new),
                columns.of(Conversation::lastPlace, Long[]::new),
                columns.of(Conversation::answeredPlace, Long[]::new),
                columns.of(Conversation::closedPlace, Long[]::new),
                columns.of(c -> Json.text(c.unanswered().spans()), String[]::new),
                columns.of(
                        c -> c.lastAgent() == null
                                ? null
                                : c.lastAgent().agent().value(),
                        String[]::new),
                columns.of(
                        c -> time(c.lastAgent() == null ? null : c.lastAgent().at()), OffsetDateTime[]::new));
    }

    private record Columns(List<Conversation> rows) {
        <C extends @Nullable Object> C[] of(
                Function<Conversation, C> value, java.util.function.IntFunction<C[]> array) {
            return rows.stream().map(value).toArray(array);
        }
    }

    private static String state(Work work) {
        return switch (work) {
            case Work.Idle idle -> "IDLE";
            case Work.Queued queued -> "QUEUED";
            case Work.Offered offered -> "OFFERED";
            case Work.Assigned assigned -> "ASSIGNED";
            case Work.Held held -> "HELD";
            case Work.Handing handing -> "HANDING";
        };
    }

    private static @Nullable Instant since(Work work) {
        return switch (work) {
            case Work.Idle idle -> null;
            case Work.Queued queued -> queued.since();
            case Work.Offered offered -> offered.since();
            case Work.Assigned assigned -> assigned.since();
            case Work.Held held -> held.since();
            case Work.Handing handing -> handing.since();
        };
    }

    private static @Nullable Instant until(Work work) {
        return switch (work) {
            case Work.Offered offered -> offered.until();
            case Work.Held held -> held.until();
            case Work.Idle idle -> null;
            case Work.Queued queued -> null;
            case Work.Assigned assigned -> null;
            case Work.Handing handing -> null;
        };
    }

    private static List<Pass> excluded(Work work) {
        return switch (work) {
            case Work.Queued queued -> queued.passed();
            case Work.Offered offered -> offered.passed();
            case Work.Handing handing -> List.of();
            case Work.Idle idle -> List.of();
            case Work.Assigned assigned -> List.of();
            case Work.Held held -> List.of();
        };
    }

    private static Conversation conversation(Row row) {
        Demand demand = new Demand(
                new DeskId(row.getString("desk")),
                row.getInteger("priority"),
                List.of(NeedStep.forGood(Requirement.all(Json.read(row.getString("needs"), NEEDS)))),
                row.getInteger("weight"),
                Json.read(row.getString("rules"), TEXTS),
                row.getLong("configuration_version"),
                null,
                false,
                List.of(),
                null);
        String lastAgent = row.getString("last_agent");
        return new Conversation(
                new ConversationId(row.getUUID("id")),
                work(row),
                demand,
                row.getLong("last_place"),
                row.getLong("answered_place"),
                row.getLong("closed_place"),
                new Unanswered(Json.read(row.getString("unanswered"), SPANS)),
                lastAgent == null
                        ? null
                        : new Conversation.LastAgent(new AgentId(lastAgent), at(row, "last_agent_at")));
    }

    private static Work work(Row row) {
        String agent = row.getString("agent");
        return switch (row.getString("state")) {
            case "IDLE" -> new Work.Idle();
            case "QUEUED" -> new Work.Queued(at(row, "since"), passed(row));
            case "OFFERED" -> new Work.Offered(new AgentId(agent), at(row, "since"), at(row, "until"), passed(row));
            case "ASSIGNED" -> new Work.Assigned(new AgentId(agent), at(row, "since"), row.getInteger("excess"));
            case "HELD" -> new Work.Held(agent == null ? null : new AgentId(agent), at(row, "since"), at(row, "until"));
            default -> throw new IllegalStateException("the schema allows no other state");
        };
    }

    /// Rows of old name agents only.
    private static List<Pass> passed(Row row) {
        List<Pass> passed = new ArrayList<>();
        for (JsonNode each : Json.read(row.getString("excluded"), TREES)) {
            passed.add(
                    each.isTextual()
                            ? new Pass(new AgentId(each.asText()), at(row, "since"), Pass.How.GAVE_BACK)
                            : Json.read(each.toString(), PASS));
        }
        return passed;
    }

    private static Instant at(Row row, String column) {
        return Objects.requireNonNull(row.getOffsetDateTime(column), column).toInstant();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
