package dev.onethread.routing.postgres;

import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Conversation;
import dev.onethread.routing.core.Work;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The pool's work as it is stored. Written by the pool's dispatcher alone, under its epoch.
@ApplicationScoped
public class WorkTable {
    private static final int PAGE = 4_000;

    private static final String COLUMNS = """
            w.pool, w.state, w.agent, w.since, w.until, w.excess, w.excluded::text, w.desk, w.priority, w.needs::text,
            w.steps::text, w.weight, w.rules::text, w.configuration_version, w.channel, w.vip, w.tags::text, w.due_at,
            w.step, w.overflowed, w.awaits, w.rests_at, w.resting, w.asked::text, w.to_pool, w.to_desk, w.last_place,
            w.answered_place, w.closed_place, w.unanswered::text, w.last_agent, w.last_agent_at
            """;

    private static final String OPEN =
            "declare open_work no scroll cursor for select w.conversation as id, " + COLUMNS + """
            from work w where w.pool = $1 and w.state <> 'IDLE' order by w.conversation
            """;

    private static final String NEXT = "fetch forward " + PAGE + " from open_work";
    private static final String CLOSE = "close open_work";

    private static final String NAMED = "select c.id, c.customer, " + COLUMNS
            + " from conversation c left join work w on w.conversation = c.id where c.id = any($1::uuid[])";

    /// In one order, so that two pools never wait for each other in a circle. What another pool is at work
    /// on is not locked: it is that pool's.
    private static final String LOCK = """
            select 1 from work where conversation = any($1::uuid[])
                and (pool = $2 or state = 'IDLE' or state = 'HANDING' and to_pool = $2)
            order by conversation for no key update
            """;

    private static final String SAVE = """
            insert into work (conversation, pool, epoch, state, agent, since, until, excess, excluded, desk, priority,
                needs, steps, weight, rules, configuration_version, channel, vip, tags, due_at, step, overflowed, awaits,
                rests_at, resting, asked, to_pool, to_desk, last_place, answered_place, closed_place, unanswered,
                last_agent, last_agent_at)
            select conversation, $1, $2, state, agent, since, until, excess, excluded::jsonb, desk, priority,
                needs::jsonb, steps::jsonb, weight, rules::jsonb, configuration_version, channel, vip, tags::jsonb,
                due_at, step, overflowed, awaits, rests_at, resting, asked::jsonb, to_pool, to_desk, last_place,
                answered_place, closed_place, unanswered::jsonb, last_agent, last_agent_at
            from unnest($3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::int[],
                $9::text[], $10::text[], $11::int[], $12::text[], $13::text[], $14::int[], $15::text[], $16::bigint[],
                $17::text[], $18::bool[], $19::text[], $20::timestamptz[], $21::int[], $22::bool[], $23::text[],
                $24::timestamptz[], $25::bool[], $26::text[], $27::text[], $28::text[], $29::bigint[], $30::bigint[],
                $31::bigint[], $32::text[], $33::text[], $34::timestamptz[])
                as w(conversation, state, agent, since, until, excess, excluded, desk, priority, needs, steps, weight,
                rules, configuration_version, channel, vip, tags, due_at, step, overflowed, awaits, rests_at, resting,
                asked, to_pool, to_desk, last_place, answered_place, closed_place, unanswered, last_agent,
                last_agent_at)
            order by conversation
            on conflict (conversation) do update set
                pool = excluded.pool, epoch = excluded.epoch, state = excluded.state, agent = excluded.agent,
                since = excluded.since, until = excluded.until, excess = excluded.excess, excluded = excluded.excluded,
                desk = excluded.desk, priority = excluded.priority, needs = excluded.needs, steps = excluded.steps,
                weight = excluded.weight, rules = excluded.rules,
                configuration_version = excluded.configuration_version, channel = excluded.channel, vip = excluded.vip,
                tags = excluded.tags, due_at = excluded.due_at, step = excluded.step, overflowed = excluded.overflowed,
                awaits = excluded.awaits, rests_at = excluded.rests_at, resting = excluded.resting,
                asked = excluded.asked, to_pool = excluded.to_pool, to_desk = excluded.to_desk,
                last_place = excluded.last_place, answered_place = excluded.answered_place,
                closed_place = excluded.closed_place, unanswered = excluded.unanswered,
                last_agent = excluded.last_agent, last_agent_at = excluded.last_agent_at
            """;

    /// A conversation and the pool whose business it is, null where no pool has dealt with it.
    public record Stored(
            Conversation conversation,
            CustomerId customer,
            @Nullable PoolId pool) {}

    /// Every conversation of the pool that is not idle. Read in pages: a hundred thousand of them need the
    /// memory of conversations, not that of rows. While one page is looked at, the next is on its way.
    public List<Conversation> open(Tx tx, PoolId pool) {
        List<Conversation> open = new ArrayList<>();
        WorkRows rows = new WorkRows();
        tx.write(OPEN, pool.value());
        Tx.Answer next = tx.ask(NEXT);
        RowSet<Row> page;
        do {
            page = next.get();
            next = page.size() < PAGE ? next : tx.ask(NEXT);
            for (Row row : page) {
                open.add(rows.conversation(row));
            }
        } while (page.size() == PAGE);
        tx.write(CLOSE);
        return open;
    }

    /// Asks for these conversations, as new to the pool (at `desk`) where none has dealt with them; unknown
    /// ones are left out.
    public Supplier<List<Stored>> named(Tx tx, Collection<ConversationId> ids, DeskId desk) {
        if (ids.isEmpty()) {
            return List::of;
        }
        Tx.Answer asked = tx.ask(NAMED, (Object) uuids(ids));
        return () -> stored(asked.get(), desk);
    }

    private static List<Stored> stored(RowSet<Row> found, DeskId desk) {
        List<Stored> named = new ArrayList<>();
        WorkRows rows = new WorkRows();
        for (Row row : found) {
            String pool = row.getString("pool");
            CustomerId customer = new CustomerId(row.getUUID("customer"));
            ConversationId id = new ConversationId(row.getUUID("id"));
            named.add(
                    pool == null
                            ? new Stored(Conversation.unknownSoFar(id, desk), customer, null)
                            : new Stored(rows.conversation(row), customer, new PoolId(pool)));
        }
        return named;
    }

    /// Keeps what `pool` may take, and what is its own, from being taken by another until the transaction
    /// ends.
    public void lock(Tx tx, Collection<ConversationId> ids, PoolId pool) {
        if (!ids.isEmpty()) {
            tx.write(LOCK, uuids(ids), pool.value());
        }
    }

    public void save(Tx tx, PoolId pool, long epoch, List<Conversation> changed) {
        if (changed.isEmpty()) {
            return;
        }
        Columns columns = new Columns(changed);
        tx.write(
                SAVE,
                pool.value(),
                epoch,
                columns.of(c -> c.id().value(), UUID[]::new),
                columns.of(c -> WorkRows.state(c.work()), String[]::new),
                columns.of(c -> WorkRows.text(c.agent()), String[]::new),
                columns.of(c -> WorkRows.time(WorkRows.since(c.work())), OffsetDateTime[]::new),
                columns.of(c -> WorkRows.time(WorkRows.until(c.work())), OffsetDateTime[]::new),
                columns.of(c -> c.work() instanceof Work.Assigned a ? a.excess() : 0, Integer[]::new),
                columns.of(c -> WorkRows.list(WorkRows.passed(c.work())), String[]::new),
                columns.of(c -> c.demand().desk().value(), String[]::new),
                columns.of(c -> c.demand().priority(), Integer[]::new),
                columns.of(c -> WorkRows.list(c.demand().needs()), String[]::new),
                columns.of(c -> WorkRows.list(WorkRows.steps(c.demand())), String[]::new),
                columns.of(c -> c.demand().weight(), Integer[]::new),
                columns.of(c -> WorkRows.list(c.demand().rules()), String[]::new),
                columns.of(c -> c.demand().configurationVersion(), Long[]::new),
                columns.of(
                        c -> c.demand().channel() == null
                                ? null
                                : c.demand().channel().name(),
                        String[]::new),
                columns.of(c -> c.demand().vip(), Boolean[]::new),
                columns.of(c -> WorkRows.list(c.demand().tags()), String[]::new),
                columns.of(c -> WorkRows.time(c.demand().dueAt()), OffsetDateTime[]::new),
                columns.of(c -> WorkRows.step(c.work()), Integer[]::new),
                columns.of(c -> WorkRows.overflowed(c.work()), Boolean[]::new),
                columns.of(c -> c.work() instanceof Work.Queued q ? WorkRows.text(q.awaits()) : null, String[]::new),
                columns.of(
                        c -> c.work() instanceof Work.Assigned a ? WorkRows.time(a.restsAt()) : null,
                        OffsetDateTime[]::new),
                columns.of(c -> c.work() instanceof Work.Assigned a && a.resting(), Boolean[]::new),
                columns.of(
                        c -> c.work() instanceof Work.Assigned a && a.asked() != null ? Json.text(a.asked()) : null,
                        String[]::new),
                columns.of(c -> c.work() instanceof Work.Handing h ? h.to().value() : null, String[]::new),
                columns.of(c -> c.work() instanceof Work.Handing h ? h.desk().value() : null, String[]::new),
                columns.of(Conversation::lastPlace, Long[]::new),
                columns.of(Conversation::answeredPlace, Long[]::new),
                columns.of(Conversation::closedPlace, Long[]::new),
                columns.of(c -> WorkRows.list(c.unanswered().spans()), String[]::new),
                columns.of(
                        c -> c.lastAgent() == null
                                ? null
                                : c.lastAgent().agent().value(),
                        String[]::new),
                columns.of(
                        c -> c.lastAgent() == null
                                ? null
                                : WorkRows.time(c.lastAgent().at()),
                        OffsetDateTime[]::new));
    }

    private static UUID[] uuids(Collection<ConversationId> ids) {
        return ids.stream().map(ConversationId::value).toArray(UUID[]::new);
    }

    private record Columns(List<Conversation> rows) {
        <C extends @Nullable Object> C[] of(Function<Conversation, C> value, IntFunction<C[]> array) {
            return rows.stream().map(value).toArray(array);
        }
    }
}
