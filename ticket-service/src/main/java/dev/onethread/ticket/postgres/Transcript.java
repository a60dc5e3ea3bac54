package dev.onethread.ticket.postgres;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.InboxChange;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Tx;
import dev.onethread.ticket.core.Conversation;
import dev.onethread.ticket.core.Entry;
import dev.onethread.ticket.core.Ticket;
import dev.onethread.ticket.core.Work;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The conversations that one transaction changes. Their rows are locked in the order of their ids before
/// anything is decided, so that transactions never wait for each other in a circle and every entry gets the
/// next number. Everything is written at once in [#store()], with one change per conversation for the
/// screens.
public final class Transcript {
    private static final String LOCKED =
            "SELECT " + ConversationRow.COLUMNS + " FROM conversation WHERE id = ANY($1) ORDER BY id FOR UPDATE";
    private static final String LOCKED_OF_CUSTOMERS =
            "SELECT " + ConversationRow.COLUMNS + " FROM conversation WHERE customer = ANY($1) ORDER BY id FOR UPDATE";
    private static final String CREATED = """
            INSERT INTO conversation (id, last_at) SELECT id, $2::timestamptz FROM unnest($1::uuid[]) AS id ORDER BY id
            ON CONFLICT (id) DO NOTHING
            """;

    private final Tx tx;
    private final Map<ConversationId, Conversation> before = new HashMap<>();
    private final Map<ConversationId, Conversation> now = new LinkedHashMap<>();
    private final List<EntryRow> appended = new ArrayList<>();
    private final Map<ConversationId, TreeSet<Long>> touched = new LinkedHashMap<>();
    private final Map<ConversationId, Set<AgentId>> owners = new HashMap<>();

    private final Map<String, Addresses.Used> used = new TreeMap<>();

    private Transcript(Tx tx) {
        this.tx = tx;
    }

    /// Locks these conversations; those seen for the first time begin at `at`.
    public static Transcript lock(Tx tx, Collection<ConversationId> ids, Instant at) {
        var transcript = new Transcript(tx);
        UUID[] wanted =
                ids.stream().map(ConversationId::value).distinct().sorted().toArray(UUID[]::new);
        transcript.load(LOCKED, Tickets.OF_CONVERSATIONS, wanted);
        if (transcript.now.size() < wanted.length) {
            tx.update(CREATED, wanted, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
            transcript.load(LOCKED, Tickets.OF_CONVERSATIONS, wanted);
        }
        return transcript;
    }

    /// Locks what is known of these conversations and creates nothing.
    public static Transcript lockKnown(Tx tx, Collection<ConversationId> ids) {
        var transcript = new Transcript(tx);
        transcript.load(
                LOCKED,
                Tickets.OF_CONVERSATIONS,
                ids.stream().map(ConversationId::value).distinct().toArray(UUID[]::new));
        return transcript;
    }

    /// Locks the conversations of these customers that are known.
    public static Transcript ofCustomers(Tx tx, Collection<CustomerId> customers) {
        var transcript = new Transcript(tx);
        transcript.load(
                LOCKED_OF_CUSTOMERS,
                Tickets.OF_CUSTOMERS,
                customers.stream().map(CustomerId::value).distinct().toArray(UUID[]::new));
        return transcript;
    }

    /// Locks further ones that turned out to be concerned. Out of the order of ids: should two transactions
    /// wait for each other by that, the database ends one, which is tried again.
    public void also(Collection<ConversationId> ids) {
        UUID[] missing = ids.stream()
                .filter(id -> !now.containsKey(id))
                .map(ConversationId::value)
                .distinct()
                .sorted()
                .toArray(UUID[]::new);
        if (missing.length > 0) {
            load(LOCKED, Tickets.OF_CONVERSATIONS, missing);
        }
    }

    /// The row of one that nothing was heard of yet is made; locks it.
    public Conversation begun(ConversationId id, Instant at) {
        also(List.of(id));
        if (find(id) == null) {
            tx.update(CREATED, new UUID[] {id.value()}, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
            also(List.of(id));
        }
        return get(id);
    }

    public @Nullable Conversation find(ConversationId id) {
        return now.get(id);
    }

    public Conversation get(ConversationId id) {
        Conversation found = now.get(id);
        if (found == null) {
            throw new IllegalStateException("conversation " + id + " is not locked by this transaction");
        }
        return found;
    }

    public Collection<Conversation> all() {
        return List.copyOf(now.values());
    }

    public Entry append(Conversation.Step step) {
        put(step.after());
        appended.add(EntryRow.of(step.entry()));
        touched(step.entry().conversation(), step.entry().seq());
        return step.entry();
    }

    public void put(Conversation after) {
        now.put(after.id(), after);
        noteOwner(after);
        touched.computeIfAbsent(after.id(), id -> new TreeSet<>());
    }

    /// An entry that was there before reads differently now.
    public void touched(ConversationId id, long seq) {
        touched.computeIfAbsent(id, key -> new TreeSet<>()).add(seq);
    }

    /// The customer wrote from this address: answers go there from now on.
    public void used(CustomerId customer, MessageReceived message) {
        used.put(message.address().key(), Addresses.Used.of(customer, message));
    }

    /// Writes the entries appended so far, for statements that must find them.
    public void storeEntries() {
        if (!appended.isEmpty()) {
            tx.write(EntryRow.INSERT, Json.of(appended));
            appended.clear();
        }
    }

    /// Writes everything and tells the screens.
    public void store() {
        storeEntries();
        if (!used.isEmpty()) {
            Addresses.used(tx, used.values());
        }
        List<Conversation> changed = touched.keySet().stream().map(this::get).toList();
        if (changed.isEmpty()) {
            return;
        }
        changed.forEach(this::storeTicket);
        tx.write(
                ConversationRow.UPDATE,
                Json.of(changed.stream().map(ConversationRow::of).toList()));
        changed.forEach(this::tell);
        Standing.left(
                tx,
                changed.stream()
                        .filter(this::stoppedWaiting)
                        .map(Conversation::id)
                        .toList(),
                Instant.now());
    }

    private void load(String sql, String ticketsOf, UUID[] keys) {
        Tx.Answer locked = tx.ask(sql, (Object) keys);
        Tx.Answer current = tx.ask(ticketsOf, (Object) keys);
        RowSet<Row> rows = locked.get();
        Map<UUID, Ticket> tickets = Tickets.read(current.get());
        for (Row row : rows) {
            Conversation conversation = ConversationRow.read(row, tickets.get(row.getUUID("ticket")));
            before.put(conversation.id(), conversation);
            now.put(conversation.id(), conversation);
            noteOwner(conversation);
        }
    }

    private void noteOwner(Conversation conversation) {
        AgentId agent = conversation.work().agent();
        if (agent != null) {
            owners.computeIfAbsent(conversation.id(), id -> new HashSet<>()).add(agent);
        }
        Work.Offer offer = conversation.work().offer();
        if (offer != null) {
            owners.computeIfAbsent(conversation.id(), id -> new HashSet<>()).add(offer.agent());
        }
    }

    private boolean stoppedWaiting(Conversation after) {
        Conversation was = before.get(after.id());
        return was != null && was.work().waits() && !after.work().waits();
    }

    private void storeTicket(Conversation after) {
        Conversation was = before.get(after.id());
        Ticket old = was == null ? null : was.ticket();
        Ticket ticket = after.ticket();
        if (ticket == null || ticket.equals(old)) {
            return;
        }
        if (old == null || !old.id().equals(ticket.id())) {
            Tickets.insert(tx, after.id(), ticket);
        } else {
            Tickets.update(tx, ticket);
        }
    }

    private void tell(Conversation after) {
        tx.publish(
                Topic.INBOX_CHANGES,
                after.id().toString(),
                new InboxChange.ConversationChanged(
                        after.id(),
                        after.version() + 1,
                        List.copyOf(touched.getOrDefault(after.id(), new TreeSet<>())),
                        owners.getOrDefault(after.id(), Set.of()).stream()
                                .sorted()
                                .toList()));
    }
}
