package dev.onethread.routing.kafka;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationEvent;
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
import dev.onethread.contracts.CustomerEvent.ProfileChanged;
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
import dev.onethread.routing.core.Called;
import dev.onethread.routing.core.Languages;
import dev.onethread.routing.core.Writer;
import dev.onethread.routing.postgres.CustomerFacts;
import dev.onethread.routing.postgres.Customers;
import dev.onethread.routing.postgres.Customers.Known;
import dev.onethread.routing.postgres.Customers.Profile;
import dev.onethread.routing.postgres.Customers.State;
import dev.onethread.routing.postgres.DeskTable;
import dev.onethread.routing.postgres.Places;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    private final Instant now;

    private final Map<Address, Known> known = new HashMap<>();
    private final Map<CustomerId, Profile> profiles = new LinkedHashMap<>();
    private final Map<Address, State> states = new LinkedHashMap<>();
    /// What rules may ask of whoever writes, as before this batch; empty where none asks.
    private final Map<ConversationId, Writer> writers = new HashMap<>();
    /// Dead letters that keep a place.
    private final Set<UUID> kept = new HashSet<>();
    private final Map<DeskId, PoolId> pools;
    /// New addresses of customers we knew under another.
    private final Set<Address> moved = new HashSet<>();
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
            CustomerFacts facts) {
        this.pools = pools;
        this.tx = tx;
        this.reading = reading;
        this.languages = languages;
        this.customers = customers;
        this.places = places;
        this.facts = facts;
        now = reading.now();
    }

    /// What became of a batch: places given, messages that had theirs, and acts of addresses that never wrote.
    record Counts(int placed, int repeated, int strangers) {}

    Counts place(List<Received<FromCustomer>> told) {
        List<Received<FromCustomer>> batch = withLateWords(told);
        resolve(batch);
        places.lock(tx, conversationsOf(batch));
        if (reading.rules().askTheWriter()) {
            writers.putAll(facts.writers(tx, conversationsOf(batch)));
        }
        Map<MessageId, Long> recovered = recover(batch);
        Map<MessageId, Long> placed = places.place(tx, arrivals(batch));
        Set<MessageId> acts = places.act(tx, acts(batch));
        Map<Places.Name, Long> named = places.named(tx, names(batch));
        int given = placed.size();
        for (Received<FromCustomer> received : batch) {
            if (received.event() instanceof MessageReceived message) {
                tellMessage(message, placed.remove(message.id()), recovered.remove(message.id()));
            } else {
                tellAct(received.event(), acts, named);
            }
        }
        customers.rename(tx, profiles);
        customers.reachable(tx, states);
        return new Counts(given, repeated, strangers);
    }

    /// A record nobody could read stands in the transcript, and somebody is asked to look at it.
    void placeUnread(Address address, DeadRecord dead) {
        Map<Address, Author> writer = Map.of(address, Author.UNKNOWN);
        Customers.Resolved resolved = customers.resolve(tx, writer);
        known.putAll(resolved.known());
        Known customer = Objects.requireNonNull(known.get(address));
        if (!resolved.registered().isEmpty()) {
            tellRegistered(customer, address, new Door(address.channel(), "unknown"), null);
        }
        places.lock(tx, List.of(customer.conversation()));
        MessageId id = new MessageId("unreadable:" + dead.id());
        Places.Arrival arrival = new Places.Arrival(id, customer.conversation(), address, null, dead.id());
        Long place = places.place(tx, List.of(arrival)).get(id);
        if (place != null) {
            tell(new UnreadablePlaced(
                    customer.conversation(), now, customer.customer(), place, address, null, dead.reason()));
            wrote(id, customer, place, address, now, reading.rules().unread(address.channel()));
        }
    }

    /// An edit of a message that never reached us holds the customer's words all the same, and takes a place as one.
    private List<Received<FromCustomer>> withLateWords(List<Received<FromCustomer>> batch) {
        Set<Places.Name> edited = new HashSet<>();
        for (Received<FromCustomer> received : batch) {
            if (received.event() instanceof FromCustomer.MessageEdited edit) {
                edited.add(new Places.Name(edit.address(), edit.channelMessage()));
            }
        }
        if (edited.isEmpty()) {
            return batch;
        }
        Set<Places.Name> placed = new HashSet<>(places.named(tx, edited).keySet());
        List<Received<FromCustomer>> words = new ArrayList<>();
        for (Received<FromCustomer> received : batch) {
            if (received.event() instanceof MessageReceived message) {
                placed.add(new Places.Name(message.address(), message.channelMessage()));
            }
            boolean unseen = received.event() instanceof FromCustomer.MessageEdited edit
                    && placed.add(new Places.Name(edit.address(), edit.channelMessage()));
            words.add(unseen ? asMessage(received) : received);
        }
        return words;
    }

    private static Received<FromCustomer> asMessage(Received<FromCustomer> received) {
        FromCustomer.MessageEdited edit = (FromCustomer.MessageEdited) received.event();
        MessageReceived message = new MessageReceived(
                edit.id(),
                edit.door(),
                edit.address(),
                edit.receivedAt(),
                edit.editedAt(),
                edit.author() == null ? Author.UNKNOWN : edit.author(),
                edit.body(),
                edit.channelMessage(),
                null,
                null,
                null,
                edit.circumstances());
        return new Received<>(
                message,
                received.key(),
                received.partition(),
                received.offset(),
                received.timestamp(),
                received.id(),
                received.replayOf());
    }

    /// Whoever writes, presses, reacts or moves is a customer from then on. A bounce names whomever its sender likes,
    /// and a machine that answers is nobody: neither makes a customer.
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
                writers.merge(event.address(), author(event), (first, next) -> first == Author.UNKNOWN ? next : first);
                doors.putIfAbsent(event.address(), event.door());
            }
        }
        moved.addAll(customers.move(tx, moves));
        others.removeAll(writers.keySet());
        Customers.Resolved resolved = customers.resolve(tx, writers);
        known.putAll(resolved.known());
        known.putAll(customers.find(tx, others));
        writers.forEach((address, author) -> {
            if (resolved.registered().contains(address)) {
                Known customer = Objects.requireNonNull(known.get(address));
                tellRegistered(
                        customer, address, Objects.requireNonNull(doors.get(address)), Customers.told(author.name()));
            }
        });
    }

    private static Author author(FromCustomer event) {
        return switch (event) {
            case MessageReceived message -> Called.by(message.address(), message.author(), message.circumstances());
            case FromCustomer.ButtonPressed pressed -> Called.by(pressed.address(), pressed.author(), null);
            case FromCustomer.MessageEdited edited ->
                Called.by(edited.address(), edited.author(), edited.circumstances());
            case FromCustomer.MessageDeleted deleted -> Author.UNKNOWN;
            case FromCustomer.MessageReacted reacted -> Called.by(reacted.address(), reacted.author(), null);
            case FromCustomer.AddressMoved address -> Author.UNKNOWN;
            case FromCustomer.AddressBlocked blocked -> Author.UNKNOWN;
            case FromCustomer.AddressUnblocked unblocked -> Author.UNKNOWN;
            case FromCustomer.DeliveryBounced bounced -> Author.UNKNOWN;
            case FromCustomer.UpdateKept kept -> Author.UNKNOWN;
        };
    }

    private void tellRegistered(Known customer, Address address, Door door, @Nullable String name) {
        tell(new CustomerRegistered(customer.customer(), now, customer.conversation(), name));
        tell(new AddressLinked(customer.customer(), now, address, door, Evidence.FIRST_CONTACT, name));
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
    private Map<MessageId, Long> recover(List<Received<FromCustomer>> batch) {
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

    private void tellMessage(MessageReceived message, @Nullable Long placed, @Nullable Long recovered) {
        Known customer = Objects.requireNonNull(known.get(message.address()));
        if (recovered != null) {
            tell(new MessageRecovered(customer.conversation(), now, recovered, message));
        } else if (placed != null) {
            tell(new MessagePlaced(customer.conversation(), now, customer.customer(), placed, message));
            Writer writer = writers.getOrDefault(customer.conversation(), Writer.UNKNOWN);
            Triage triage = reading.rules().triage(message, writer, now, languages);
            writers.put(customer.conversation(), writer.wroteAt(now));
            wrote(message.id(), customer, placed, message.address(), message.receivedAt(), triage);
            noteAuthor(message, customer);
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
        Author author = author(message);
        String name = Customers.told(author.name());
        String language = Customers.told(author.language());
        boolean renamed = name != null && !name.equals(customer.name());
        boolean relearned = language != null && !language.equals(customer.language());
        if (renamed || relearned) {
            String nameNow = name == null ? customer.name() : name;
            String languageNow = language == null ? customer.language() : language;
            profiles.put(customer.customer(), new Profile(nameNow, languageNow));
            tell(new ProfileChanged(customer.customer(), now, nameNow, languageNow));
            Known changed =
                    new Known(customer.customer(), customer.conversation(), nameNow, languageNow, customer.reachable());
            known.put(message.address(), changed);
        }
    }

    private void noteState(Address address, Known before, boolean reachable, @Nullable String reason) {
        Known customer = known.getOrDefault(address, before);
        if (customer.reachable() != reachable) {
            states.put(address, new State(reachable, reason));
            tell(new AddressStateChanged(customer.customer(), now, address, reachable, reason));
            known.put(
                    address,
                    new Known(
                            customer.customer(),
                            customer.conversation(),
                            customer.name(),
                            customer.language(),
                            reachable));
        }
    }

    private void tellAct(FromCustomer event, Set<MessageId> fresh, Map<Places.Name, Long> named) {
        Known customer = known.get(event.address());
        FromCustomerAct act = Acts.of(event);
        if (customer == null || act == null) {
            strangers++;
            return;
        }
        if (!fresh.remove(event.id())) {
            repeated++;
            return;
        }
        Long place =
                act.channelMessage() == null ? null : named.get(new Places.Name(act.address(), act.channelMessage()));
        tell(new CustomerActed(customer.conversation(), now, place, act));
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
        }
    }

    private void tell(ConversationEvent event) {
        tx.publish(Topic.CONVERSATION_EVENTS, event.conversation().toString(), event);
    }

    private void tell(CustomerEvent event) {
        tx.publish(Topic.CUSTOMER_EVENTS, event.customer().toString(), event);
    }
}
