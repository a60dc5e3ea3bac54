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
import org.jspecify.annotations.Nullable;

/// What is known of customers beside what they write: attributes, the last rating, whether somebody served
/// them, and when they last wrote.
@ApplicationScoped
public class CustomerFacts {
    /// `closed_place` is the last place up to which somebody resolved what the customer wrote.
    private static final String OF = """
            select c.id as conversation, coalesce(w.closed_place, 0) > 0 as returning, f.rating,
                coalesce(f.attributes, '{}')::text as attributes, p.placed_at
            from conversation c
            left join work w on w.conversation = c.id
            left join customer_fact f on f.customer = c.customer
            left join lateral (select m.placed_at from placed_message m where m.conversation = c.id
                order by m.place desc limit 1) p on true
            where c.id = any($1::uuid[])
            """;

    private static final String FIND =
            "select attributes::text as attributes, rating, rated_at from customer_fact where customer = $1";

    private static final String KNOWN = "select exists (select from customer where id = $1)";

    private static final String ATTRIBUTES = """
            insert into customer_fact (customer, attributes) values ($1, $2::text::jsonb)
            on conflict (customer) do update set attributes = excluded.attributes
            """;

    private static final String RATE = """
            insert into customer_fact (customer, rating, rated_at) values ($1, $2, clock_timestamp())
            on conflict (customer) do update set rating = excluded.rating, rated_at = excluded.rated_at
            """;

    private static final TypeReference<Map<String, String>> ATTRIBUTE_MAP = new TypeReference<>() {};

    /// What is known of one customer.
    public record Facts(
            Map<String, String> attributes,
            @Nullable Integer rating,
            @Nullable OffsetDateTime ratedAt) {}

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

    public boolean known(Tx tx, CustomerId customer) {
        return tx.query(KNOWN, customer.value()).iterator().next().getBoolean(0);
    }

    public Optional<Facts> find(Tx tx, CustomerId customer) {
        for (Row row : tx.query(FIND, customer.value())) {
            return Optional.of(new Facts(
                    Json.read(row.getString("attributes"), ATTRIBUTE_MAP),
                    row.getInteger("rating"),
                    row.getOffsetDateTime("rated_at")));
        }
        return Optional.empty();
    }

    public void describe(Tx tx, CustomerId customer, Map<String, String> attributes) {
        tx.update(ATTRIBUTES, customer.value(), Json.text(attributes));
    }

    public void rate(Tx tx, CustomerId customer, int rating) {
        tx.update(RATE, customer.value(), (short) rating);
    }
}
