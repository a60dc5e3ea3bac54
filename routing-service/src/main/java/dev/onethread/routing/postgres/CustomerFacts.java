package dev.onethread.routing.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Writer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What is known of customers beside what they write: attributes, the last rating, whether somebody served
/// them, and when they last wrote.
@ApplicationScoped
public class CustomerFacts {
    /// `closed_place` is the last place up to which somebody resolved what the customer wrote. What is told of a
    /// strand is told of whoever goes on for it, and of several words the latest holds.
    private static final String OF = """
            with recursive tree (root, id, customer, depth) as (
                select c.id, c.id, c.customer, 0 from conversation c where c.id = any($1::uuid[])
                union all
                select t.root, c.id, c.customer, t.depth + 1 from tree t join conversation c on c.absorbed_by = t.id
            )
            select c.id as conversation, coalesce(w.closed_place, 0) > 0 as returning, r.rating,
                coalesce(n.attributes, '{}')::text as attributes, p.placed_at
            from conversation c
            left join work w on w.conversation = c.id
            left join lateral (select f.rating from tree t join customer_fact f on f.customer = t.customer
                where t.root = c.id and f.rating is not null order by f.rated_at desc limit 1) r on true
            left join lateral (
                select jsonb_object_agg(l.name, l.value) as attributes
                from (select distinct on (a.name) a.name, a.value
                    from tree t join customer_attribute a on a.customer = t.customer
                    where t.root = c.id order by a.name, a.as_of desc, t.depth, t.id) l
                where l.value is not null) n on true
            left join lateral (select m.placed_at from placed_message m where m.conversation = c.id
                order by m.place desc limit 1) p on true
            where c.id = any($1::uuid[])
            """;

    private static final String FIND = """
            with recursive tree (id, customer) as (
                select c.id, c.customer from conversation c where c.customer = $1
                union all
                select c.id, c.customer from tree t join conversation c on c.absorbed_by = t.id
            )
            select f.rating, f.rated_at from tree t join customer_fact f on f.customer = t.customer
            where f.rating is not null order by f.rated_at desc limit 1
            """;

    private static final String RATE = """
            insert into customer_fact (customer, rating, rated_at) values ($1, $2, clock_timestamp())
            on conflict (customer) do update set rating = excluded.rating, rated_at = excluded.rated_at
            """;

    private static final TypeReference<Map<String, String>> ATTRIBUTE_MAP = new TypeReference<>() {};

    /// How a customer rated us last.
    public record Rated(int rating, OffsetDateTime at) {}

    public Map<ConversationId, Writer> writers(Tx tx, Collection<ConversationId> conversations) {
        Map<ConversationId, Writer> writers = new HashMap<>();
        if (conversations.isEmpty()) {
            return writers;
        }
        UUID[] ids = conversations.stream().map(ConversationId::value).toArray(UUID[]::new);
        for (Row row : tx.query(OF, (Object) ids)) {
            OffsetDateTime last = row.getOffsetDateTime("placed_at");
            Writer writer = new Writer(
                    row.getBoolean("returning"),
                    row.getInteger("rating"),
                    Json.read(row.getString("attributes"), ATTRIBUTE_MAP),
                    last == null ? null : last.toInstant());
            writers.put(new ConversationId(row.getUUID("conversation")), writer);
        }
        return writers;
    }

    public Optional<Rated> rated(Tx tx, CustomerId root) {
        for (Row row : tx.query(FIND, root.value())) {
            return Optional.of(new Rated(row.getInteger("rating"), row.getOffsetDateTime("rated_at")));
        }
        return Optional.empty();
    }

    public void rate(Tx tx, CustomerId customer, int rating) {
        tx.update(RATE, customer.value(), (short) rating);
    }
}
