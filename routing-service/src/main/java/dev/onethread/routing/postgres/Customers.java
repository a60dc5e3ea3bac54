package dev.onethread.routing.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.Door;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who writes to us. An address decides which customer there is: whoever inserts it first registers the
/// customer and their one conversation, and everybody else who raced for it finds these.
@ApplicationScoped
public class Customers {
    private static final String FIND = """
            select a.channel, a.value, a.customer, c.id as conversation, c.shape, h.customer as own, u.name, u.language,
                a.reachable, a.blocked_by is not null as blocked
            from unnest($1::text[], $2::text[]) as wanted(channel, value)
            join address a on a.channel = wanted.channel and a.value = wanted.value
            join conversation c on c.customer = a.customer
            join conversation h on h.id = a.home
            join customer u on u.id = h.customer
            """;

    private static final String BLOCK = """
            update address set blocked_by = $3, blocked_at = clock_timestamp()
            where channel = $1 and value = $2 and blocked_by is null
            returning customer, reachable, reason
            """;

    private static final String UNBLOCK = """
            update address set blocked_by = null, blocked_at = null
            where channel = $1 and value = $2 and blocked_by is not null and $3::text is null
            returning customer, reachable, reason
            """;

    /// In the order of the addresses, so that two batches never wait for each other in a circle.
    private static final String REGISTER = """
            with wanted as (
                select * from unnest($1::text[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[])
                    as w(channel, value, customer, conversation, name, language, door)
            ), fresh as (
                insert into address (channel, value, customer, home, door)
                select channel, value, customer, conversation, door from wanted order by channel, value
                on conflict do nothing
                returning channel, value
            ), registered as (
                select w.* from wanted w join fresh f on f.channel = w.channel and f.value = w.value
            ), customers as (
                insert into customer (id, name, language) select customer, name, language from registered
            ), conversations as (
                insert into conversation (id, customer) select conversation, customer from registered
            ), links as (
                insert into link (channel, value, customer, evidence)
                select channel, value, customer, 'FIRST_CONTACT' from registered
            )
            select channel, value from registered
            """;

    /// An address that goes on under another name stays with its customer, on the evidence it was theirs by.
    private static final String MOVE = """
            with moving as (
                select * from unnest($1::text[], $2::text[], $3::text[]) as m(channel, to_value, from_value)
            ), fresh as (
                insert into address (channel, value, customer, home, door)
                select m.channel, m.to_value, a.customer, a.home, a.door
                from moving m join address a on a.channel = m.channel and a.value = m.from_value
                order by m.channel, m.to_value
                on conflict do nothing
                returning channel, value, customer
            ), links as (
                insert into link (channel, value, customer, evidence)
                select f.channel, f.value, f.customer, l.evidence
                from fresh f join moving m on m.channel = f.channel and m.to_value = f.value
                join link l on l.channel = m.channel and l.value = m.from_value and l.withdrawn_at is null
            )
            select channel, value from fresh
            """;

    private static final String RENAME = """
            update customer u set name = coalesce(p.name, u.name), language = coalesce(p.language, u.language)
            from unnest($1::uuid[], $2::text[], $3::text[]) as p(id, name, language) where u.id = p.id
            """;

    private static final String REACHABLE = """
            update address a set reachable = s.reachable, reason = s.reason
            from unnest($1::text[], $2::text[], $3::bool[], $4::text[]) as s(channel, value, reachable, reason)
            where a.channel = s.channel and a.value = s.value
            """;

    /// Whose an address is that was blocked or is no longer, and whether it takes messages from us.
    public record Blocked(
            CustomerId customer,
            boolean reachable,
            @Nullable String reason) {}

    /// A customer we know, by one of their addresses, and the conversation that goes on for them. `shape`
    /// is the conversation's as it was read: once it is locked, another one says that this is out of date.
    /// `own` is who the address began as, whose name and language are what its channel tells.
    public record Known(
            CustomerId customer,
            ConversationId conversation,
            CustomerId own,
            @Nullable String name,
            @Nullable String language,
            boolean reachable,
            long shape,
            boolean blocked) {
        public Known called(@Nullable String now, @Nullable String speaks) {
            return new Known(customer, conversation, own, now, speaks, reachable, shape, blocked);
        }

        public Known reachable(boolean now) {
            return new Known(customer, conversation, own, name, language, now, shape, blocked);
        }
    }

    /// Blocks an address, or takes its messages again.
    /// @return whose it is and how it is; empty where it is unknown, or was so before
    public Optional<Blocked> block(Tx tx, Address address, @Nullable String by) {
        for (Row row : tx.query(by == null ? UNBLOCK : BLOCK, address.channel().name(), address.value(), by)) {
            return Optional.of(new Blocked(
                    new CustomerId(row.getUUID("customer")), row.getBoolean("reachable"), row.getString("reason")));
        }
        return Optional.empty();
    }

    public boolean has(Tx tx, Address address) {
        return !find(tx, List.of(address)).isEmpty();
    }

    /// Everybody asked for, and which of their addresses wrote for the first time.
    public record Resolved(Map<Address, Known> known, Set<Address> registered) {}

    /// What somebody calls themselves now; null for no change.
    public record Profile(@Nullable String name, @Nullable String language) {}

    /// Whether an address takes messages from us, and if not, why.
    public record State(boolean reachable, @Nullable String reason) {}

    public Map<Address, Known> find(Tx tx, Collection<Address> addresses) {
        Map<Address, Known> found = new HashMap<>();
        if (addresses.isEmpty()) {
            return found;
        }
        for (Row row : tx.query(FIND, channels(addresses), values(addresses))) {
            Known known = new Known(
                    new CustomerId(row.getUUID("customer")),
                    new ConversationId(row.getUUID("conversation")),
                    new CustomerId(row.getUUID("own")),
                    row.getString("name"),
                    row.getString("language"),
                    row.getBoolean("reachable"),
                    row.getLong("shape"),
                    row.getBoolean("blocked"));
            found.put(address(row), known);
        }
        return found;
    }

    /// Finds everybody who writes, and registers those nobody knows.
    /// @param doors where each of them came in, as far as it is known
    public Resolved resolve(Tx tx, Map<Address, Author> writers, Map<Address, Door> doors) {
        Map<Address, Known> known = find(tx, writers.keySet());
        List<Address> missing =
                writers.keySet().stream().filter(a -> !known.containsKey(a)).toList();
        if (missing.isEmpty()) {
            return new Resolved(known, Set.of());
        }
        Set<Address> registered = register(tx, missing, writers, doors);
        known.putAll(find(tx, missing));
        return new Resolved(known, registered);
    }

    private static Set<Address> register(
            Tx tx, List<Address> missing, Map<Address, Author> writers, Map<Address, Door> doors) {
        int n = missing.size();
        UUID[] customers = new UUID[n];
        UUID[] conversations = new UUID[n];
        @Nullable String[] names = new @Nullable String[n];
        @Nullable String[] languages = new @Nullable String[n];
        @Nullable String[] entered = new @Nullable String[n];
        for (int i = 0; i < n; i++) {
            Author author = writers.getOrDefault(missing.get(i), Author.UNKNOWN);
            customers[i] = UUID.randomUUID();
            conversations[i] = UUID.randomUUID();
            names[i] = told(author.name());
            languages[i] = told(author.language());
            Door door = doors.get(missing.get(i));
            entered[i] = door == null ? null : door.name();
        }
        Set<Address> registered = new HashSet<>();
        for (Row row : tx.query(
                REGISTER, channels(missing), values(missing), customers, conversations, names, languages, entered)) {
            registered.add(address(row));
        }
        return registered;
    }

    /// Gives addresses (keys) to the customers of the addresses they were before (values).
    /// @return those that are theirs since now; not one that somebody has already, or that nobody had before
    public Set<Address> move(Tx tx, Map<Address, Address> moves) {
        Set<Address> moved = new HashSet<>();
        if (!moves.isEmpty()) {
            List<Address> to = List.copyOf(moves.keySet());
            List<Address> from = to.stream().map(moves::get).toList();
            tx.query(MOVE, channels(to), values(to), values(from)).forEach(row -> moved.add(address(row)));
        }
        return moved;
    }

    public void rename(Tx tx, Map<CustomerId, Profile> profiles) {
        if (profiles.isEmpty()) {
            return;
        }
        List<Map.Entry<CustomerId, Profile>> entries = new ArrayList<>(profiles.entrySet());
        entries.sort((a, b) -> a.getKey().value().compareTo(b.getKey().value()));
        tx.update(
                RENAME,
                entries.stream().map(e -> e.getKey().value()).toArray(UUID[]::new),
                entries.stream().map(e -> e.getValue().name()).toArray(String[]::new),
                entries.stream().map(e -> e.getValue().language()).toArray(String[]::new));
    }

    public void reachable(Tx tx, Map<Address, State> states) {
        if (states.isEmpty()) {
            return;
        }
        List<Address> addresses = List.copyOf(states.keySet());
        List<State> values = addresses.stream().map(states::get).toList();
        tx.update(
                REACHABLE,
                channels(addresses),
                values(addresses),
                values.stream().map(State::reachable).toArray(Boolean[]::new),
                values.stream().map(State::reason).toArray(String[]::new));
    }

    /// Nothing for what is blank, so that an empty name does not replace a told one.
    public static @Nullable String told(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return text.strip().replace("\u0000", "");
    }

    private static Address address(Row row) {
        return new Address(Channel.valueOf(row.getString("channel")), row.getString("value"));
    }

    static String[] channels(Collection<Address> addresses) {
        return addresses.stream().map(a -> a.channel().name()).toArray(String[]::new);
    }

    static String[] values(Collection<Address> addresses) {
        return addresses.stream().map(Address::value).toArray(String[]::new);
    }
}
