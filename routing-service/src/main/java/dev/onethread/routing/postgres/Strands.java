package dev.onethread.routing.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerEvent.Evidence;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.Grounds;
import dev.onethread.contracts.MergeId;
import dev.onethread.contracts.PoolId;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which conversations are strands of which. Everything here is done under the row locks of all conversations
/// concerned, which whoever calls has taken in the order of their ids.
@ApplicationScoped
public class Strands {
    private static final String NOW = "select clock_timestamp() as now";

    private static final String ROOT = """
            with recursive up (id, absorbed_by) as (
                select id, absorbed_by from conversation where id = $1
                union all
                select c.id, c.absorbed_by from up join conversation c on c.id = up.absorbed_by
            )
            select u.id from up u join conversation c on c.id = u.id where u.absorbed_by is null and c.erased_by is null
            """;

    private static final String TREE = """
            with recursive down (id) as (
                select $1::uuid
                union all
                select c.id from down join conversation c on c.absorbed_by = down.id
            )
            select c.id, c.customer, c.absorbed_by, c.shape, c.started_at from down join conversation c on c.id = down.id
            order by c.id
            """;

    private static final String TAKE_PLACE = """
            update conversation set last_place = last_place + 1, shape = shape + 1 where id = $1
            returning last_place, customer
            """;

    private static final String ABSORB = """
            update conversation set absorbed_by = $2, shape = shape + 1 where id = $1 and absorbed_by is null
            returning last_place, customer
            """;

    private static final String REOPEN =
            "update conversation set absorbed_by = null, shape = shape + 1, last_place = last_place + 1 where id = $1"
                    + " returning last_place, customer";

    private static final String RESHAPE = "update conversation set shape = shape + 1 where id = any($1::uuid[])";

    private static final String GIVE = """
            update address set customer = $2, version = version + 1
            where home = any($1::uuid[]) and customer <> $2
            returning channel, value, version, reachable, reason, door
            """;

    private static final String WITHDRAW = """
            update link l set withdrawn_at = clock_timestamp()
            from unnest($1::text[], $2::text[]) as a(channel, value)
            where l.channel = a.channel and l.value = a.value and l.withdrawn_at is null
            """;

    private static final String LINK = """
            insert into link (channel, value, customer, evidence, detail, confidence, linked_by, merge)
            select a.channel, a.value, $3, $4, $5, $6, $7, $8 from unnest($1::text[], $2::text[]) as a(channel, value)
            order by a.channel, a.value
            """;

    private static final String KEEP = """
            insert into merge (id, survivor, absorbed, survivor_place, absorbed_place, evidence, detail, confidence,
                merged_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """;

    private static final String FIND = "select * from merge where id = $1";

    private static final String END = """
            update merge set withdrawn_at = clock_timestamp(), withdrawn_by = $2, reason = $3
            where id = $1 and withdrawn_at is null
            """;

    /// Takes further places in the reopened conversation, in the order in which things were said: of one
    /// conversation by its places, of several by when they were placed.
    private static final String MOVE = """
            with said as (
                select p.message, p.conversation, p.place,
                    max(p.placed_at) over (partition by p.conversation order by p.place) as at
                from placed_message p join address a on a.channel = p.channel and a.value = p.address
                where p.conversation = any($2::uuid[]) and a.home = any($3::uuid[])
            ), going as (
                select message, conversation, place, row_number() over (order by at, conversation, place) as n from said
            ), moved as (
                update placed_message p set conversation = $1, place = c.last_place + g.n
                from going g, conversation c where p.message = g.message and c.id = $1
                returning g.conversation as source, g.place, p.place as new_place
            ), counted as (
                update conversation set last_place = last_place + (select count(*) from going) where id = $1
            )
            select source, place, new_place from moved order by new_place
            """;

    private static final String ADDRESSES = "select channel, value from address where home = any($1::uuid[])";

    /// Where each of a conversation's ways up to the one that goes on for it was joined.
    private static final String JOINED = """
            select m.survivor_place from merge m
            where m.survivor = $1 and m.absorbed = any($2::uuid[]) and m.withdrawn_at is null
            """;

    private static final String POOL = "select pool from work where conversation = $1";

    /// A conversation within its tree.
    public record Strand(
            ConversationId id,
            CustomerId customer,
            @Nullable ConversationId absorbedBy,
            long shape,
            Instant startedAt) {}

    /// A conversation's last place, and whose it began as.
    public record Placed(long place, CustomerId customer) {}

    /// An address that came to another customer.
    public record Given(
            Address address,
            Door door,
            long version,
            boolean reachable,
            @Nullable String reason) {}

    /// A merge as it is kept.
    public record Merge(
            MergeId id,
            ConversationId survivor,
            ConversationId absorbed,
            Grounds grounds,
            Instant at,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawnBy,
            @Nullable String reason) {}

    /// What stood at `place` of `source` stands at `to`.
    public record Moved(ConversationId source, long place, long to) {}

    public Instant now(Tx tx) {
        return tx.query(NOW).iterator().next().getOffsetDateTime("now").toInstant();
    }

    /// The conversation that goes on for this one, itself where it is no strand of another.
    public Optional<ConversationId> root(Tx tx, ConversationId id) {
        for (Row row : tx.query(ROOT, id.value())) {
            return Optional.of(new ConversationId(row.getUUID("id")));
        }
        return Optional.empty();
    }

    /// A conversation and all that are its strands, by id.
    public Map<ConversationId, Strand> tree(Tx tx, ConversationId root) {
        Map<ConversationId, Strand> tree = new LinkedHashMap<>();
        for (Row row : tx.query(TREE, root.value())) {
            UUID absorbedBy = row.getUUID("absorbed_by");
            Strand strand = new Strand(
                    new ConversationId(row.getUUID("id")),
                    new CustomerId(row.getUUID("customer")),
                    absorbedBy == null ? null : new ConversationId(absorbedBy),
                    row.getLong("shape"),
                    row.getOffsetDateTime("started_at").toInstant());
            tree.put(strand.id(), strand);
        }
        return tree;
    }

    public Placed takePlace(Tx tx, ConversationId survivor) {
        return placed(tx, TAKE_PLACE, survivor.value());
    }

    public Placed absorb(Tx tx, ConversationId absorbed, ConversationId survivor) {
        return placed(tx, ABSORB, absorbed.value(), survivor.value());
    }

    public Placed reopen(Tx tx, ConversationId strand) {
        return placed(tx, REOPEN, strand.value());
    }

    private static Placed placed(Tx tx, String sql, Object... parameters) {
        for (Row row : tx.query(sql, parameters)) {
            return new Placed(row.getLong("last_place"), new CustomerId(row.getUUID("customer")));
        }
        throw new IllegalStateException("a conversation that is locked is there");
    }

    public void reshape(Tx tx, Collection<ConversationId> conversations) {
        tx.update(RESHAPE, (Object) uuids(conversations));
    }

    /// Gives the addresses that began in these conversations to a customer.
    public List<Given> give(
            Tx tx, Collection<ConversationId> homes, CustomerId to, Grounds grounds, @Nullable MergeId merge) {
        List<Given> given = new ArrayList<>();
        tx.query(GIVE, uuids(homes), to.value()).forEach(row -> given.add(given(row)));
        if (!given.isEmpty()) {
            List<Address> addresses = given.stream().map(Given::address).toList();
            String[] channels = Customers.channels(addresses);
            String[] values = Customers.values(addresses);
            tx.update(WITHDRAW, channels, values);
            tx.update(
                    LINK,
                    channels,
                    values,
                    to.value(),
                    grounds.evidence().name(),
                    grounds.detail(),
                    (short) grounds.confidence(),
                    grounds.by() == null ? null : grounds.by().value(),
                    merge == null ? null : merge.value());
        }
        return given;
    }

    private static Given given(Row row) {
        Channel channel = Channel.valueOf(row.getString("channel"));
        String door = row.getString("door");
        return new Given(
                new Address(channel, row.getString("value")),
                new Door(channel, door == null ? "unknown" : door),
                row.getLong("version"),
                row.getBoolean("reachable"),
                row.getString("reason"));
    }

    public void keep(
            Tx tx,
            MergeId id,
            ConversationId survivor,
            long place,
            ConversationId absorbed,
            long upTo,
            Grounds grounds) {
        tx.update(
                KEEP,
                id.value(),
                survivor.value(),
                absorbed.value(),
                place,
                upTo,
                grounds.evidence().name(),
                grounds.detail(),
                (short) grounds.confidence(),
                grounds.by() == null ? null : grounds.by().value());
    }

    public Optional<Merge> find(Tx tx, MergeId id) {
        for (Row row : tx.query(FIND, id.value())) {
            return Optional.of(merge(row));
        }
        return Optional.empty();
    }

    static Merge merge(Row row) {
        String by = row.getString("merged_by");
        return new Merge(
                new MergeId(row.getUUID("id")),
                new ConversationId(row.getUUID("survivor")),
                new ConversationId(row.getUUID("absorbed")),
                new Grounds(
                        Evidence.valueOf(row.getString("evidence")),
                        row.getString("detail"),
                        row.getShort("confidence"),
                        by == null ? null : new dev.onethread.contracts.AgentId(by)),
                row.getOffsetDateTime("merged_at").toInstant(),
                row.getOffsetDateTime("withdrawn_at") == null
                        ? null
                        : row.getOffsetDateTime("withdrawn_at").toInstant(),
                row.getString("withdrawn_by"),
                row.getString("reason"));
    }

    public void end(Tx tx, MergeId id, String by, @Nullable String reason) {
        tx.update(END, id.value(), by, reason);
    }

    /// Moves to a reopened conversation what addresses that began in `homes` said in `sources`.
    public List<Moved> move(Tx tx, ConversationId to, Collection<ConversationId> sources, Set<ConversationId> homes) {
        List<Moved> moved = new ArrayList<>();
        for (Row row : tx.query(MOVE, to.value(), uuids(sources), uuids(homes))) {
            moved.add(new Moved(
                    new ConversationId(row.getUUID("source")), row.getLong("place"), row.getLong("new_place")));
        }
        return moved;
    }

    /// The addresses that began in these conversations.
    public List<Address> addresses(Tx tx, Collection<ConversationId> homes) {
        List<Address> addresses = new ArrayList<>();
        tx.query(ADDRESSES, (Object) uuids(homes))
                .forEach(row ->
                        addresses.add(new Address(Channel.valueOf(row.getString("channel")), row.getString("value"))));
        return addresses;
    }

    /// The places in `survivor` of merges that brought any of these.
    public List<Long> joinedAt(Tx tx, ConversationId survivor, Collection<ConversationId> absorbed) {
        List<Long> places = new ArrayList<>();
        tx.query(JOINED, survivor.value(), uuids(absorbed)).forEach(row -> places.add(row.getLong(0)));
        return places;
    }

    /// The pool that dealt with it last; it tells whoever deals with it now.
    public PoolId pool(Tx tx, ConversationId id) {
        for (Row row : tx.query(POOL, id.value())) {
            return new PoolId(row.getString("pool"));
        }
        return DeskTable.MAIN;
    }

    static UUID[] uuids(Collection<ConversationId> ids) {
        return ids.stream().map(ConversationId::value).toArray(UUID[]::new);
    }
}
