package dev.onethread.ticket.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.ConversationEvent.ConversationAbsorbed;
import dev.onethread.contracts.ConversationEvent.ConversationMerged;
import dev.onethread.contracts.ConversationEvent.ConversationReopened;
import dev.onethread.contracts.ConversationEvent.ConversationSeparated;
import dev.onethread.contracts.ConversationEvent.MovedPlace;
import dev.onethread.contracts.CustomerEvent.AddressLinked;
import dev.onethread.contracts.CustomerEvent.Evidence;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.DeliveryReported;
import dev.onethread.contracts.Grounds;
import dev.onethread.contracts.MergeId;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ticket.testing.Events;
import dev.onethread.ticket.testing.Inbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Conversations that become one, and two again; their streams come in whatever order.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
class StrandsTest {
    private static final Grounds GROUNDS = new Grounds(Evidence.PERSON, null, 100, new AgentId("anna"));

    private final TestTopics topics = new TestTopics();
    private final MergeId merge = new MergeId(UUID.randomUUID());
    private final Events web = Events.ofWeb();
    private final Events other = Events.ofWeb();
    private Inbox anna;

    @BeforeEach
    void signIn() {
        anna = Inbox.agent("anna");
    }

    @AfterEach
    void disconnect() {
        topics.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mergedConversationsAreOneInListsAndInTheTranscript(boolean absorbedFirst) {
        twoMerged(absorbedFirst);

        assertThat(texts()).containsExactly("one", "two", "three", "(absorbed)", "(merged)", "from the other");
        assertThat(ids())
                .contains(web.conversation().toString())
                .doesNotContain(other.conversation().toString());
        JsonNode summary = detail(web).at("/summary");
        assertThat(summary.path("unanswered").asInt()).isEqualTo(4);
        assertThat(summary.path("strands")).hasSize(2);
        assertThat(detail(other).at("/summary/survivor").asText()).isEqualTo(id(web).toString());
        assertThat(detail(web).at("/tickets")).hasSize(2);
    }

    @Test
    void anAnswerGoesWhereTheCustomerWasLastWhicheverStrandThatIs() {
        twoMerged(true);
        assertThat(detail(web).at("/reply/to").asText())
                .isEqualTo(other.address().key());

        // A screen that has not heard of the merge yet answers in the strand.
        UUID reply = UUID.randomUUID();
        assertThat(anna.reply(id(other), reply, "answered").status()).isEqualTo(201);

        assertThat(texts()).endsWith("answered");
        assertThat(detail(web).at("/summary/unanswered").asInt()).isZero();
        assertThat(strandOf("answered")).isEqualTo(id(web).toString());
    }

    @Test
    void aWovenTranscriptIsReadPageByPageWithoutAGap() {
        twoMerged(true);
        List<String> all = new ArrayList<>();
        String bounds = "";
        boolean more = true;
        while (more) {
            JsonNode page = anna.get("/conversations/" + id(web) + "/entries?limit=2" + bounds)
                    .body();
            List<String> texts = new ArrayList<>();
            page.path("items").forEach(entry -> texts.add(text(entry)));
            all.addAll(0, texts);
            Map<String, Long> lowest = new java.util.TreeMap<>();
            for (String bound : bounds.split("&before=")) {
                if (!bound.isEmpty()) {
                    lowest.put(
                            bound.substring(0, bound.indexOf(':')),
                            Long.valueOf(bound.substring(bound.indexOf(':') + 1)));
                }
            }
            page.path("items")
                    .forEach(entry -> lowest.merge(
                            entry.path("strand").asText(), entry.path("seq").asLong(), Math::min));
            StringBuilder next = new StringBuilder();
            lowest.forEach((strand, seq) ->
                    next.append("&before=").append(strand).append(':').append(seq));
            bounds = next.toString();
            more = page.path("more").asBoolean();
        }
        assertThat(all).isEqualTo(texts());
        assertThat(anna.get("/conversations/" + id(web) + "/entries?before=nonsense:x")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUndoneMergeTakesAlongWhatItsAddressesSaidAndWereTold(boolean reopenedFirst) {
        twoMerged(true);
        UUID reply = UUID.randomUUID();
        anna.reply(id(web), reply, "for the other only");
        Runnable reopened = () -> {
            tell(new ConversationReopened(
                    other.conversation(),
                    at(20),
                    other.customer(),
                    4,
                    web.conversation(),
                    merge,
                    List.of(web.conversation()),
                    new AgentId("anna"),
                    "another one"));
            tell(other.placed(5, Body.text("after it"), at(30)));
        };
        Runnable separated = () -> tell(new ConversationSeparated(
                web.conversation(),
                at(20),
                other.conversation(),
                merge,
                List.of(web.conversation()),
                List.of(other.address()),
                List.of(new MovedPlace(4, 3)),
                new AgentId("anna"),
                "another one"));
        (reopenedFirst ? reopened : separated).run();
        (reopenedFirst ? separated : reopened).run();

        awaiting(() -> assertThat(texts(other))
                .containsExactly(
                        "three", "(absorbed)", "(unmerged)", "from the other", "for the other only", "after it"));
        assertThat(texts(web)).containsExactly("one", "two", "(merged)", "(moved)", "(moved)", "(unmerged)");
        assertThat(seqs(web)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(seqs(other)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(ids()).contains(id(web).toString(), id(other).toString());
        assertThat(detail(web).at("/summary/preview").asText()).isEqualTo("two");
        assertThat(detail(other).at("/summary/unanswered").asInt()).isEqualTo(1);

        // What is reported of the reply reaches it where it stands now, under the conversation it was sent
        // from.
        topics.send(
                Topic.DELIVERY_REPORTS,
                id(web).toString(),
                new DeliveryReported(
                        web.conversation(),
                        Instant.now(),
                        new ReplyId(reply),
                        other.address(),
                        1,
                        new DeliveryReported.Outcome.Sent("77", false)));
        awaiting(() -> assertThat(
                        entry(other, "for the other only").at("/delivery/state").asText())
                .isEqualTo("sent"));
    }

    @Test
    void ofTwoCustomersToldOfOneAddressTheHigherVersionIsRight() {
        tell(web.placed(1, "one"));
        tell(other.placed(1, "two"));
        awaiting(() -> assertThat(ids()).contains(id(web).toString(), id(other).toString()));
        linked(web.customer(), 2, false);
        linked(other.customer(), 1, true);
        linked(other.customer(), 1, true);

        awaiting(() -> assertThat(detail(web).at("/addresses")).hasSize(2));
        topics.await(
                Topic.CUSTOMER_EVENTS,
                seen -> seen.event() instanceof AddressLinked linked
                        && linked.customer().equals(other.customer()));
        assertThat(detail(other).at("/addresses")).isEmpty();
        JsonNode address = null;
        for (JsonNode each : detail(web).at("/addresses")) {
            address = each.path("key").asText().equals(other.address().key()) ? each : address;
        }
        assertThat(address.path("reachable").asBoolean()).isFalse();
        assertThat(address.path("reason").asText()).isEqualTo("blocked");
    }

    @Test
    void whatABlockedAddressSaysStandsThereAndOpensNothing() {
        tell(web.placed(1, Body.text("one"), at(0)));
        tell(new ConversationEvent.MessagePlaced(
                web.conversation(), at(1), web.customer(), 2, web.message(Body.text("spam"), at(1)), true));
        awaiting(() -> assertThat(texts(web)).containsExactly("one", "spam"));
        // The topics have no order between them: the address is known by what was said from it.
        topics.send(
                Topic.CUSTOMER_EVENTS,
                web.customer().toString(),
                new dev.onethread.contracts.CustomerEvent.AddressStateChanged(
                        web.customer(), at(2), web.address(), true, null, true));

        JsonNode summary = detail(web).path("summary");
        assertThat(summary.path("unanswered").asInt()).isEqualTo(1);
        assertThat(summary.path("preview").asText()).isEqualTo("one");
        assertThat(summary.path("lastPlace").asInt()).isEqualTo(2);
        awaiting(() ->
                assertThat(detail(web).at("/addresses/0/blocked").asBoolean()).isTrue());
    }

    private void linked(CustomerId customer, long version, boolean reachable) {
        topics.send(
                Topic.CUSTOMER_EVENTS,
                customer.toString(),
                new AddressLinked(
                        customer,
                        Events.NOW,
                        other.address(),
                        other.door(),
                        Evidence.PERSON,
                        null,
                        version,
                        reachable,
                        reachable ? null : "blocked",
                        GROUNDS));
    }

    /// Two messages of one and one of the other; then the other is a strand of the one, and writes once more.
    private void twoMerged(boolean absorbedFirst) {
        tell(web.placed(1, Body.text("one"), at(0)));
        tell(web.placed(2, Body.text("two"), at(1)));
        tell(other.placed(1, Body.text("three"), at(2)));
        awaiting(() -> assertThat(texts(other)).hasSize(1));
        awaiting(() -> assertThat(texts(web)).hasSize(2));
        Runnable absorbed = () ->
                tell(new ConversationAbsorbed(other.conversation(), at(5), web.conversation(), 1, merge, GROUNDS));
        Runnable merged = () -> {
            tell(new ConversationMerged(
                    web.conversation(), at(6), web.customer(), 3, other.conversation(), 1, merge, GROUNDS));
            tell(new ConversationEvent.MessagePlaced(
                    web.conversation(), at(7), web.customer(), 4, other.message(Body.text("from the other"), at(7))));
        };
        (absorbedFirst ? absorbed : merged).run();
        (absorbedFirst ? merged : absorbed).run();
        linked(web.customer(), 2, true);
        awaiting(() -> assertThat(texts()).hasSize(6));
        awaiting(() -> assertThat(detail(web).at("/addresses")).hasSize(2));
    }

    private static Instant at(int seconds) {
        return Events.NOW.minusSeconds(60).plusSeconds(seconds);
    }

    private void tell(ConversationEvent event) {
        topics.send(Topic.CONVERSATION_EVENTS, event.conversation().toString(), event);
    }

    private static UUID id(Events customer) {
        return customer.conversation().value();
    }

    private JsonNode detail(Events customer) {
        return anna.get("/conversations/" + id(customer)).body();
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        anna.get("/conversations?list=all&limit=200")
                .body()
                .path("items")
                .forEach(each -> ids.add(each.path("id").asText()));
        return ids;
    }

    private List<JsonNode> woven(Events customer) {
        List<JsonNode> entries = new ArrayList<>();
        anna.get("/conversations/" + id(customer) + "/entries?limit=200")
                .body()
                .path("items")
                .forEach(entries::add);
        return entries;
    }

    private List<String> texts() {
        return texts(web);
    }

    private List<String> texts(Events customer) {
        return woven(customer).stream().map(StrandsTest::text).toList();
    }

    private List<Long> seqs(Events customer) {
        return woven(customer).stream().map(entry -> entry.path("seq").asLong()).toList();
    }

    private JsonNode entry(Events customer, String text) {
        return woven(customer).stream()
                .filter(each -> text(each).equals(text))
                .findFirst()
                .orElseThrow();
    }

    private String strandOf(String text) {
        return entry(web, text).path("strand").asText();
    }

    private static String text(JsonNode entry) {
        return entry.path("kind").asText().equals("event")
                ? "(" + entry.at("/event/type").asText() + ")"
                : entry.path("text").asText();
    }

    private static void awaiting(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
    }
}
