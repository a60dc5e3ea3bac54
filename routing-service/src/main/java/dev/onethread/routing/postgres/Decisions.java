package dev.onethread.routing.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DecisionId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Candidate;
import dev.onethread.routing.core.Pass;
import dev.onethread.routing.core.Verdict;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Why each thing was decided: some 600 bytes for a choice, 250 for what took none.
@ApplicationScoped
public class Decisions {
    private static final String SAVE = """
            insert into decision (pool, epoch, id, conversation, at, kind, configuration_version, input_partition,
                input_offset, rules, since, priority, score, needs, considered, excluded, agent, turn, desk,
                reason, step, steps, requirement, relaxes_at, passed, owner, owner_before, overflow, weight, channel)
            select $1, $2, id, conversation, at, kind, configuration_version, input_partition, input_offset,
                rules::jsonb, since, priority, score, needs::jsonb, considered, excluded::jsonb,
                agent, turn, desk, reason, step, steps, requirement::jsonb, relaxes_at, passed::jsonb, owner,
                owner_before, overflow, weight, channel
            from unnest($3::uuid[], $4::uuid[], $5::timestamptz[], $6::text[], $7::bigint[], $8::int[], $9::bigint[],
                $10::text[], $11::timestamptz[], $12::int[], $13::float8[], $14::text[], $15::text[], $16::text[],
                $17::text[], $18::bigint[], $19::text[], $20::text[], $21::int[], $22::int[], $23::text[],
                $24::timestamptz[], $25::text[], $26::text[], $27::text[], $28::text[], $29::int[], $30::text[])
                as d(id, conversation, at, kind, configuration_version, input_partition, input_offset, rules, since,
                priority, score, needs, considered, excluded, agent, turn, desk, reason, step, steps,
                requirement, relaxes_at, passed, owner, owner_before, overflow, weight, channel)
            """;

    private static final String COLUMNS = """
            select id, conversation, at, kind, configuration_version, input_partition, input_offset, rules::text,
                since, priority, score, needs::text, considered, chosen::text, runners_up::text, excluded::text, pool, epoch,
                turn, desk, reason, step, steps, requirement::text, relaxes_at, passed::text, owner, owner_before,
                overflow, weight, channel
            from decision
            """;

    private static final String OF_CONVERSATION = COLUMNS + "where conversation = $1 order by sequence desc limit $2";
    private static final String OF_AGENT = COLUMNS + "where agent = $1 order by sequence desc limit $2";
    private static final String ONE = COLUMNS + "where id = $1";

    private static final String FORGET = """
            delete from decision where id in (
                select id from decision where at < clock_timestamp() - make_interval(secs => $1)
                order by at limit $2 for update skip locked)
            """;

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<SkillNeed>> NEEDS = new TypeReference<>() {};
    private static final TypeReference<List<Shown>> CANDIDATES = new TypeReference<>() {};
    private static final TypeReference<Shown> CANDIDATE = new TypeReference<>() {};
    private static final TypeReference<Map<String, Integer>> COUNTS = new TypeReference<>() {};
    private static final TypeReference<NeedStep> STEP = new TypeReference<>() {};
    private static final TypeReference<List<Pass>> PASSES = new TypeReference<>() {};

    private final Database database;

    Decisions(Database database) {
        this.database = database;
    }

    /// A candidate as kept: agent, whether the customer's last one, fit in hundredths, load, capacity, last
    /// assigned, and why they were or were not given it, as in [Candidate].
    public record Shown(
            AgentId agent,
            boolean last,
            int fit,
            int load,
            int capacity,
            @Nullable Instant at,
            @Nullable Verdict verdict,
            @Nullable Requirement lacks,
            @Nullable Instant passedAt,
            Candidate.@Nullable Room room) {
        public static Shown of(Candidate c) {
            return new Shown(
                    c.agent(),
                    c.lastAgent(),
                    c.fit(),
                    c.load(),
                    c.capacity(),
                    c.lastAssignedAt(),
                    c.verdict(),
                    c.lacks(),
                    c.at(),
                    c.channel());
        }
    }

    /// The command a decision followed from.
    public record Origin(int partition, long offset) {}

    /// Where it stood in the queue.
    public record Rank(Instant since, int priority, double score) {}

    /// The step of its needs that was in force (from 1, of so many), and when the next one is.
    public record InForce(
            int step, int of, NeedStep needs, @Nullable Instant relaxesAt) {}

    /// Which dispatcher decided; `turn` rises with every input of the pool.
    public record By(PoolId pool, long epoch, long turn) {}

    /// One decision, at a desk (and the one it had overflowed to), for so many units of a channel. `by` is
    /// null for those older than it was kept, `input` for time that went by, `rank` and `inForce` where
    /// there was no choice. `owner` is whose it was from then on, `ownerBefore` until then.
    public record Decision(
            DecisionId id,
            ConversationId conversation,
            Instant at,
            String kind,
            @Nullable String reason,
            long configurationVersion,
            @Nullable By by,
            @Nullable Origin input,
            @Nullable DeskId desk,
            @Nullable DeskId overflow,
            int weight,
            @Nullable Channel channel,
            List<String> rules,
            @Nullable Rank rank,
            List<SkillNeed> needs,
            @Nullable InForce inForce,
            @Nullable Shown chosen,
            List<Shown> runnersUp,
            Map<String, Integer> excluded,
            List<Pass> passed,
            @Nullable AgentId owner,
            @Nullable AgentId ownerBefore) {}

    public void save(Tx tx, PoolId pool, long epoch, List<Decision> decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        Columns columns = new Columns(decisions);
        tx.write(
                SAVE,
                pool.value(),
                epoch,
                columns.of(d -> d.id().value(), UUID[]::new),
                columns.of(d -> d.conversation().value(), UUID[]::new),
                columns.of(d -> time(d.at()), OffsetDateTime[]::new),
                columns.of(Decision::kind, String[]::new),
                columns.of(Decision::configurationVersion, Long[]::new),
                columns.of(d -> d.input() == null ? null : d.input().partition(), Integer[]::new),
                columns.of(d -> d.input() == null ? null : d.input().offset(), Long[]::new),
                columns.of(d -> WorkRows.list(d.rules()), String[]::new),
                columns.of(d -> d.rank() == null ? null : time(d.rank().since()), OffsetDateTime[]::new),
                columns.of(d -> d.rank() == null ? null : d.rank().priority(), Integer[]::new),
                columns.of(d -> d.rank() == null ? null : d.rank().score(), Double[]::new),
                columns.of(d -> WorkRows.list(d.needs()), String[]::new),
                columns.of(d -> Considered.text(d.chosen(), d.runnersUp()), String[]::new),
                columns.of(d -> Json.text(d.excluded()), String[]::new),
                columns.of(d -> d.chosen() == null ? null : d.chosen().agent().value(), String[]::new),
                columns.of(d -> d.by() == null ? null : d.by().turn(), Long[]::new),
                columns.of(d -> d.desk() == null ? null : d.desk().value(), String[]::new),
                columns.of(Decision::reason, String[]::new),
                columns.of(d -> d.inForce() == null ? null : d.inForce().step(), Integer[]::new),
                columns.of(d -> d.inForce() == null ? null : d.inForce().of(), Integer[]::new),
                columns.of(
                        d -> d.inForce() == null ? null : Json.text(d.inForce().needs()), String[]::new),
                columns.of(d -> d.inForce() == null ? null : time(d.inForce().relaxesAt()), OffsetDateTime[]::new),
                columns.of(d -> d.passed().isEmpty() ? null : Json.text(d.passed()), String[]::new),
                columns.of(d -> WorkRows.text(d.owner()), String[]::new),
                columns.of(d -> WorkRows.text(d.ownerBefore()), String[]::new),
                columns.of(d -> d.overflow() == null ? null : d.overflow().value(), String[]::new),
                columns.of(Decision::weight, Integer[]::new),
                columns.of(d -> d.channel() == null ? null : d.channel().name(), String[]::new));
    }

    /// The newest first.
    public List<Decision> of(ConversationId conversation, int limit) {
        List<Decision> decisions = new ArrayList<>();
        database.query(OF_CONVERSATION, conversation.value(), limit).forEach(row -> decisions.add(decision(row)));
        return decisions;
    }

    /// What this agent was chosen for, the newest first.
    public List<Decision> of(AgentId agent, int limit) {
        List<Decision> decisions = new ArrayList<>();
        database.query(OF_AGENT, agent.value(), limit).forEach(row -> decisions.add(decision(row)));
        return decisions;
    }

    public Optional<Decision> find(DecisionId id) {
        for (Row row : database.query(ONE, id.value())) {
            return Optional.of(decision(row));
        }
        return Optional.empty();
    }

    /// Forgets at most so many of those older than `kept`, the oldest first.
    /// @return how many
    int forgetOld(Duration kept, int atMost) {
        return database.query(FORGET, (double) kept.toSeconds(), atMost).rowCount();
    }

    private record Columns(List<Decision> rows) {
        <C extends @Nullable Object> C[] of(Function<Decision, C> value, IntFunction<C[]> array) {
            return rows.stream().map(value).toArray(array);
        }
    }

    private static Decision decision(Row row) {
        Integer partition = row.getInteger("input_partition");
        Instant since = instant(row, "since");
        Considered considered = considered(row);
        String passed = row.getString("passed");
        Long turn = row.getLong("turn");
        String desk = row.getString("desk");
        String overflow = row.getString("overflow");
        Integer weight = row.getInteger("weight");
        String channel = row.getString("channel");
        return new Decision(
                new DecisionId(row.getUUID("id")),
                new ConversationId(row.getUUID("conversation")),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("kind"),
                row.getString("reason"),
                row.getLong("configuration_version"),
                turn == null ? null : new By(new PoolId(row.getString("pool")), row.getLong("epoch"), turn),
                partition == null ? null : new Origin(partition, row.getLong("input_offset")),
                desk == null ? null : new DeskId(desk),
                overflow == null ? null : new DeskId(overflow),
                weight == null ? 0 : weight,
                channel == null ? null : Channel.valueOf(channel),
                Json.read(row.getString("rules"), TEXTS),
                since == null ? null : new Rank(since, row.getInteger("priority"), row.getDouble("score")),
                Json.read(row.getString("needs"), NEEDS),
                inForce(row),
                considered.chosen(),
                considered.runnersUp(),
                Json.read(row.getString("excluded"), COUNTS),
                passed == null ? List.of() : Json.read(passed, PASSES),
                agent(row.getString("owner")),
                agent(row.getString("owner_before")));
    }

    /// Older ones were kept as objects.
    private static Considered considered(Row row) {
        String considered = row.getString("considered");
        if (considered != null) {
            return Considered.read(considered);
        }
        String chosen = row.getString("chosen");
        return new Considered(
                chosen == null ? null : Json.read(chosen, CANDIDATE),
                Json.read(row.getString("runners_up"), CANDIDATES));
    }

    private static @Nullable InForce inForce(Row row) {
        String requirement = row.getString("requirement");
        return requirement == null
                ? null
                : new InForce(
                        row.getInteger("step"),
                        row.getInteger("steps"),
                        Json.read(requirement, STEP),
                        instant(row, "relaxes_at"));
    }

    private static @Nullable AgentId agent(@Nullable String id) {
        return id == null ? null : new AgentId(id);
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
