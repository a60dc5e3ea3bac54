package dev.onethread.routing.kafka;

import static dev.onethread.routing.kafka.Letters.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.PrivacyRequest.ErasureRequested;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Visitor;
import dev.onethread.delivery.privacy.Holding;
import dev.onethread.delivery.privacy.Privacy;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.Tokens;
import dev.onethread.delivery.testing.Traces;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A customer is erased: from every table at once, with what is still on its way, whatever becomes of their work.
@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class ErasureTest extends AtADesk {
    /// Nothing in these is of a customer; what is, stands in the holdings.
    private static final Set<String> OF_NOBODY = Set.of(
            "agent",
            "agent_desk",
            "agent_past",
            "agent_profile_past",
            "agent_skill",
            "agent_state",
            "channel_weight",
            "command_seen",
            "configuration_version",
            "consumer_offset",
            "customer_link",
            "desk",
            "desk_hours",
            "desk_pace",
            "lease",
            "machine_key",
            "pool",
            "replica",
            "rule_desk",
            "rule_set",
            "rule_skill",
            "simulation",
            "skill",
            "status");

    /// Keys under a hash, ids that name nobody, and what is erased with what it hangs on: `identity` with `proved`,
    /// `parked_key` with `dead_letter`; receipts hold no personal data.
    private static final Set<String> OTHERWISE = Set.of(
            "erased",
            "erased_address",
            "identity",
            "incoming_position",
            "outgoing_position",
            "parked_key",
            "privacy_download",
            "privacy_request",
            "privacy_request_done");

    @Inject
    Privacy privacy;

    private final String mark = "m" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void everyTableIsSpokenOf() {
        Set<String> spoken = new TreeSet<>(OF_NOBODY);
        spoken.addAll(OTHERWISE);
        privacy.all().stream().map(Holding::table).forEach(spoken::add);
        assertThat(spoken).containsExactlyElementsOf(new TreeSet<>(Traces.tables(database)));
    }

    @Test
    void everythingIsGoneWhoeverHasTheConversationAndTheReceiptSaysWhat() {
        var agent = hired(3, 1000);
        says(agent, Presence.AVAILABLE);
        Address web = address("one");
        Address other = address("two");
        ConversationId conversation = asks(web);
        ConversationId strand = asks(other);
        Awaitility.await().until(() -> "ASSIGNED".equals(state(conversation)) && "ASSIGNED".equals(state(strand)));
        send(
                        "PUT",
                        "/merges/" + UUID.randomUUID(),
                        "{\"survivor\": \"%s\", \"absorbed\": \"%s\"}".formatted(conversation, strand))
                .statusCode(200);
        String customer = customer(conversation);
        send("PATCH", "/customers/" + customer + "/attributes", "{\"attributes\": {\"plan\": \"%s\"}}".formatted(mark))
                .statusCode(200);
        send("PUT", "/customers/" + customer + "/notes/" + UUID.randomUUID(), "{\"text\": \"%s\"}".formatted(mark))
                .statusCode(200);
        send("PUT", "/customers/" + customer + "/profile", "{\"name\": \"%s\"}".formatted(mark))
                .statusCode(200);
        assertThat(Traces.of(database, mark))
                .contains("address", "customer", "customer_attribute", "customer_note", "link", "placed_message");
        assertThat(count("decision", strand)).isPositive();

        String erasure = "/erasures/" + UUID.randomUUID();
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("anna", "agent"))
                .contentType("application/json")
                .body("{\"customer\": \"" + customer + "\"}")
                .put("/api/routing" + erasure)
                .then()
                .statusCode(403);
        erase(erasure, customer)
                .statusCode(200)
                .body("by", equalTo("chief"))
                .body("conversations", equalTo(2))
                .body("addresses.web", equalTo(2))
                .body("logGoneBy", notNullValue());
        erase(erasure, customer).statusCode(200);

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(Traces.of(database, mark)).isEmpty();
            assertThat(Traces.of(database, conversation.toString())).containsOnly("erased", "outgoing_position");
            get("chief", erasure).body("parts.service", hasItems("routing-service", "dispatcher"));
        });
        for (ConversationId each : List.of(conversation, strand)) {
            assertThat(count("decision", each) + count("work", each)).isZero();
        }
        get("chief", erasure)
                .body("waitsFor", containsInAnyOrder("ticket-service", "notifier-service", "ingest-service"))
                .body("parts.find { it.service == 'routing-service' }.counts.what", hasItem("placed_message"))
                .body(
                        "parts.find { it.service == 'dispatcher' }.counts.what",
                        hasItems("work", "decision", "conversation"));
        // The agent's room is free again, but for what of other tests has come to them.
        String room = "select (s.load = (select coalesce(sum(w.weight), 0) from work w where w.agent = s.agent"
                + " and w.state = 'ASSIGNED' and not w.resting))::text from agent_state s where s.agent = $1";
        Awaitility.await().until(() -> "true".equals(column(room, agent.value())));
        erase("/erasures/" + UUID.randomUUID(), customer).statusCode(404);
        assertThat(topics.read(Topic.PRIVACY_REQUESTS, customer).stream()
                        .filter(seen -> seen.event() instanceof ErasureRequested))
                .hasSize(1);
    }

    @Test
    void whatWasSentBeforeIsNotTakenInAndWhatIsSentAfterIsSomebodyNew() {
        Address web = address("one");
        ConversationId conversation = asks(web);
        MessageReceived late = message(web, 2, "late " + mark, new Author(mark, null, null));
        String customer = customer(conversation);
        erase("/erasures/" + UUID.randomUUID(), customer).statusCode(200);

        topics.send(Topic.MESSAGES_RECEIVED, web.key(), late);
        topics.send(Topic.MESSAGES_RECEIVED, web.key(), message(web, 3, "new"));
        String find = "select message from placed_message where address = $1";
        Awaitility.await().until(() -> column(find, web.value()) != null);

        assertThat(column(find, web.value())).endsWith(":3");
        assertThat(Traces.of(database, "web:" + web.value() + ":2")).isEmpty();
        String fresh = column(
                "select c.id::text from address a join conversation c on c.customer = a.customer where a.value = $1",
                web.value());
        assertThat(fresh).isNotEqualTo(conversation.toString());
        assertThat(customer(ConversationId.of(fresh))).isNotEqualTo(customer);
    }

    @Test
    void messagesThatRaceInAreErasedOrSomebodyNewsAndNothingBetween() throws Exception {
        Address web = address("racing");
        ConversationId conversation = asks(web);
        String customer = customer(conversation);
        Map<Integer, Instant> sent = new ConcurrentHashMap<>();
        AtomicBoolean going = new AtomicBoolean(true);
        Thread racing = Thread.ofVirtual().start(() -> {
            for (int number = 2; going.get(); number++) {
                MessageReceived message = message(web, number, "text " + number);
                sent.put(number, message.receivedAt());
                topics.send(Topic.MESSAGES_RECEIVED, web.key(), message);
            }
        });
        Awaitility.await().until(() -> sent.size() > 50);
        String erasure = "/erasures/" + UUID.randomUUID();
        Instant at =
                Instant.parse(erase(erasure, customer).statusCode(200).extract().<String>path("at"));
        int before = sent.size();
        Awaitility.await().until(() -> sent.size() > before + 50);
        going.set(false);
        racing.join();

        int last = sent.keySet().stream().max(Integer::compare).orElseThrow();
        String placed = "select message from placed_message where message = $1";
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> column(placed, "web:" + web.value() + ":" + last) != null);
        Awaitility.await().untilAsserted(() -> get("chief", erasure).body("parts.service", hasItem("dispatcher")));
        Set<Integer> there = new TreeSet<>();
        for (Row row : database.query("select message from placed_message where address = $1", web.value())) {
            String id = row.getString(0);
            there.add(Integer.parseInt(id.substring(id.lastIndexOf(':') + 1)));
        }
        Set<Integer> after = new TreeSet<>();
        sent.forEach((number, when) -> {
            if (when.isAfter(at)) {
                after.add(number);
            }
        });
        assertThat(there).containsExactlyElementsOf(after);
        assertThat(column("select count(*)::text from dead_letter where key = $1", web.key()))
                .isEqualTo("0");
        assertThat(Traces.of(database, conversation.toString())).containsOnly("erased", "outgoing_position");
    }

    private Address address(String which) {
        return Address.web(new Visitor("v-" + which + "-" + mark));
    }

    private ValidatableResponse erase(String erasure, String customer) {
        return RestAssured.given()
                .auth()
                .oauth2(Tokens.of("chief", "supervisor"))
                .contentType("application/json")
                .body("{\"customer\": \"" + customer + "\"}")
                .put("/api/routing" + erasure)
                .then();
    }

    private static ValidatableResponse get(String user, String path) {
        return RestAssured.given()
                .auth()
                .oauth2(Tokens.of(user, "supervisor"))
                .get("/api/routing" + path)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse send(String method, String path, String body) {
        return RestAssured.given()
                .auth()
                .oauth2(Tokens.of("anna", "agent"))
                .contentType("application/json")
                .body(body)
                .request(method, "/api/routing" + path)
                .then();
    }

    private String customer(ConversationId conversation) {
        return column("select customer::text from conversation where id = $1::text::uuid", conversation.toString());
    }

    private long count(String table, ConversationId conversation) {
        return Long.parseLong(column(
                "select count(*)::text from " + table + " where conversation = $1::text::uuid",
                conversation.toString()));
    }
}
