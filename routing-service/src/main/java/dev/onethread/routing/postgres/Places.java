package dev.onethread.routing.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.MessageId;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The place of every message in its conversation: gapless, each message once. Places are given under the
/// lock of the conversation's row; that a message has only one is the primary key's word.
@ApplicationScoped
public class Places {
    private static final String LOCK = "select id from conversation where id = any($1::uuid[]) order by id for update";

    /// Begins after the locks are had, and so sees what whoever had them before has made of them.
    private static final String STILL = """
            select look_again() from unnest($1::uuid[], $2::bigint[]) as r(id, shape)
            join conversation c on c.id = r.id where c.shape <> r.shape
            """;

    private static final String PLACE = """
            with incoming as (
                select * from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[])
                    with ordinality as i(message, conversation, channel, address, channel_message, dead_letter, n)
            ), fresh as (
                select distinct on (message) * from incoming i
                where not exists (select from placed_message p where p.message = i.message)
                order by message, n
            ), placed as (
                insert into placed_message
                    (message, conversation, place, channel, address, channel_message, dead_letter, unreadable)
                select f.message, f.conversation,
                       c.last_place + row_number() over (partition by f.conversation order by f.n),
                       f.channel, f.address, f.channel_message, f.dead_letter, f.dead_letter is not null
                from fresh f join conversation c on c.id = f.conversation
                returning message, conversation, place
            ), counted as (
                update conversation c set last_place = p.last
                from (select conversation, max(place) as last from placed group by conversation) p
                where c.id = p.conversation
            )
            select message, place from placed
            """;

    private static final String RECOVER = """
            update placed_message p
            set message = r.message, channel_message = r.channel_message, unreadable = false
            from unnest($1::uuid[], $2::text[], $3::text[]) as r(dead_letter, message, channel_message)
            where p.dead_letter = r.dead_letter and p.unreadable
              and not exists (select from placed_message o where o.message = r.message)
            returning p.message, p.conversation, p.place
            """;

    private static final String HAVING_PLACE =
            "select dead_letter from placed_message where dead_letter = any($1::uuid[])";

    private static final String NAMED = """
            select distinct on (p.channel, p.address, p.channel_message)
                p.channel, p.address, p.channel_message, p.conversation, p.place
            from unnest($1::text[], $2::text[], $3::text[]) as n(channel, address, channel_message)
            join placed_message p on p.channel = n.channel and p.address = n.address
                and p.channel_message = n.channel_message
            order by p.channel, p.address, p.channel_message, p.placed_at desc, p.place desc
            """;

    private static final String ACT = """
            insert into customer_act (id, conversation)
            select distinct on (id) id, conversation from unnest($1::text[], $2::uuid[]) as a(id, conversation) order by id
            on conflict do nothing
            returning id
            """;

    /// A message that wants its place; `deadLetter` where it could not be read.
    public record Arrival(
            MessageId message,
            ConversationId conversation,
            Address address,
            @Nullable String channelMessage,
            @Nullable UUID deadLetter) {}

    /// What a dead letter turned out to be.
    public record Recovery(UUID deadLetter, MessageId message, String channelMessage) {}

    /// A message as its channel names it.
    public record Name(Address address, String channelMessage) {}

    /// An act by its id.
    public record Act(MessageId id, ConversationId conversation) {}

    /// A place and the conversation it is in, which may be a strand of the writer's.
    public record Place(ConversationId conversation, long place) {}

    /// Locks the conversations in the order of their ids until the transaction ends.
    public void lock(Tx tx, Collection<ConversationId> conversations) {
        if (!conversations.isEmpty()) {
            tx.write(LOCK, (Object) column(conversations, ConversationId::value, UUID[]::new));
        }
    }

    /// Locks them, and makes sure that each has the shape it was read with: the transaction fails, to be tried again,
    /// where merges have changed one meanwhile.
    public void lock(Tx tx, Map<ConversationId, Long> read) {
        if (!read.isEmpty()) {
            lock(tx, read.keySet());
            List<Map.Entry<ConversationId, Long>> each = List.copyOf(read.entrySet());
            tx.write(
                    STILL,
                    column(each, one -> one.getKey().value(), UUID[]::new),
                    column(each, Map.Entry::getValue, Long[]::new));
        }
    }

    /// Gives each message that has none its place, in their order. Their conversations must be locked.
    /// @return the places given now; a message that had its place already is not among them
    public Map<MessageId, Long> place(Tx tx, List<Arrival> arrivals) {
        Map<MessageId, Long> places = new HashMap<>();
        if (arrivals.isEmpty()) {
            return places;
        }
        Iterable<Row> rows = tx.query(
                PLACE,
                column(arrivals, a -> a.message().value(), String[]::new),
                column(arrivals, a -> a.conversation().value(), UUID[]::new),
                column(arrivals, a -> a.address().channel().name(), String[]::new),
                column(arrivals, a -> a.address().value(), String[]::new),
                column(arrivals, Arrival::channelMessage, String[]::new),
                column(arrivals, Arrival::deadLetter, UUID[]::new));
        rows.forEach(row -> places.put(new MessageId(row.getString("message")), row.getLong("place")));
        return places;
    }

    /// Which of these dead letters keep a place in a conversation.
    public Set<UUID> havingPlace(Tx tx, Collection<UUID> deadLetters) {
        Set<UUID> having = new HashSet<>();
        if (!deadLetters.isEmpty()) {
            tx.query(HAVING_PLACE, (Object) deadLetters.toArray(UUID[]::new))
                    .forEach(row -> having.add(row.getUUID("dead_letter")));
        }
        return having;
    }

    /// Fills the places of what could not be read.
    /// @return those filled now
    public Map<MessageId, Place> recover(Tx tx, List<Recovery> recoveries) {
        Map<MessageId, Place> places = new HashMap<>();
        if (recoveries.isEmpty()) {
            return places;
        }
        Iterable<Row> rows = tx.query(
                RECOVER,
                column(recoveries, Recovery::deadLetter, UUID[]::new),
                column(recoveries, r -> r.message().value(), String[]::new),
                column(recoveries, Recovery::channelMessage, String[]::new));
        rows.forEach(row -> places.put(new MessageId(row.getString("message")), place(row)));
        return places;
    }

    /// The places of messages their channel names; a name that is none of ours is left out.
    public Map<Name, Place> named(Tx tx, Collection<Name> names) {
        Map<Name, Place> places = new HashMap<>();
        if (names.isEmpty()) {
            return places;
        }
        Iterable<Row> rows = tx.query(
                NAMED,
                column(names, n -> n.address().channel().name(), String[]::new),
                column(names, n -> n.address().value(), String[]::new),
                column(names, Name::channelMessage, String[]::new));
        for (Row row : rows) {
            Address address = new Address(Channel.valueOf(row.getString("channel")), row.getString("address"));
            places.put(new Name(address, row.getString("channel_message")), place(row));
        }
        return places;
    }

    /// Notes acts.
    /// @return those that had not been noted before
    public Set<MessageId> act(Tx tx, List<Act> acts) {
        Set<MessageId> fresh = new HashSet<>();
        if (!acts.isEmpty()) {
            tx.query(
                            ACT,
                            column(acts, a -> a.id().value(), String[]::new),
                            column(acts, a -> a.conversation().value(), UUID[]::new))
                    .forEach(row -> fresh.add(new MessageId(row.getString("id"))));
        }
        return fresh;
    }

    private static Place place(Row row) {
        return new Place(new ConversationId(row.getUUID("conversation")), row.getLong("place"));
    }

    /// @throws RuntimeException always, of a kind that is tried again: what was read before the locks holds
    /// no more
    public void lookAgain(Tx tx) {
        tx.query("select look_again()");
    }

    private static <T, C extends @Nullable Object> C[] column(
            Collection<T> rows, Function<T, C> value, java.util.function.IntFunction<C[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
