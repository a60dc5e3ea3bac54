package dev.onethread.routing.kafka;

import static dev.onethread.routing.kafka.Letters.batch;
import static dev.onethread.routing.kafka.Letters.message;
import static dev.onethread.routing.kafka.Letters.someone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.ConversationEvent.CustomerActed;
import dev.onethread.contracts.ConversationEvent.MessagePlaced;
import dev.onethread.contracts.ConversationEvent.MessageRecovered;
import dev.onethread.contracts.ConversationEvent.UnreadablePlaced;
import dev.onethread.contracts.CustomerEvent.AddressStateChanged;
import dev.onethread.contracts.CustomerEvent.CustomerRegistered;
import dev.onethread.contracts.CustomerEvent.ProfileChanged;
import dev.onethread.contracts.DeskCommand.CustomerWrote;
import dev.onethread.contracts.Event;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.AddressBlocked;
import dev.onethread.contracts.FromCustomer.MessageEdited;
import dev.onethread.contracts.FromCustomer.MessageReacted;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.FromCustomerAct;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Visitor;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class PlacingTest {
    @Inject
    Placing placing;

    @Inject
    Database database;

    private final TestTopics topics = new TestTopics();

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void aNewCustomersMessageMakesACustomerAConversationAndWorkForThePool() {
        Address address = someone();
        topics.send(
                Topic.MESSAGES_RECEIVED, address.key(), message(address, 1, "hello", new Author("Kim", null, "en")));

        MessagePlaced placed = await(MessagePlaced.class, address);
        assertThat(placed.place()).isEqualTo(1);
        CustomerRegistered registered = (CustomerRegistered) topics.await(
                        Topic.CUSTOMER_EVENTS,
                        seen -> seen.event() instanceof CustomerRegistered r
                                && r.customer().equals(placed.customer()))
                .event();
        assertThat(registered.conversation()).isEqualTo(placed.conversation());
        assertThat(registered.name()).isEqualTo("Kim");
        CustomerWrote wrote = (CustomerWrote) topics.await(
                        Topic.DESK_COMMANDS,
                        seen -> seen.event() instanceof CustomerWrote w
                                && w.conversation().equals(placed.conversation()))
                .event();
        assertThat(wrote.place()).isEqualTo(1);
        assertThat(wrote.triage().weight()).isEqualTo(2);
        assertThat(wrote.waitingSince()).isEqualTo(placed.message().receivedAt());
    }

    @Test
    void aThousandMessagesWithDuplicatesTakeAThousandPlacesWithoutAGap() {
        List<Address> addresses = new ArrayList<>();
        List<MessageReceived> all = new ArrayList<>();
        for (int customer = 0; customer < 20; customer++) {
            Address address = someone();
            addresses.add(address);
            for (int number = 1; number <= 50; number++) {
                all.add(message(address, number, "message " + number));
            }
        }
        Random random = new Random(5);
        for (MessageReceived message : all) {
            topics.send(Topic.MESSAGES_RECEIVED, message.address().key(), message);
            if (random.nextInt(10) == 0) {
                topics.send(Topic.MESSAGES_RECEIVED, message.address().key(), message);
            }
        }
        for (Address address : addresses) {
            Awaiting.until(() -> places(address).size() >= 50);
            assertThat(places(address)).isEqualTo(upTo(50));
        }
        assertThat(conversations(addresses)).isEqualTo(20);
    }

    @Test
    void replicasThatRaceForANewCustomerMakeOneConversation() throws Exception {
        int replicas = 4;
        for (int round = 0; round < 10; round++) {
            List<Address> addresses = List.of(someone(), someone(), someone());
            race(replicas, replica -> {
                List<Received<FromCustomer>> batch = new ArrayList<>();
                for (Address address : addresses) {
                    batch.addAll(batch(message(address, replica, "mine"), message(address, 100, "everybody's")));
                }
                Collections.shuffle(batch, new Random(replica));
                return batch;
            });
            for (Address address : addresses) {
                assertThat(places(address)).isEqualTo(upTo(replicas + 1));
            }
            assertThat(conversations(addresses)).isEqualTo(addresses.size());
        }
    }

    private void race(int replicas, java.util.function.IntFunction<List<Received<FromCustomer>>> batches)
            throws Exception {
        CyclicBarrier start = new CyclicBarrier(replicas);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> racing = new ArrayList<>();
            for (int replica = 1; replica <= replicas; replica++) {
                List<Received<FromCustomer>> batch = batches.apply(replica);
                racing.add(executor.submit(() -> {
                    start.await();
                    apply(batch);
                    return null;
                }));
            }
            for (Future<?> each : racing) {
                each.get();
            }
        }
    }

    @Test
    void anEditNamesThePlaceOfWhatItChangesAndCountsOnce() {
        Address address = someone();
        MessageEdited edit = new MessageEdited(
                new MessageId("edit:" + address.value()),
                Letters.SHOP,
                address,
                Instant.now(),
                "2",
                Instant.now(),
                Body.text("corrected"));
        MessageReacted elsewhere = new MessageReacted(
                new MessageId("reaction:" + address.value()), Letters.SHOP, address, Instant.now(), "77", List.of("+"));
        apply(batch(message(address, 1, "one"), message(address, 2, "two"), edit, edit, elsewhere));
        apply(batch(edit));

        Awaiting.until(() -> told(CustomerActed.class, address).size() >= 2);
        List<CustomerActed> acted = told(CustomerActed.class, address);
        assertThat(acted).hasSize(2);
        assertThat(acted.getFirst().place()).isEqualTo(2);
        assertThat(acted.getFirst().act().kind()).isEqualTo(FromCustomerAct.Kind.EDITED);
        assertThat(acted.getLast().place()).isNull();
    }

    @Test
    void aMachineThatAnswersIsNoCustomerAndOfACustomersMachineItIsTold() {
        Address machine = Address.mail("machine-" + UUID.randomUUID() + "@example.com");
        Address customer = Address.mail("customer-" + UUID.randomUUID() + "@example.com");
        apply(batch(vacation(machine)));
        assertThat(conversations(List.of(machine))).isZero();
        apply(batch(message(customer, 1, "one"), vacation(customer)));
        Awaiting.until(() -> !told(CustomerActed.class, customer).isEmpty());
        FromCustomerAct act = told(CustomerActed.class, customer).getFirst().act();
        assertThat(act.kind()).isEqualTo(FromCustomerAct.Kind.KEPT);
        assertThat(act.data()).isEqualTo("mail/vacation");
        assertThat(act.originalMessageId()).isEqualTo("<ours@shop.example>");
    }

    private static FromCustomer.UpdateKept vacation(Address address) {
        return new FromCustomer.UpdateKept(
                new MessageId("vacation:" + address.value()),
                Letters.SHOP,
                address,
                Instant.now(),
                "mail/vacation",
                null,
                null,
                "<ours@shop.example>");
    }

    @Test
    void whoPressesOrBlocksBeforeWritingIsACustomerAndABounceMakesNobodyOne() {
        Address acting = someone();
        Address bounced = someone();
        apply(batch(blocked(acting, 1)));
        apply(batch(new FromCustomer.DeliveryBounced(
                new MessageId("bounce:" + bounced.value()),
                Letters.SHOP,
                bounced,
                Instant.now(),
                null,
                "5.1.1",
                true,
                null,
                null)));

        assertThat(conversations(List.of(acting))).isEqualTo(1);
        assertThat(conversations(List.of(bounced))).isZero();
    }

    @Test
    void anEditOfAMessageThatNeverReachedUsIsPlacedAsOne() {
        Address address = someone();
        MessageEdited edit = new MessageEdited(
                new MessageId("late:" + address.value()),
                Letters.SHOP,
                address,
                Instant.now(),
                "5",
                Instant.now(),
                Body.text("what I meant to say"));
        apply(batch(edit));
        apply(batch(edit));

        Awaiting.until(() -> placed(address) == 1);
        assertThat(told(MessagePlaced.class, address)
                        .getFirst()
                        .message()
                        .body()
                        .text())
                .isEqualTo("what I meant to say");
    }

    @Test
    void aBlockedAddressIsUnreachableUntilItWritesAgain() {
        Address address = someone();
        apply(batch(message(address, 1, "hello")));
        apply(batch(blocked(address, 1)));
        apply(batch(message(address, 2, "I am back")));

        Awaiting.until(() -> states(address).size() >= 2);
        assertThat(states(address)).containsExactly(false, true);
    }

    @Test
    void aNewNameIsToldOnce() {
        Address address = someone();
        apply(batch(message(address, 1, "hello", new Author("Kim", null, null))));
        apply(batch(message(address, 2, "married", new Author("Kim Lee", null, null))));
        apply(batch(message(address, 3, "hello", new Author("Kim Lee", null, null))));
        apply(batch(message(address, 4, "hello", new Author(" ", null, null))));

        Awaiting.until(() -> placed(address) == 4);
        assertThat(database.query(
                                "select u.name from address a join customer u on u.id = a.customer where a.value = $1",
                                address.value())
                        .iterator()
                        .next()
                        .getString(0))
                .isEqualTo("Kim Lee");
        UUID customer = customer(address);
        assertThat(topics.read(Topic.CUSTOMER_EVENTS, customer.toString()).stream()
                        .filter(seen -> seen.event() instanceof ProfileChanged))
                .hasSize(1);
    }

    @Test
    void whatCannotBeReadKeepsItsPlaceAndAReplayFillsIt() {
        Address address = Address.web(new Visitor("v-" + UUID.randomUUID()));
        topics.send(Topic.MESSAGES_RECEIVED, address.key(), message(address, 1, "before"));
        topics.send(
                "messages.received",
                address.key(),
                "{garbage".getBytes(StandardCharsets.UTF_8),
                Map.of("ce_type", "dev.onethread.MessageReceived", "ce_dataversion", "1"));
        topics.send(Topic.MESSAGES_RECEIVED, address.key(), message(address, 3, "after"));

        UnreadablePlaced unreadable = await(UnreadablePlaced.class, address);
        assertThat(unreadable.place()).isEqualTo(2);
        Awaiting.until(() -> placed(address) == 3);
        assertThat(places(address)).isEqualTo(upTo(3));

        String letter = database.query(
                        "select dead_letter from placed_message where conversation = $1 and unreadable",
                        unreadable.conversation().value())
                .iterator()
                .next()
                .getUUID(0)
                .toString();
        MessageReceived readable = message(address, 2, "what it was");
        apply(List.of(Letters.received(readable, letter)));
        apply(List.of(Letters.received(readable, letter)));
        apply(batch(readable));

        MessageRecovered recovered = await(MessageRecovered.class, address);
        assertThat(recovered.place()).isEqualTo(2);
        assertThat(recovered.message().body().text()).isEqualTo("what it was");
        assertThat(places(address)).isEqualTo(upTo(3));
        assertThat(told(MessageRecovered.class, address)).hasSize(1);
    }

    @Test
    void garbageWithoutAnAddressIsOnlyADeadLetter() {
        topics.send("messages.received", "nobody", new byte[] {1, 2, 3}, Map.of());

        assertThat(topics.await("messages.received.dead", seen -> "nobody".equals(seen.key())))
                .isNotNull();
    }

    private static AddressBlocked blocked(Address address, int number) {
        MessageId id = new MessageId("block:" + address.value() + ":" + number);
        return new AddressBlocked(id, Letters.SHOP, address, Instant.now(), "blocked by the user");
    }

    private void apply(List<Received<FromCustomer>> batch) {
        database.inTransaction(tx -> {
            placing.apply(tx, batch);
            return null;
        });
    }

    private <E extends Event> E await(Class<E> type, Address address) {
        Awaiting.until(() -> !told(type, address).isEmpty());
        return told(type, address).getFirst();
    }

    private <E extends Event> List<E> told(Class<E> type, Address address) {
        for (Row row : database.query(
                "select c.id from address a join conversation c on c.customer = a.customer where a.value = $1",
                address.value())) {
            return topics.read(Topic.CONVERSATION_EVENTS, row.getUUID(0).toString()).stream()
                    .map(TestTopics.Seen::event)
                    .filter(type::isInstance)
                    .map(type::cast)
                    .toList();
        }
        return List.of();
    }

    private List<Boolean> states(Address address) {
        return topics.read(Topic.CUSTOMER_EVENTS, customer(address).toString()).stream()
                .map(TestTopics.Seen::event)
                .filter(AddressStateChanged.class::isInstance)
                .map(event -> ((AddressStateChanged) event).reachable())
                .toList();
    }

    private UUID customer(Address address) {
        return database.query("select customer from address where value = $1", address.value())
                .iterator()
                .next()
                .getUUID(0);
    }

    private List<Long> places(Address address) {
        List<Long> places = new ArrayList<>();
        database.query("select place from placed_message where address = $1 order by place", address.value())
                .forEach(row -> places.add(row.getLong(0)));
        return places;
    }

    private int placed(Address address) {
        return places(address).size();
    }

    private long conversations(List<Address> addresses) {
        Object values = addresses.stream().map(Address::value).toArray(String[]::new);
        return database.query(
                        "select count(distinct c.id) from address a join conversation c on c.customer = a.customer"
                                + " where a.value = any($1::text[])",
                        values)
                .iterator()
                .next()
                .getLong(0);
    }

    private static List<Long> upTo(int last) {
        List<Long> places = new ArrayList<>();
        for (long place = 1; place <= last; place++) {
            places.add(place);
        }
        return places;
    }

    /// Waits for conditions, at most half a minute.
    private static final class Awaiting {
        static void until(java.util.concurrent.Callable<Boolean> condition) {
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
        }
    }
}
