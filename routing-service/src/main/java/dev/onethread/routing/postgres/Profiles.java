package dev.onethread.routing.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerEvent.ProfileChanged;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.Proof;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known of a customer beside what they write. Every strand keeps its own; a customer is shown with all of it:
/// of names, languages and time zones the nearest, of attributes the latest, of notes every one. So nothing moves when
/// conversations become one, and each has its own again when they become two.
@ApplicationScoped
public class Profiles {
    /// The customers whose conversations are strands of `$1`'s, `depth` merges away.
    private static final String TREE = """
            with recursive tree (root, id, customer, depth) as (
                select c.customer, c.id, c.customer, 0 from conversation c where c.customer = any($1::uuid[])
                union all
                select t.root, c.id, c.customer, t.depth + 1 from tree t join conversation c on c.absorbed_by = t.id
            )
            """;

    private static final String SHOWN = TREE + """
            select t.root, min(u.registered_at) as since,
                (array_agg(u.called order by t.depth, t.id) filter (where u.called is not null))[1] as called,
                (array_agg(u.name order by t.depth, t.id) filter (where u.name is not null))[1] as name,
                (array_agg(u.speaks order by t.depth, t.id) filter (where u.speaks is not null))[1] as speaks,
                (array_agg(u.language order by t.depth, t.id) filter (where u.language is not null))[1] as language,
                (array_agg(u.time_zone order by t.depth, t.id) filter (where u.time_zone is not null))[1] as time_zone
            from tree t join customer u on u.id = t.customer group by t.root
            """;

    private static final String ROOT = """
            with recursive up (id, customer, absorbed_by) as (
                select id, customer, absorbed_by from conversation where customer = $1
                union all
                select c.id, c.customer, c.absorbed_by from up join conversation c on c.id = up.absorbed_by
            )
            select u.id, u.customer from up u join conversation c on c.id = u.id
            where u.absorbed_by is null and c.erased_by is null
            """;

    private static final String ATTRIBUTES = TREE + """
            select * from (
                select distinct on (n.name) n.name, n.value, n.as_of, n.told_by, coalesce(g.name, k.name) as teller
                from tree t join customer_attribute n on n.customer = t.customer
                left join agent g on g.id = n.told_by left join machine_key k on 'machine:' || k.id = n.told_by
                order by n.name, n.as_of desc, t.depth, t.id
            ) latest where value is not null order by name
            """;

    private static final String NOTES = TREE + """
            select n.id, n.text, n.written_by, g.name as writer, n.written_at, n.changed_at
            from tree t join customer_note n on n.customer = t.customer left join agent g on g.id = n.written_by
            order by n.written_at desc, n.id limit 200
            """;

    private static final String ADDRESSES = """
            select a.channel, a.value, a.door, a.reachable, a.reason, a.blocked_by, a.blocked_at,
                array(select p.kind || ' ' || p.value from proved p
                    where p.channel = a.channel and p.address = a.value order by p.proved_at desc, p.value) as proved
            from address a where a.customer = $1 order by a.channel, a.value limit 200
            """;

    private static final String DESCRIBE = "update customer set called = $2, speaks = $3, time_zone = $4 where id = $1"
            + " and (called, speaks, time_zone) is distinct from ($2, $3, $4)";

    private static final String TELL = """
            insert into customer_attribute as a (customer, name, value, as_of, told_by)
            select $1, n.name, n.value, $4, $5 from unnest($2::text[], $3::text[]) as n(name, value) order by n.name
            on conflict (customer, name) do update
                set value = excluded.value, as_of = excluded.as_of, told_by = excluded.told_by
            where excluded.as_of > a.as_of or excluded.as_of = a.as_of and excluded.value is distinct from a.value
            """;

    private static final String OTHERS = TREE + """
            select distinct n.name from tree t join customer_attribute n on n.customer = t.customer
            where n.value is not null and n.name <> all($2::text[])
            """;

    private static final String WRITE_NOTE = """
            insert into customer_note as n (id, customer, text, written_by) values ($1, $2, $3, $4)
            on conflict (id) do update set text = excluded.text, changed_at = clock_timestamp()
            where n.text <> excluded.text
            """;

    private static final String NOTE = "select customer, written_by from customer_note where id = $1";
    private static final String DROP_NOTE = "delete from customer_note where id = $1";

    /// A customer as they are shown: what we say goes before what channels tell.
    public record Shown(
            CustomerId customer,
            Instant since,
            @Nullable String called,
            @Nullable String told,
            @Nullable String speaks,
            @Nullable String tells,
            @Nullable String timeZone) {
        public @Nullable String name() {
            return called == null ? told : called;
        }

        public @Nullable String language() {
            return speaks == null ? tells : speaks;
        }
    }

    /// Something told of a customer; `toldBy` is `machine:` and a key's id, or a user.
    public record Attribute(
            String name,
            String value,
            Instant asOf,
            String toldBy,
            @Nullable String tellerName) {}

    public record Note(
            UUID id,
            String text,
            String by,
            @Nullable String byName,
            Instant at,
            @Nullable Instant changedAt) {}

    /// One address and how it is; `proved` is what is verified of whoever is behind it, the newest first.
    public record Known(
            Address address,
            @Nullable String door,
            boolean reachable,
            @Nullable String reason,
            @Nullable String blockedBy,
            @Nullable Instant blockedAt,
            List<Proof> proved) {}

    /// A customer who is shown, and their conversation, which goes on.
    public record Root(CustomerId customer, ConversationId conversation) {}

    /// A note's customer and its writer.
    public record Written(CustomerId customer, String by) {}

    /// Who is shown for this customer, themselves unless their conversation is a strand of another.
    public Optional<Root> root(Tx tx, CustomerId customer) {
        for (Row row : tx.query(ROOT, customer.value())) {
            return Optional.of(
                    new Root(new CustomerId(row.getUUID("customer")), new ConversationId(row.getUUID("id"))));
        }
        return Optional.empty();
    }

    public Shown shown(Tx tx, CustomerId root) {
        return shown(tx, List.of(root)).getFirst();
    }

    private static List<Shown> shown(Tx tx, Collection<CustomerId> roots) {
        List<Shown> shown = new ArrayList<>();
        UUID[] ids = roots.stream().map(CustomerId::value).toArray(UUID[]::new);
        for (Row row : tx.query(SHOWN, (Object) ids)) {
            shown.add(new Shown(
                    new CustomerId(row.getUUID("root")),
                    row.getOffsetDateTime("since").toInstant(),
                    row.getString("called"),
                    row.getString("name"),
                    row.getString("speaks"),
                    row.getString("language"),
                    row.getString("time_zone")));
        }
        return shown;
    }

    /// Tells everybody that something of these customers reads differently now.
    public void changed(Tx tx, Collection<CustomerId> roots, Instant now) {
        if (!roots.isEmpty()) {
            shown(tx, roots)
                    .forEach(each -> tx.publish(
                            Topic.CUSTOMER_EVENTS,
                            each.customer().toString(),
                            new ProfileChanged(each.customer(), now, each.name(), each.language())));
        }
    }

    public List<Attribute> attributes(Tx tx, CustomerId root) {
        List<Attribute> attributes = new ArrayList<>();
        for (Row row : tx.query(ATTRIBUTES, (Object) new UUID[] {root.value()})) {
            attributes.add(new Attribute(
                    row.getString("name"),
                    row.getString("value"),
                    row.getOffsetDateTime("as_of").toInstant(),
                    row.getString("told_by"),
                    row.getString("teller")));
        }
        return attributes;
    }

    /// The newest first.
    public List<Note> notes(Tx tx, CustomerId root) {
        List<Note> notes = new ArrayList<>();
        for (Row row : tx.query(NOTES, (Object) new UUID[] {root.value()})) {
            var changed = row.getOffsetDateTime("changed_at");
            notes.add(new Note(
                    row.getUUID("id"),
                    row.getString("text"),
                    row.getString("written_by"),
                    row.getString("writer"),
                    row.getOffsetDateTime("written_at").toInstant(),
                    changed == null ? null : changed.toInstant()));
        }
        return notes;
    }

    public List<Known> addresses(Tx tx, CustomerId root) {
        List<Known> known = new ArrayList<>();
        for (Row row : tx.query(ADDRESSES, root.value())) {
            List<Proof> proved = new ArrayList<>();
            for (String proof : row.getArrayOfStrings("proved")) {
                String[] parts = proof.split(" ", 2);
                proved.add(new Proof(Proof.Kind.valueOf(parts[0]), parts[1]));
            }
            var blocked = row.getOffsetDateTime("blocked_at");
            known.add(new Known(
                    new Address(Channel.valueOf(row.getString("channel")), row.getString("value")),
                    row.getString("door"),
                    row.getBoolean("reachable"),
                    row.getString("reason"),
                    row.getString("blocked_by"),
                    blocked == null ? null : blocked.toInstant(),
                    proved));
        }
        return known;
    }

    /// What we say of somebody; null for what the channels tell.
    /// @return whether anything is different now
    public boolean describe(
            Tx tx, CustomerId customer, @Nullable String called, @Nullable String speaks, @Nullable String timeZone) {
        return tx.update(DESCRIBE, customer.value(), called, speaks, timeZone) > 0;
    }

    /// Attributes as they were at a time; null takes one away. What was told later of one of them stays.
    /// @return how many of them hold now
    public int tell(
            Tx tx, CustomerId customer, List<String> names, List<@Nullable String> values, Instant asOf, String by) {
        return tx.update(
                TELL,
                customer.value(),
                names.toArray(String[]::new),
                values.toArray(String[]::new),
                asOf.atOffset(java.time.ZoneOffset.UTC),
                by);
    }

    /// The names of what is told of a customer other than these.
    public List<String> others(Tx tx, CustomerId root, Collection<String> names) {
        List<String> others = new ArrayList<>();
        tx.query(OTHERS, new UUID[] {root.value()}, names.toArray(String[]::new))
                .forEach(row -> others.add(row.getString("name")));
        return others;
    }

    public Optional<Written> note(Tx tx, UUID id) {
        for (Row row : tx.query(NOTE, id)) {
            return Optional.of(new Written(new CustomerId(row.getUUID("customer")), row.getString("written_by")));
        }
        return Optional.empty();
    }

    /// @return whether anything is different now
    public boolean write(Tx tx, UUID id, CustomerId customer, String text, String by) {
        return tx.update(WRITE_NOTE, id, customer.value(), text, by) > 0;
    }

    public void drop(Tx tx, UUID note) {
        tx.update(DROP_NOTE, note);
    }
}
