package dev.onethread.ticket.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.delivery.testing.Tokens;
import dev.onethread.ticket.testing.Events;
import dev.onethread.ticket.testing.Inbox;
import dev.onethread.ticket.testing.LiveClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
class LiveFeedTest {
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
    void aScreenThatTakesItsSnapshotWhileMuchIsWrittenMissesNothing() {
        List<Events> customers =
                IntStream.range(0, 10).mapToObj(i -> Events.ofWeb()).toList();
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int place = 1; place <= 20; place++) {
                for (Events customer : customers) {
                    write(customer, place);
                }
            }
        });
        List<LiveClient> screens = new ArrayList<>();
        List<Map<String, Long>> snapshots = new ArrayList<>();
        while (writer.isAlive() || screens.isEmpty()) {
            JsonNode snapshot = anna.get("/conversations?list=all&limit=200").body();
            Map<String, Long> versions = new HashMap<>();
            snapshot.get("items")
                    .forEach(item -> versions.put(
                            item.get("id").asText(), item.get("version").asLong()));
            snapshots.add(versions);
            screens.add(LiveClient.connect()
                    .hello(anna.token(), snapshot.get("feed").asText()));
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> screens.getLast().frames().size() > 0);
            if (screens.size() >= 15) {
                break;
            }
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        customers.stream().allMatch(c -> anna.transcript(id(c)).size() == 20));
        Map<String, Long> truth = versions(customers);
        for (int i = 0; i < screens.size(); i++) {
            LiveClient screen = screens.get(i);
            Map<String, Long> snapshot = snapshots.get(i);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                Map<String, Long> shown = new HashMap<>(snapshot);
                screen.versions().forEach((id, version) -> shown.merge(id, version, Math::max));
                assertThat(shown).containsAllEntriesOf(truth);
            });
            screen.close();
        }
    }

    @Test
    void aScreenThatComesBackIsToldWhatItMissedAndNothingTwiceForEver() {
        Events customer = Events.ofWeb();
        write(customer, 1);
        String since;
        try (var screen = LiveClient.connect().hello(anna.token(), null)) {
            screen.awaitType("welcome");
            write(customer, 2);
            screen.await("the second message", frame -> about(frame, customer, 2));
            since = screen.feed();
        }
        write(customer, 3);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> anna.transcript(id(customer)).size() == 3);
        try (var screen = LiveClient.connect().hello(anna.token(), since)) {
            assertThat(screen.awaitType("welcome").get("feed").asText()).isEqualTo(since);
            screen.await("the third message", frame -> about(frame, customer, 3));
        }
    }

    @Test
    void whatIsOpenOrOwnedComesWithItsEntriesAndTheRestWithout() {
        Events open = Events.ofWeb();
        Events owned = Events.ofWeb();
        Events other = Events.ofWeb();
        try (var screen = LiveClient.connect().hello(anna.token(), null)) {
            screen.awaitType("welcome");
            screen.open(id(open));
            write(open, 1);
            JsonNode frame = screen.await("what is open", f -> about(f, open, 1));
            assertThat(frame.at("/entries/0/text").asText()).isEqualTo("message 1");
            write(owned, 1);
            assign(owned, "anna");
            write(owned, 2);
            JsonNode mine = screen.await("what is mine", f -> about(f, owned, 3));
            assertThat(mine.at("/lists/mine").asBoolean()).isTrue();
            assertThat(mine.at("/entries/0/seq").isMissingNode()).isFalse();
            write(other, 1);
            assertThat(screen.await("what is anybody's", f -> about(f, other, 1))
                            .get("entries"))
                    .isEmpty();
            screen.await(
                    "counts",
                    f -> f.path("type").asText().equals("counts")
                            && f.get("mine").asLong() >= 1);
        }
    }

    @Test
    void whatComesToAnAgentBringsWhatWasSaidBefore() {
        Events customer = Events.ofWeb();
        try (var screen = LiveClient.connect().hello(anna.token(), null)) {
            screen.awaitType("welcome");
            write(customer, 1);
            assertThat(screen.await("the list", f -> about(f, customer, 1)).get("entries"))
                    .isEmpty();
            assign(customer, "anna");
            assertThat(texts(screen.await("what came to her", f -> about(f, customer, 2))))
                    .contains("message 1");
            write(customer, 2);
            assertThat(texts(screen.await("the next", f -> about(f, customer, 3))))
                    .as("only what is new")
                    .containsExactly("message 2");
        }
    }

    @Test
    void whatComesBackToAnAgentBringsWhatWasSaidWhileItWasAnothers() {
        Events customer = Events.ofWeb();
        try (var screen = LiveClient.connect().hello(anna.token(), null)) {
            screen.awaitType("welcome");
            assign(customer, "anna");
            assign(customer, "boris");
            screen.await(
                    "that she lost it",
                    f -> about(f, customer, 2)
                            && f.at("/summary/work/agent").asText().equals("boris"));
            write(customer, 1);
            screen.await("the list", f -> about(f, customer, 3));
            assign(customer, "anna");
            assertThat(texts(screen.await("what came back", f -> about(f, customer, 4))))
                    .contains("message 1");
        }
    }

    @Test
    void whatChangedWhileTheTranscriptWasReadIsToldWhenItIsOpened() {
        Events customer = Events.ofWeb();
        try (var screen = LiveClient.connect().hello(anna.token(), null)) {
            screen.awaitType("welcome");
            write(customer, 1);
            screen.await("the list", f -> about(f, customer, 1));
            screen.open(id(customer));
            screen.await(
                    "its entries",
                    f -> about(f, customer, 1) && !f.get("entries").isEmpty());
        }
    }

    @Test
    void whatThisReplicaWroteItselfIsToldOnceAndStillMovesTheNumberOn() {
        Events customer = Events.ofWeb();
        try (var screen = LiveClient.connect().hello(anna.token(), null)) {
            screen.awaitType("welcome");
            screen.open(id(customer));
            String before = screen.feed();
            for (int place = 1; place <= 10; place++) {
                int next = place;
                write(customer, next);
                screen.await("message " + next, f -> about(f, customer, next));
            }
            Events another = Events.ofWeb();
            write(another, 1);
            screen.await("the list", f -> about(f, another, 1));
            await().untilAsserted(() -> assertThat(screen.feed()).isNotEqualTo(before));
            assertThat(screen.frames().stream()
                            .filter(f -> about(f, customer, 1))
                            .flatMap(f -> texts(f).stream()))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 10)
                            .mapToObj(place -> "message " + place)
                            .toList());
        }
    }

    @Test
    void whoWasAwayTooLongStartsAfresh() {
        String old = anna.get("/conversations").body().get("feed").asText();
        List<Events> many = IntStream.range(0, 90).mapToObj(i -> Events.ofWeb()).toList();
        AtomicInteger place = new AtomicInteger();
        try (var probe = LiveClient.connect()) {
            // How many messages make one change depends on how they are read, so it goes on until they were
            // too many.
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                int next = place.incrementAndGet();
                many.forEach(customer -> write(customer, next));
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> anna.transcript(id(many.getLast())).size() == next);
                probe.hello(anna.token(), old);
                return probe.frames().stream()
                        .anyMatch(f -> f.path("type").asText().equals("restart"));
            });
            probe.hello(
                    anna.token(), anna.get("/conversations").body().get("feed").asText());
            probe.awaitType("welcome");
        }
    }

    @Test
    void onlyASignedInUserIsToldAnything() {
        for (String token : new String[] {
            null,
            "nonsense",
            Tokens.of("anna", Instant.now().minusSeconds(120), "agent"),
            Tokens.of("guest", "customer")
        }) {
            try (var screen = LiveClient.connect().hello(token, null)) {
                assertThat(screen.awaitClose()).isEqualTo(4401);
                assertThat(screen.frames())
                        .extracting(f -> f.get("type").asText())
                        .containsExactly("unauthorised");
            }
        }
        try (var silent = LiveClient.connect()) {
            write(Events.ofWeb(), 1);
            assertThat(silent.awaitClose()).isEqualTo(4408);
            assertThat(silent.frames()).isEmpty();
        }
    }

    @Test
    void aTokenThatRunsOutEndsTheFeed() {
        try (var screen =
                LiveClient.connect().hello(Tokens.of("anna", Instant.now().plusSeconds(3), "agent"), null)) {
            screen.awaitType("welcome");
            assertThat(screen.awaitClose()).isEqualTo(4401);
        }
    }

    @Test
    void anotherSitesPageCannotConnect() {
        assertThatThrownBy(() -> LiveClient.from("https://evil.example")).hasMessageContaining("Exception");
        LiveClient.from("http://127.0.0.1:" + Inbox.port()).close();
    }

    @Test
    void nonsenseIsAnsweredAndHarmsNobody() {
        try (var screen = LiveClient.connect().hello(anna.token(), null);
                var victim = LiveClient.connect().hello(anna.token(), null)) {
            screen.awaitType("welcome");
            for (String frame :
                    List.of("{\"event\":\"base\"}", "not json", "[".repeat(5000), "42", "null", "{\"type\":{}}", "")) {
                screen.say(frame);
            }
            await().until(() -> screen.frames().stream()
                            .filter(f -> f.path("code").asText().equals("unknown-frame"))
                            .count()
                    >= 6);
            assertThat(screen.frames().toString()).doesNotContain("Exception").doesNotContain(anna.token());
            screen.say("\"" + "x".repeat(100_000) + "\"");
            Events customer = Events.ofWeb();
            write(customer, 1);
            victim.await("life goes on", f -> about(f, customer, 1));
        }
    }

    private static void write(Events customer, long place) {
        topics.send(Topic.CONVERSATION_EVENTS, id(customer).toString(), customer.placed(place, "message " + place));
    }

    private static void assign(Events customer, String agent) {
        topics.send(
                Topic.CONVERSATION_EVENTS,
                id(customer).toString(),
                new ConversationEvent.WorkAssigned(
                        customer.conversation(),
                        Events.NOW,
                        new AgentId(agent),
                        new DeskId("support"),
                        0,
                        List.of(),
                        ConversationEvent.AssignReason.BEST_MATCH,
                        0,
                        null));
    }

    private static boolean about(JsonNode frame, Events customer, long seq) {
        return frame.path("type").asText().equals("conversation")
                && frame.at("/summary/id").asText().equals(id(customer).toString())
                && frame.at("/summary/lastSeq").asLong() >= seq;
    }

    private static List<String> texts(JsonNode frame) {
        List<String> texts = new ArrayList<>();
        frame.get("entries").forEach(entry -> texts.add(entry.get("text").asText()));
        return texts;
    }

    private Map<String, Long> versions(List<Events> customers) {
        Map<String, Long> versions = new HashMap<>();
        for (Events customer : customers) {
            JsonNode summary = anna.get("/conversations/" + id(customer)).body().get("summary");
            versions.put(summary.get("id").asText(), summary.get("version").asLong());
        }
        return versions;
    }

    private static UUID id(Events customer) {
        return customer.conversation().value();
    }
}
