package dev.onethread.routing.kafka;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.ConversationEvent.ContinuationWanted;
import dev.onethread.contracts.ConversationEvent.CustomerActed;
import dev.onethread.contracts.ConversationEvent.MessagePlaced;
import dev.onethread.contracts.ConversationEvent.MessageRecovered;
import dev.onethread.contracts.ConversationEvent.UnreadablePlaced;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerEvent;
import dev.onethread.contracts.CustomerEvent.AddressLinked;
import dev.onethread.contracts.CustomerEvent.AddressStateChanged;
import dev.onethread.contracts.CustomerEvent.CustomerRegistered;
import dev.onethread.contracts.CustomerEvent.Evidence;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.DeskCommand.CustomerWrote;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.FromCustomerAct;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Triage;
import dev.onethread.delivery.DeadRecord;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Languages;
import dev.onethread.routing.core.Writer;
import dev.onethread.routing.identity.Likeness;
import dev.onethread.routing.postgres.CustomerFacts;
import dev.onethread.routing.postgres.Customers;
import dev.onethread.routing.postgres.Customers.Known;
import dev.onethread.routing.postgres.Customers.Profile;
import dev.onethread.routing.postgres.Customers.State;
import dev.onethread.routing.postgres.DeskTable;
import dev.onethread.routing.postgres.Places;
import dev.onethread.routing.postgres.Profiles;
import dev.onethread.routing.postgres.Proofs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One batch of what customers sent, placed in one transaction with a fixed number of statements.
final class PlacedBatch {

    private final Tx tx;
    private final CurrentRules.Reading reading;
    private final Languages languages;
    private final Customers customers;
    private final Places places;
    private final CustomerFacts facts;
    private final Likeness likeness;
    private final Profiles shownProfiles;
    private final LateForErased erasures;
    private final Instant now;

    private final Map<Address, Known> known = new HashMap<>();
    private final Map<CustomerId, Profile> profiles = new LinkedHashMap<>();
    /// Whose profiles read differently now.
    private final Set<CustomerId> called = new LinkedHashSet<>();
    private final Map<Address, State> states = new LinkedHashMap<>();
    /// What rules may ask of whoever writes, as before this batch; empty where none asks.
    private final Map<ConversationId, Writer> writers = new HashMap<>();
    /// Dead letters that keep a place.
    private final Set<UUID> kept = new HashSet<>();
    private final Map<DeskId, PoolId> pools;
    /// New addresses of customers we knew under another.
    private final Set<Address> moved = new HashSet<>();
    private final Set<Address> registered = new LinkedHashSet<>();
    private int strangers;
    private int repeated;

    /// Each message's pool is its desk's; a pool that is told of what another is at work on tells that one.
    PlacedBatch(
            Tx tx,
            CurrentRules.Reading reading,
            Languages languages,
            Customers customers,
            Places places,
            Map<DeskId, PoolId> pools,
            CustomerFacts facts,
            Likeness likeness,
            Profiles shownProfiles,
            LateForErased erasures) {
        this.erasures = erasures;
        this.likeness = likeness;
        this.shownProfiles = shownProfiles;
        this.pools = pools;
        this.tx = tx;
        this.reading = reading;
        this.languages = languages;
        this.customers = customers;
        this.places = places;
        this.facts = facts;
        now = reading.now();
    }

    /// What became of a batch: places given, messages that had theirs, and acts of addresses that never
    /// wrote.
    record Counts(int placed, int repeated, int strangers) {}

    Counts place(List<Received<FromCustomer>> told) {
        List<Received<FromCustomer>> batch = LateWords.asMessages(tx, places, erasures.since(tx, told));
        resolve(batch);
        lock(batch, batch.isEmpty() ? List.of() : likeness.note(tx, Said.proved(registered, batch)));
        if (reading.rules().askTheWriter()) {
            writers.putAll(facts.writers(tx, conversationsOf(batch)));
        }
        Map<MessageId, Places.Place> recovered = recover(batch);
        Map<MessageId, Long> placed = places.place(tx, arrivals(batch));
        Set<MessageId> acts = places.act(tx, acts(batch));
        Map<Places.Name, Places.Place> named = places.named(tx, names(batch));
        int given = placed.size();
        for (Received<FromCustomer> received : batch) {
            if (received.event() instanceof MessageReceived message) {
                tellMessage(message, placed.remove(message.id()), recovered.remove(message.id()));
            } else {
                tellAct(received.event(), acts, named);
            }
        }
        customers.rename(tx, profiles);
        shownProfiles.changed(tx, called, now);
        customers.reachable(tx, states);
        return new Counts(given, repeated, strangers);
    }

    /// A record nobody could read stands in the transcript, and somebody is asked to look at it.
    void placeUnread(Address address, DeadRecord dead) {
        Map<Address, Author> writer = Map.of(address, Author.UNKNOWN);
        Door unknown = new Door(address.channel(), "unknown");
        Customers.Resolved resolved = customers.resolve(tx, writer, Map.of());
        known.putAll(resolved.known());
        Known customer = Objects.requireNonNull(known.get(address));
        if (!resolved.registered().isEmpty()) {
            tellRegistered(customer, address, unknown, null);
        }
        lock(List.of(), List.of());
        MessageId id = new MessageId("unreadable:" + dead.id());
        Places.Arrival arrival = new Places.Arrival(id, customer.conversation(), address, null, dead.id());
        Long place = places.place(tx, List.of(arrival)).get(id);
        if (place != null) {
            tell(new UnreadablePlaced(
                    customer.conversation(), now, customer.customer(), place, address, null, dead.reason()));
            if (!customer.blocked()) {
                wrote(id, customer, place, address, now, reading.rules().unread(address.channel()));
            }
        }
    }

    /// Whoever writes, presses, reacts or moves is a customer from then on. A bounce names whomever its
    /// sender likes, and a machine that answers is nobody: neither makes a customer.
    private void resolve(List<Received<FromCustomer>> batch) {
        Map<Address, Author> writers = new LinkedHashMap<>();
        Map<Address, Door> doors = new HashMap<>();
        Set<Address> others = new HashSet<>();
        Map<Address, Address> moves = new LinkedHashMap<>();
        for (Received<FromCustomer> received : batch) {
            FromCustomer event = received.event();
            if (event instanceof FromCustomer.AddressMoved moved) {
                others.add(moved.from());
                moves.put(moved.address(), moved.from());
            }
            boolean machine = event instanceof FromCustomer.UpdateKept kept && kept.ofMachine();
            if (machine || event instanceof FromCustomer.DeliveryBounced) {
                others.add(event.address());
            } else {
                writers.merge(
                        event.address(), Said.author(event), (first, next) -> first == Author.UNKNOWN ? next : first);
                doors.putIfAbsent(event.address(), event.door());
            }
        }
        moved.addAll(customers.move(tx, moves));
        others.removeAll(writers.keySet());
        Customers.Resolved resolved = customers.resolve(tx, writers, doors);
        known.putAll(resolved.known());
        known.putAll(customers.find(tx, others));
        writers.forEach((address, author) -> {
            if (resolved.registered().contains(address)) {
                registered.add(address);
                Known customer = Objects.requireNonNull(known.get(address));
                tellRegistered(
                        customer, address, Objects.requireNonNull(doors.get(address)), Customers.told(author.name()));
            }
        });
    }

    private void tellRegistered(Known customer, Address address, Door door, @Nullable String name) {
        tell(new CustomerRegistered(customer.customer(), now, customer.conversation(), name));
        tell(new AddressLinked(customer.customer(), now, address, door, Evidence.FIRST_CONTACT, name));
    }

    /// Locks every conversation concerned in the order of their ids, and joins those that are one. What was
    /// read of them before is compared with what they are now: a merge in between makes the batch look
    /// again.
    private void lock(List<Received<FromCustomer>> batch, List<Proofs.Equal> equal) {
        Map<ConversationId, Long> read = new HashMap<>();
        known.values().forEach(each -> read.put(each.conversation(), each.shape()));
        boolean stale = false;
        for (Proofs.Equal each : equal) {
            Long before = read.put(each.conversation(), each.shape());
            stale |= before != null && before != each.shape();
        }
        if (stale) {
            places.lookAgain(tx);
        }
        places.lock(tx, read);
        if (equal.isEmpty()) {
            return;
        }
        Map<Address, ConversationId> conversations = new HashMap<>();
        known.forEach((address, each) -> conversations.put(address, each.conversation()));
        likeness.join(tx, equal, conversations, now);
        known.putAll(customers.find(tx, List.copyOf(known.keySet())));
    }

    private Collection<ConversationId> conversationsOf(List<Received<FromCustomer>> batch) {
        Set<ConversationId> conversations = new HashSet<>();
        for (Received<FromCustomer> received : batch) {
            Known customer = known.get(received.event().address());
            if (customer != null) {
                conversations.add(customer.conversation());
            }
        }
        return conversations;
    }

    /// Replays of what could not be read fill the places kept for them.
    private Map<MessageId, Places.Place> recover(List<Received<FromCustomer>> batch) {
        Map<UUID, MessageReceived> replays = new LinkedHashMap<>();
        for (Received<FromCustomer> received : batch) {
            if (received.replayOf() != null && received.event() instanceof MessageReceived message) {
                replays.putIfAbsent(UUID.fromString(received.replayOf()), message);
            }
        }
        List<Places.Recovery> recoveries = new ArrayList<>();
        for (UUID letter : places.havingPlace(tx, replays.keySet())) {
            MessageReceived message = Objects.requireNonNull(replays.get(letter));
            recoveries.add(new Places.Recovery(letter, message.id(), message.channelMessage()));
            kept.add(letter);
        }
        return places.recover(tx, recoveries);
    }

    private List<Places.Arrival> arrivals(List<Received<FromCustomer>> batch) {
        List<Places.Arrival> arrivals = new ArrayList<>();
        for (Received<FromCustomer> received : batch) {
            boolean hasPlace = received.replayOf() != null && kept.contains(UUID.fromString(received.replayOf()));
            if (received.event() instanceof MessageReceived message && !hasPlace) {
                Known customer = Objects.requireNonNull(known.get(message.address()));
                arrivals.add(new Places.Arrival(
                        message.id(), customer.conversation(), message.address(), message.channelMessage(), null));
            }
        }
        return arrivals;
    }

    private List<Places.Act> acts(List<Received<FromCustomer>> batch) {
        List<Places.Act> acts = new ArrayList<>();
        for (Received<FromCustomer> received : batch) {
            Known customer = known.get(received.event().address());
            if (customer != null && !(received.event() instanceof MessageReceived)) {
                acts.add(new Places.Act(received.event().id(), customer.conversation()));
            }
        }
        return acts;
    }

    private static Set<Places.Name> names(List<Received<FromCustomer>> batch) {
        Set<Places.Name> names = new HashSet<>();
        for (Received<FromCustomer> received : batch) {
            FromCustomerAct act = Acts.of(received.event());
            if (act != null && act.channelMessage() != null) {
                names.add(new Places.Name(act.address(), act.channelMessage()));
            }
        }
        return names;
    }

    private void tellMessage(MessageReceived message, @Nullable Long placed, Places.@Nullable Place recovered) {
        Known customer = Objects.requireNonNull(known.get(message.address()));
        if (recovered != null) {
            tell(new MessageRecovered(recovered.conversation(), now, recovered.place(), message));
        } else if (placed != null) {
            Boolean blocked = customer.blocked() ? true : null;
            tell(new MessagePlaced(customer.conversation(), now, customer.customer(), placed, message, blocked));
            if (customer.blocked()) {
                return;
            }
            Writer writer = writers.getOrDefault(customer.conversation(), Writer.UNKNOWN);
            Triage triage = reading.rules().triage(message, writer, now, languages);
            writers.put(customer.conversation(), writer.wroteAt(now));
            wrote(message.id(), customer, placed, message.address(), message.receivedAt(), triage);
            noteAuthor(message, customer);
            likeness.hear(tx, customer.customer(), message.address(), Said.words(message));
            if (registered.remove(message.address())) {
                likeness.called(tx, customer.customer(), message.address(), customer.name());
            }
            noteState(message.address(), customer, true, null);
        } else {
            repeated++;
        }
    }

    private void wrote(MessageId message, Known customer, long place, Address address, Instant since, Triage triage) {
        UUID id = UUID.nameUUIDFromBytes(("customer-wrote:" + message.value()).getBytes(StandardCharsets.UTF_8));
        tx.publish(
                Topic.DESK_COMMANDS,
                pools.getOrDefault(triage.desk(), DeskTable.MAIN).value(),
                new CustomerWrote(
                        new CommandId(id),
                        now,
                        customer.conversation(),
                        customer.customer(),
                        place,
                        address.channel(),
                        since,
                        triage));
    }

    /// A name or language the channel tells now, where it told another one before.
    private void noteAuthor(MessageReceived message, Known customer) {
        Author author = Said.author(message);
        String name = Customers.told(author.name());
        String language = Customers.told(author.language());
        boolean renamed = name != null && !name.equals(customer.name());
        boolean relearned = language != null && !language.equals(customer.language());
        if (renamed || relearned) {
            String nameNow = name == null ? customer.name() : name;
            String languageNow = language == null ? customer.language() : language;
            profiles.put(customer.own(), new Profile(nameNow, languageNow));
            called.add(customer.customer());
            known.put(message.address(), customer.called(nameNow, languageNow));
        }
    }

    private void noteState(Address address, Known before, boolean reachable, @Nullable String reason) {
        Known customer = known.getOrDefault(address, before);
        if (customer.reachable() != reachable) {
            states.put(address, new State(reachable, reason));
            tell(new AddressStateChanged(customer.customer(), now, address, reachable, reason));
            known.put(address, customer.reachable(reachable));
        }
    }

    private void tellAct(FromCustomer event, Set<MessageId> fresh, Map<Places.Name, Places.Place> named) {
        Known customer = known.get(event.address());
        FromCustomerAct act = Acts.of(event);
        if (event instanceof FromCustomer.IdentityProved) {
            return;
        }
        if (customer == null) {
            strangers++;
            return;
        }
        if (!fresh.remove(event.id())) {
            repeated++;
            return;
        }
        if (event instanceof FromCustomer.ContinuationAsked asked) {
            tell(new ContinuationWanted(
                    customer.conversation(),
                    now,
                    asked.id(),
                    asked.address(),
                    asked.to(),
                    asked.through(),
                    asked.link()));
        }
        if (act != null) {
            tellAct(event, act, customer, named);
        }
    }

    private void tellAct(
            FromCustomer event, FromCustomerAct act, Known customer, Map<Places.Name, Places.Place> named) {
        Places.Place place =
                act.channelMessage() == null ? null : named.get(new Places.Name(act.address(), act.channelMessage()));
        // What stands in a strand is changed there.
        tell(
                place == null
                        ? new CustomerActed(customer.conversation(), now, null, act)
                        : new CustomerActed(place.conversation(), now, place.place(), act));
        switch (event) {
            case FromCustomer.AddressBlocked blocked -> noteState(blocked.address(), customer, false, blocked.reason());
            case FromCustomer.AddressUnblocked unblocked -> noteState(unblocked.address(), customer, true, null);
            case FromCustomer.AddressMoved move -> {
                if (moved.remove(move.address())) {
                    Address to = move.address();
                    tell(new AddressLinked(
                            customer.customer(), now, to, move.door(), Evidence.FIRST_CONTACT, customer.name()));
                    noteState(move.from(), customer, false, "moved");
                }
            }
            case FromCustomer.DeliveryBounced bounced -> {
                if (bounced.permanent()) {
                    noteState(bounced.address(), customer, false, Acts.reason(bounced));
                }
            }
            case MessageReceived message -> {}
            case FromCustomer.MessageEdited edited -> {}
            case FromCustomer.MessageDeleted deleted -> {}
            case FromCustomer.MessageReacted reacted -> {}
            case FromCustomer.ButtonPressed pressed -> {}
            case FromCustomer.UpdateKept update -> {}
            case FromCustomer.IdentityProved proved -> {}
            case FromCustomer.ContinuationAsked asked -> {}
        }
    }

    private void tell(ConversationEvent event) {
        tx.publish(Topic.CONVERSATION_EVENTS, event.conversation().toString(), event);
    }

    private void tell(CustomerEvent event) {
        tx.publish(Topic.CUSTOMER_EVENTS, event.customer().toString(), event);
    }
}
