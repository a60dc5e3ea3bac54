package dev.onethread.routing.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DecisionId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Candidate;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Why each thing was decided: some 500 bytes each.
@ApplicationScoped
public class Decisions {
    private static final String SAVE = """
            insert into decision (id, conversation, at, kind, configuration_version, input_partition, input_offset,
                rules, since, priority, score, needs, chosen, runners_up, excluded)
            select id, conversation, at, kind, configuration_version, input_partition, input_offset,
                rules::jsonb, since, priority, score, needs::jsonb, chosen::jsonb, runners_up::jsonb, excluded::jsonb
            from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::bigint[], $6::int[], $7::bigint[],
                $8::text[], $9::timestamptz[], $10::int[], $11::float8[], $12::text[], $13::text[], $14::text[],
                $15::text[]) as d(id, conversation, at, kind, configuration_version, input_partition, input_offset,
                rules, since, priority, score, needs, chosen, runners_up, excluded)
            """;

    private static final String OF_CONVERSATION = """
            select id, conversation, at, kind, configuration_version, input_partition, input_offset, rules::text,
                since, priority, score, needs::text, chosen::text, runners_up::text, excluded::text
            from decision where conversation = $1 order by sequence desc limit $2
            """;

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<SkillNeed>> NEEDS = new TypeReference<>() {};
    private static final TypeReference<List<Shown>> CANDIDATES = new TypeReference<>() {};
    private static final TypeReference<Shown> CANDIDATE = new TypeReference<>() {};
    private static final TypeReference<Map<String, Integer>> COUNTS = new TypeReference<>() {};

    private final Database database;

    Decisions(Database database) {
        this.database = database;
    }

    /// A candidate as kept: agent, whether the customer's last one, fit in hundredths, load, capacity, last assigned.
    public record Shown(
            AgentId agent,
            boolean last,
            int fit,
            int load,
            int capacity,
            @Nullable Instant at) {
        public static Shown of(Candidate c) {
            return new Shown(c.agent(), c.lastAgent(), c.fit(), c.load(), c.capacity(), c.lastAssignedAt());
        }
    }

    /// The command a decision followed from.
    public record Origin(int partition, long offset) {}

    /// Where it stood in the queue.
    public record Rank(Instant since, int priority, double score) {}

    /// One decision; `input` is null for time that went by, `rank` where there was no choice.
    public record Decision(
            DecisionId id,
            ConversationId conversation,
            Instant at,
            String kind,
            long configurationVersion,
            @Nullable Origin input,
            List<String> rules,
            @Nullable Rank rank,
            List<SkillNeed> needs,
            @Nullable Shown chosen,
            List<Shown> runnersUp,
            Map<String, Integer> excluded) {}

    public void save(Tx tx, List<Decision> decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        Columns columns = new Columns(decisions);
        tx.update(
                SAVE,
                columns.of(d -> d.id().value(), UUID[]::new),
                columns.of(d -> d.conversation().value(), UUID[]::new),
                columns.of(d -> d.at().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new),
                columns.of(Decision::kind, String[]::new),
                columns.of(Decision::configurationVersion, Long[]::new),
                columns.of(d -> d.input() == null ? null : d.input().partition(), Integer[]::new),
                columns.of(d -> d.input() == null ? null : d.input().offset(), Long[]::new),
                columns.of(d -> Json.text(d.rules()), String[]::new),
                columns.of(
                        d -> d.rank() == null ? null : d.rank().since().atOffset(ZoneOffset.UTC),
                        OffsetDateTime[]::new),
                columns.of(d -> d.rank() == null ? null : d.rank().priority(), Integer[]::new),
                columns.of(d -> d.rank() == null ? null : d.rank().score(), Double[]::new),
                columns.of(d -> Json.text(d.needs()), String[]::new),
                columns.of(d -> d.chosen() == null ? null : Json.text(d.chosen()), String[]::new),
                columns.of(d -> Json.text(d.runnersUp()), String[]::new),
                columns.of(d -> Json.text(d.excluded()), String[]::new));
    }

    /// The newest first.
    public List<Decision> of(ConversationId conversation, int limit) {
        List<Decision> decisions = new ArrayList<>();
        database.query(OF_CONVERSATION, conversation.value(), limit).forEach(row -> decisions.add(decision(row)));
        return decisions;
    }

    private record Columns(List<Decision> rows) {
        <C extends @Nullable Object> C[] of(Function<Decision, C> value, IntFunction<C[]> array) {
            return rows.stream().map(value).toArray(array);
        }
    }

    private static Decision decision(Row row) {
        Integer partition = row.getInteger("input_partition");
        OffsetDateTime since = row.getOffsetDateTime("since");
        String chosen = row.getString("chosen");
        return new Decision(
                new DecisionId(row.getUUID("id")),
                new ConversationId(row.getUUID("conversation")),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("kind"),
                row.getLong("configuration_version"),
                partition == null ? null : new Origin(partition, row.getLong("input_offset")),
                Json.read(row.getString("rules"), TEXTS),
                since == null ? null : new Rank(since.toInstant(), row.getInteger("priority"), row.getDouble("score")),
                Json.read(row.getString("needs"), NEEDS),
                chosen == null ? null : Json.read(chosen, CANDIDATE),
                Json.read(row.getString("runners_up"), CANDIDATES),
                Json.read(row.getString("excluded"), COUNTS));
    }
}
