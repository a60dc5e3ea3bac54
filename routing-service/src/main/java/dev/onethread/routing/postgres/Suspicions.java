package dev.onethread.routing.postgres;

import dev.onethread.contracts.CustomerId;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who may be one with whom: what only suggests it, and what a person has said against it. Kept between the
/// customers whom addresses began with, so that it holds through merges.
@ApplicationScoped
public class Suspicions {
    private static final String APART = """
            insert into apart (low, high, said_by)
            select least(a.id, b.id), greatest(a.id, b.id), $3
            from unnest($1::uuid[]) as a(id), unnest($2::uuid[]) as b(id) where a.id <> b.id
            on conflict do nothing
            """;

    private static final String JOIN = """
            delete from apart
            where low = any($1::uuid[]) and high = any($2::uuid[]) or low = any($2::uuid[]) and high = any($1::uuid[])
            """;

    private static final String IS_APART = """
            select exists (select from apart
                where low = any($1::uuid[]) and high = any($2::uuid[])
                   or low = any($2::uuid[]) and high = any($1::uuid[]))
            """;

    /// One person has one account of Telegram and one of each page that signs in; who proves another one is
    /// somebody else, whatever else is equal.
    private static final String CONFLICT = """
            with theirs as (
                select p.kind || ' ' || case p.kind when 'SIGNED_IN' then split_part(p.value, ' ', 1) else '' end as scope,
                    p.value, c.customer = any($1::uuid[]) as first
                from proved p join address a on a.channel = p.channel and a.value = p.address
                    join conversation c on c.id = a.home
                where p.kind in ('TELEGRAM', 'SIGNED_IN')
                  and (c.customer = any($1::uuid[]) or c.customer = any($2::uuid[]))
            )
            select o.scope from theirs o group by o.scope
            having bool_or(o.first) and bool_or(not o.first)
               and not exists (select from theirs x join theirs y on y.scope = x.scope and y.value = x.value
                   where x.scope = o.scope and x.first and not y.first)
            limit 1
            """;

    private static final String SUGGEST = """
            insert into suggestion (id, low, high, reason, detail, confidence)
            select gen_random_uuid(), least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $3, $4, $5
            where not exists (select from apart where low = least($1::uuid, $2::uuid) and high = greatest($1::uuid, $2::uuid))
            on conflict (low, high) do update
                set reason = excluded.reason, detail = excluded.detail, confidence = excluded.confidence
                where excluded.confidence > suggestion.confidence
            """;

    private static final String DISMISS = """
            update suggestion set dismissed_at = clock_timestamp(), dismissed_by = $2
            where id = $1 and dismissed_at is null
            """;

    private static final String FIND = "select id, low, high from suggestion where id = $1";

    private static final String GROUPS = """
            select exists (select from address a join conversation c on c.id = a.home
                where (c.customer = any($1::uuid[]) or c.customer = any($2::uuid[]))
                  and a.channel = 'TELEGRAM' and a.value like '%:-%')
            """;

    /// Two customers who may be one.
    public record Suggestion(UUID id, CustomerId low, CustomerId high) {}

    /// A person says that the ones are not the others.
    public void keepApart(Tx tx, Collection<CustomerId> ones, Collection<CustomerId> others, String by) {
        tx.update(APART, uuids(ones), uuids(others), by);
    }

    /// A person says that they are, after all.
    public void letJoin(Tx tx, Collection<CustomerId> ones, Collection<CustomerId> others) {
        tx.update(JOIN, uuids(ones), uuids(others));
    }

    public boolean apart(Tx tx, Collection<CustomerId> ones, Collection<CustomerId> others) {
        return tx.query(IS_APART, uuids(ones), uuids(others)).iterator().next().getBoolean(0);
    }

    /// Whether what is proved of both cannot be of one person.
    public boolean conflicting(Tx tx, Collection<CustomerId> ones, Collection<CustomerId> others) {
        return tx.query(CONFLICT, uuids(ones), uuids(others)).iterator().hasNext();
    }

    /// Whether any of them is a group, which is never the same as another customer.
    public boolean group(Tx tx, Collection<CustomerId> ones, Collection<CustomerId> others) {
        return tx.query(GROUPS, uuids(ones), uuids(others)).iterator().next().getBoolean(0);
    }

    public void suggest(
            Tx tx, CustomerId one, CustomerId other, String reason, @Nullable String detail, int confidence) {
        tx.update(SUGGEST, one.value(), other.value(), reason, detail, (short) confidence);
    }

    public @Nullable Suggestion find(Tx tx, UUID id) {
        for (Row row : tx.query(FIND, id)) {
            return new Suggestion(id, new CustomerId(row.getUUID("low")), new CustomerId(row.getUUID("high")));
        }
        return null;
    }

    public void dismiss(Tx tx, Suggestion suggestion, String by) {
        tx.update(DISMISS, suggestion.id(), by);
        keepApart(tx, List.of(suggestion.low()), List.of(suggestion.high()), by);
    }

    private static UUID[] uuids(Collection<CustomerId> ids) {
        return new ArrayList<>(ids).stream().map(CustomerId::value).toArray(UUID[]::new);
    }
}
