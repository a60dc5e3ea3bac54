package dev.onethread.ticket.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.CustomerEvent;
import dev.onethread.contracts.DecisionId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.FromCustomerAct;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Wire;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ticket.testing.Events;
import dev.onethread.ticket.testing.Inbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
class TranscriptTest {
    private static TestTopics topics;
    private Inbox anna;

    @BeforeAll
    static void connect() {
        topics = new TestTopics();
    }

    @AfterAll
    static void disconnect() {
        topics.close();
    }

    @BeforeEach
    void signIn() {
        anna = Inbox.agent("anna");
    }

    @Test
    void numbersHaveNoGapsWhoeverWritesAtOnce() throws Exception {
        Events customer = Events.ofWeb();
        tell(customer, customer.placed(1, "first"));
        awaitEntries(customer, 1);
        List<Future<?>> writers = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            writers.add(executor.submit(() ->
                    LongStream.rangeClosed(2, 120).forEach(p -> tell(customer, customer.placed(p, "message " + p)))));
            for (int agent = 0; agent < 4; agent++) {
                writers.add(executor.submit(() -> IntStream.range(0, 20).forEach(i -> {
                    assertThat(anna.reply(id(customer), UUID.randomUUID(), "reply " + i)
                                    .status())
                            .isEqualTo(201);
                    String note = "/conversations/" + id(customer) + "/notes/" + UUID.randomUUID();
                    assertThat(anna.put(note, java.util.Map.of("text", "note " + i))
                                    .status())
                            .isEqualTo(201);
                })));
            }
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        List<JsonNode> entries = awaitEntries(customer, 120 + 160);
        assertThat(seqs(entries))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 280).boxed().toList());
        assertThat(entries.stream()
                        .filter(e -> kind(e).equals("message"))
                        .map(e -> e.get("text").asText()))
                .startsWith("first", "message 2", "message 3")
                .hasSize(120)
                .doesNotHaveDuplicates();
    }

    @Test
    void anAddressAndANameMayComeBeforeOrAfterTheFirstMessage() {
        Events early = Events.ofWeb();
        topics.send(
                Topic.CUSTOMER_EVENTS,
                early.customer().toString(),
                new CustomerEvent.CustomerRegistered(early.customer(), Events.NOW, early.conversation(), "Early"));
        topics.send(
                Topic.CUSTOMER_EVENTS,
                early.customer().toString(),
                new CustomerEvent.AddressLinked(
                        early.customer(),
                        Events.NOW,
                        early.address(),
                        early.door(),
                        CustomerEvent.Evidence.FIRST_CONTACT,
                        "Early bird"));
        tell(early, early.placed(1, "hello"));
        Events late = Events.ofWeb();
        tell(late, late.placed(1, "hello"));
        awaitEntries(late, 1);
        topics.send(
                Topic.CUSTOMER_EVENTS,
                late.customer().toString(),
                new CustomerEvent.CustomerRegistered(late.customer(), Events.NOW, late.conversation(), "Late"));
        awaitEntries(early, 1);
        awaiting(() -> assertThat(summary(early).at("/customer/name").asText()).isEqualTo("Early"));
        awaiting(() -> assertThat(summary(late).at("/customer/name").asText()).isEqualTo("Late"));
        JsonNode detail = anna.get("/conversations/" + id(early)).body();
        assertThat(detail.at("/addresses/0/label").asText()).isEqualTo("Early bird");
        assertThat(detail.at("/reply/to").asText()).isEqualTo(early.address().key());
        assertThat(detail.at("/reply/reason").asText()).isEqualTo("last-used");
    }

    @Test
    void whateverIsNewAboutACustomerMakesScreensReadTheProfileAgain() {
        Events customer = Events.ofWeb();
        tell(customer, customer.placed(1, "hello"));
        awaitEntries(customer, 1);
        long version = summary(customer).at("/version").asLong();
        String key = customer.customer().toString();
        topics.send(
                Topic.CUSTOMER_EVENTS,
                key,
                new CustomerEvent.CustomerRegistered(customer.customer(), Events.NOW, customer.conversation(), "Kim"));
        awaiting(() -> assertThat(summary(customer).at("/profile").asLong()).isEqualTo(1));

        topics.send(
                Topic.CUSTOMER_EVENTS,
                key,
                new CustomerEvent.ProfileChanged(customer.customer(), Events.NOW, "Kim Lee", "de"));
        awaiting(() -> assertThat(summary(customer).at("/profile").asLong()).isEqualTo(2));
        assertThat(summary(customer).at("/customer/name").asText()).isEqualTo("Kim Lee");
        assertThat(summary(customer).at("/version").asLong()).isGreaterThan(version);

        // Nobody knows a name any more.
        topics.send(
                Topic.CUSTOMER_EVENTS,
                key,
                new CustomerEvent.ProfileChanged(customer.customer(), Events.NOW, null, null));
        awaiting(() ->
                assertThat(summary(customer).at("/customer/name").asText()).isEmpty());
    }

    @Test
    void workIsShownAndStandsInTheTranscript() {
        Events customer = Events.ofWeb();
        var decision = new DecisionId(UUID.randomUUID());
        var needs = List.of(new SkillNeed(new SkillId("billing"), 3));
        tell(customer, customer.placed(1, "my invoice"));
        tell(
                customer,
                new ConversationEvent.WorkQueued(
                        customer.conversation(),
                        Events.NOW,
                        new DeskId("support"),
                        Events.NOW,
                        40,
                        needs,
                        ConversationEvent.QueueReason.CUSTOMER_WROTE,
                        null));
        tell(
                customer,
                new ConversationEvent.WorkAssigned(
                        customer.conversation(),
                        Events.NOW,
                        new AgentId("anna"),
                        new DeskId("support"),
                        40,
                        needs,
                        ConversationEvent.AssignReason.BEST_MATCH,
                        0,
                        decision));
        List<JsonNode> entries = awaitEntries(customer, 3);
        JsonNode assigned = entries.get(2).get("event");
        assertThat(assigned.get("type").asText()).isEqualTo("assigned");
        assertThat(assigned.get("agentName").asText()).isEqualTo("anna");
        assertThat(assigned.get("decision").asText()).isEqualTo(decision.toString());
        JsonNode work = summary(customer).get("work");
        assertThat(work.get("state").asText()).isEqualTo("assigned");
        assertThat(work.at("/needs/0/skill").asText()).isEqualTo("billing");
        assertThat(anna.get("/conversations?list=mine&q=my%20invoice").body().get("items"))
                .hasSize(1);
    }

    @Test
    void whatCouldNotBeReadIsFilledInItsPlace() {
        Events customer = Events.ofWeb();
        tell(customer, customer.placed(1, "before"));
        tell(
                customer,
                new ConversationEvent.UnreadablePlaced(
                        customer.conversation(),
                        Events.NOW,
                        customer.customer(),
                        2,
                        customer.address(),
                        new MessageId("m-" + UUID.randomUUID()),
                        "a part was no mail"));
        tell(customer, customer.placed(3, "after"));
        List<JsonNode> entries = awaitEntries(customer, 3);
        assertThat(entries.get(1).get("unreadable").asText()).isEqualTo("a part was no mail");
        tell(
                customer,
                new ConversationEvent.MessageRecovered(
                        customer.conversation(), Events.NOW, 2, customer.message(Body.text("between"), Events.NOW)));
        awaiting(() -> {
            JsonNode filled = anna.transcript(id(customer)).get(1);
            assertThat(filled.get("text").asText()).isEqualTo("between");
            assertThat(filled.get("unreadable").isNull()).isTrue();
            assertThat(filled.get("version").asLong()).isEqualTo(2);
            assertThat(filled.get("seq").asLong()).isEqualTo(2);
        });
    }

    @Test
    void aRecordThatIsNoEventLeavesAVisibleGapAndOthersFlowOn() {
        Events customer = Events.ofWeb();
        tell(customer, customer.placed(1, "before"));
        var headers = topics.headers(customer.placed(2, "lost"));
        headers.put(Wire.SEQUENCE, "2");
        topics.send(
                Topic.CONVERSATION_EVENTS.title(),
                id(customer).toString(),
                "{garbage".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                headers);
        Events other = Events.ofWeb();
        tell(other, other.placed(1, "untouched"));
        awaitEntries(other, 1);
        List<JsonNode> entries = awaitEntries(customer, 2);
        assertThat(entries.get(1).get("unreadable").asText()).isNotBlank();
    }

    @Test
    void editsDeletionsAndReactionsChangeTheEntryTheyName() {
        Events customer = Events.ofWeb();
        tell(customer, customer.placed(1, "one"));
        tell(customer, customer.placed(2, "two"));
        act(customer, 1L, FromCustomerAct.Kind.EDITED, Body.text("one, better"), List.of(), null);
        act(customer, 1L, FromCustomerAct.Kind.REACTED, null, List.of("👍"), null);
        act(customer, 2L, FromCustomerAct.Kind.DELETED, null, List.of(), null);
        act(customer, null, FromCustomerAct.Kind.PRESSED, null, List.of(), "yes");
        List<JsonNode> entries = awaitEntries(customer, 3);
        assertThat(entries.get(0).get("text").asText()).isEqualTo("one, better");
        assertThat(entries.get(0).get("editedAt").isNull()).isFalse();
        assertThat(entries.get(0).at("/reactions/0").asText()).isEqualTo("👍");
        assertThat(entries.get(1).get("deleted").asBoolean()).isTrue();
        assertThat(entries.get(1).get("text").asText()).isEmpty();
        assertThat(entries.get(2).at("/event/type").asText()).isEqualTo("pressed");
        assertThat(summary(customer).get("preview").asText()).isEmpty();
    }

    @Test
    void textThatPostgresCannotHoldIsStoredWithoutIt() {
        Events customer = Events.ofWeb();
        tell(customer, customer.placed(1, "a\0b \\u0000 \ud83d end"));
        assertThat(awaitEntries(customer, 1).getFirst().get("text").asText()).startsWith("ab \\u0000");
    }

    private void act(
            Events customer, Long place, FromCustomerAct.Kind kind, Body body, List<String> reactions, String data) {
        var act = new FromCustomerAct(
                kind,
                new MessageId("a-" + UUID.randomUUID()),
                customer.door(),
                customer.address(),
                "1",
                body,
                reactions,
                data,
                null);
        tell(customer, new ConversationEvent.CustomerActed(customer.conversation(), Events.NOW, place, act));
    }

    private static void tell(Events customer, ConversationEvent event) {
        topics.send(Topic.CONVERSATION_EVENTS, id(customer).toString(), event);
    }

    private List<JsonNode> awaitEntries(Events customer, int count) {
        awaiting(() -> assertThat(anna.transcript(id(customer))).hasSize(count));
        return anna.transcript(id(customer));
    }

    private JsonNode summary(Events customer) {
        return anna.get("/conversations/" + id(customer)).body().get("summary");
    }

    private static void awaiting(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(assertion);
    }

    private static UUID id(Events customer) {
        return customer.conversation().value();
    }

    private static List<Long> seqs(List<JsonNode> entries) {
        return entries.stream().map(entry -> entry.get("seq").asLong()).toList();
    }

    private static String kind(JsonNode entry) {
        return entry.get("kind").asText();
    }
}
