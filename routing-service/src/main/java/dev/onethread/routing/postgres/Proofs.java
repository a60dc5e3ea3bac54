package dev.onethread.routing.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.Proof;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is verified of whoever is behind an address, and what only hints at it.
@ApplicationScoped
public class Proofs {
    /// Takes the rows of what is proved in one order, and holds them to the end: whoever proves the same
    /// meanwhile sees us.
    private static final String LOCK = """
            insert into identity as i (kind, value)
            select distinct kind, value from unnest($1::text[], $2::text[]) as n(kind, value) order by kind, value
            on conflict (kind, value) do update set seen_at = clock_timestamp()
            """;

    private static final String NOTE = """
            insert into proved (kind, value, channel, address)
            select distinct * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
            on conflict do nothing
            """;

    private static final String EQUAL = """
            select n.kind, n.value, n.channel, n.address, c.id as conversation, c.shape, c.started_at
            from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as n(kind, value, channel, address)
            join proved p on p.kind = n.kind and p.value = n.value
            join address a on a.channel = p.channel and a.value = p.address
            join conversation c on c.customer = a.customer
            """;

    private static final String BY_KEY = """
            select c.id as conversation, c.shape, c.started_at
            from address a join conversation c on c.customer = a.customer
            where a.channel = $1 and a.value = $2
            """;

    private static final String HINTED = """
            select distinct h.kind, h.value, c.customer
            from unnest($1::text[], $2::text[]) as h(kind, value)
            join lateral (
                select a.customer from address a where h.kind = 'MAIL' and a.channel = 'MAIL' and a.value = h.value
                union
                select a.customer from proved p join address a on a.channel = p.channel and a.value = p.address
                where p.kind = h.kind and p.value = h.value
            ) as c on true
            where c.customer <> $3
            """;

    private static final String NAMESAKES = """
            select u.id from customer u join conversation c on c.customer = u.id and c.absorbed_by is null
            where lower(u.name) = lower($1) and u.id <> $2 limit 4
            """;

    /// Something verified of an address.
    public record Proved(Address address, Proof proof) {}

    /// A conversation that goes on for somebody of whom the same is proved.
    public record Equal(Proved proved, ConversationId conversation, long shape) {}

    /// Somebody of whom something is known that another one wrote.
    public record Hinted(Proof.Kind kind, String value, CustomerId customer) {}

    /// Keeps what is proved, whether it was known or not.
    public void note(Tx tx, Collection<Proved> proved) {
        List<Proved> kept = lasting(proved);
        if (!kept.isEmpty()) {
            tx.update(LOCK, kinds(kept), values(kept));
            tx.update(NOTE, kinds(kept), values(kept), channels(kept), addresses(kept));
        }
    }

    /// Of whom the same is proved, themselves among them.
    public List<Equal> equal(Tx tx, Collection<Proved> proved) {
        List<Equal> equal = new ArrayList<>();
        List<Proved> kept = lasting(proved);
        if (!kept.isEmpty()) {
            for (Row row : tx.query(EQUAL, kinds(kept), values(kept), channels(kept), addresses(kept))) {
                Address address = new Address(Channel.valueOf(row.getString("channel")), row.getString("address"));
                Proof proof = new Proof(Proof.Kind.valueOf(row.getString("kind")), row.getString("value"));
                equal.add(equal(new Proved(address, proof), row));
            }
        }
        for (Proved each : proved) {
            if (each.proof().kind() == Proof.Kind.CONTINUATION) {
                Address given = Address.parse(each.proof().value());
                for (Row row : tx.query(BY_KEY, given.channel().name(), given.value())) {
                    equal.add(equal(each, row));
                }
            }
        }
        return equal;
    }

    private static Equal equal(Proved proved, Row row) {
        return new Equal(proved, new ConversationId(row.getUUID("conversation")), row.getLong("shape"));
    }

    /// Customers other than this one of whom something of this is known.
    public List<Hinted> hinted(Tx tx, CustomerId writer, Collection<Proof> hints) {
        List<Hinted> hinted = new ArrayList<>();
        for (Row row : tx.query(
                HINTED, column(hints, hint -> hint.kind().name()), column(hints, Proof::value), writer.value())) {
            hinted.add(new Hinted(
                    Proof.Kind.valueOf(row.getString("kind")),
                    row.getString("value"),
                    new CustomerId(row.getUUID("customer"))));
        }
        return hinted;
    }

    /// Customers with the same name; of more than three nobody can say anything.
    public List<CustomerId> namesakes(Tx tx, CustomerId customer, String name) {
        List<CustomerId> same = new ArrayList<>();
        tx.query(NAMESAKES, name, customer.value()).forEach(row -> same.add(new CustomerId(row.getUUID("id"))));
        return same.size() > 3 ? List.of() : same;
    }

    /// A link that was used says something once; what else is proved can be compared for ever.
    private static List<Proved> lasting(Collection<Proved> proved) {
        return proved.stream()
                .filter(each -> each.proof().kind() != Proof.Kind.CONTINUATION)
                .toList();
    }

    private static @Nullable String[] kinds(Collection<Proved> proved) {
        return column(proved, each -> each.proof().kind().name());
    }

    private static @Nullable String[] values(Collection<Proved> proved) {
        return column(proved, each -> each.proof().value());
    }

    private static @Nullable String[] channels(Collection<Proved> proved) {
        return column(proved, each -> each.address().channel().name());
    }

    private static @Nullable String[] addresses(Collection<Proved> proved) {
        return column(proved, each -> each.address().value());
    }

    private static <T> @Nullable String[] column(Collection<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }
}
