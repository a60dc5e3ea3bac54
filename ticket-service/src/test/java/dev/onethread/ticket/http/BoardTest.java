package dev.onethread.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskEvent;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Setting;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ticket.testing.Events;
import dev.onethread.ticket.testing.Inbox;
import dev.onethread.ticket.testing.LiveClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
class BoardTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final PoolId POOL = new PoolId("main");
    private static TestTopics topics;
    private Inbox anna;
    private Inbox chief;

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
        chief = Inbox.supervisor("chief");
    }

    @Test
    void whatWaitsStandsOnTheBoardByWaitingAndPriorityTogether() {
        Events old = queued(300, 0);
        Events pressing = queued(60, 75);
        Events fresh = queued(10, 0);
        List<String> order = items(chief.get("/board").body()).stream()
                .filter(each -> List.of(key(old), key(pressing), key(fresh)).contains(each))
                .toList();
        assertThat(order).containsExactly(key(pressing), key(old), key(fresh));
        assertThat(chief.get("/board").body().get("waiting").asInt()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void agentsStandThereWithSkillsDesksStatusAndWhatRoutingSaidOfThem() {
        topics.send(
                Topic.SETTINGS,
                "status/lunch",
                new Setting.StatusSetting("lunch", "Обед", "Lunch", Presence.AWAY, true));
        var skill = new SkillNeed(new SkillId("billing"), 3);
        topics.send(
                Topic.SETTINGS,
                "agent/anna",
                new Setting.AgentSetting(new AgentId("anna"), List.of(new DeskId("support")), List.of(skill), 4));
        topics.send(
                Topic.DESK_EVENTS,
                "main",
                new DeskEvent.AgentNoted(
                        POOL, Events.NOW, new AgentId("anna"), Presence.AWAY, 5, 4, 7, "lunch", "silent", null));
        await().atMost(LONG).untilAsserted(() -> {
            JsonNode agent = agent("anna");
            assertThat(agent.get("presence").asText()).isEqualTo("AWAY");
            assertThat(agent.at("/status/nameRu").asText()).isEqualTo("Обед");
            assertThat(agent.get("cause").asText()).isEqualTo("silent");
            assertThat(agent.get("load").asInt()).isEqualTo(5);
            assertThat(agent.get("capacity").asInt()).isEqualTo(4);
            assertThat(agent.at("/skills/0/skill").asText()).isEqualTo("billing");
            assertThat(agent.at("/desks/0").asText()).isEqualTo("support");
        });
        assertThat(anna.get("/me").body().at("/presence/cause").asText()).isEqualTo("silent");
        assertThat(anna.get("/statuses").body().findValuesAsText("id")).contains("lunch");
        UUID command = UUID.randomUUID();
        assertThat(anna.put("/me/presence", Map.of("commandId", command, "status", "lunch"))
                        .status())
                .isEqualTo(202);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(topics.read(Topic.DESK_COMMANDS).stream()
                                .map(seen -> seen.event())
                                .filter(DeskCommand.SetPresence.class::isInstance)
                                .map(DeskCommand.SetPresence.class::cast)
                                .filter(each -> each.id().value().equals(command)))
                        .singleElement()
                        .satisfies(each -> {
                            assertThat(each.status()).isEqualTo("lunch");
                            assertThat(each.presence()).isEqualTo(Presence.AWAY);
                        }));
        assertThat(anna.put("/me/presence", Map.of("commandId", UUID.randomUUID(), "status", "sleep"))
                        .code())
                .isEqualTo("status-unknown");
    }

    @Test
    void anExpectedWaitIsShownAsMeasuredAndLeftOutWhereItIsNot() {
        var known = new DeskEvent.DeskQueue(new DeskId("known"), 3, Events.NOW, 2, 240L, 30L);
        var unknown = new DeskEvent.DeskQueue(new DeskId("unknown"), 1, Events.NOW, 0);
        try (var screen = LiveClient.connect().hello(anna.token(), null)) {
            screen.awaitType("welcome");
            topics.send(
                    Topic.DESK_EVENTS, "main", new DeskEvent.QueueFacts(POOL, Events.NOW, 1, List.of(known, unknown)));
            JsonNode frame = screen.await(
                    "the queues",
                    each -> each.path("type").asText().equals("queues")
                            && each.toString().contains("unknown"));
            assertThat(queue(frame.get("queues"), "known")
                            .get("expectedSeconds")
                            .asLong())
                    .isEqualTo(240);
            assertThat(queue(frame.get("queues"), "unknown")
                            .get("expectedSeconds")
                            .isNull())
                    .isTrue();
        }
    }

    @Test
    void theLastHourIsCountedInTwelfths() {
        int before = opened();
        queued(5, 0);
        await().atMost(LONG).untilAsserted(() -> assertThat(opened()).isGreaterThan(before));
        assertThat(anna.get("/board/hour").body().get("opened")).hasSize(12);
    }

    @Test
    void firstAnswersOfTheLastHourCountByTheTimeTheirDeskHas() {
        String desk = "d" + UUID.randomUUID().toString().substring(0, 8);
        assertThat(answers(desk, 60)).isEqualTo("0 of 0");
        for (int i = 0; i < 2; i++) {
            Events customer = Events.ofWeb();
            topics.send(
                    Topic.CONVERSATION_EVENTS,
                    key(customer),
                    customer.placed(1, Body.text("hello"), Instant.now().minusSeconds(600)));
            topics.send(
                    Topic.CONVERSATION_EVENTS,
                    key(customer),
                    new ConversationEvent.WorkAssigned(
                            customer.conversation(),
                            Instant.now(),
                            new AgentId("anna"),
                            new DeskId(desk),
                            0,
                            List.of(),
                            ConversationEvent.AssignReason.BEST_MATCH,
                            0,
                            null));
            String path = "/conversations/" + customer.conversation() + "/replies/" + UUID.randomUUID();
            await().atMost(LONG)
                    .until(() -> anna.put(path, Map.of("text", "At once", "attachments", List.of()))
                                    .status()
                            < 300);
        }
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(answers(desk, 3_600)).isEqualTo("2 of 2"));
        assertThat(answers(desk, 500)).isEqualTo("0 of 2");
        assertThat(anna.get("/board/answers?desk=" + desk).status()).isEqualTo(422);
    }

    private String answers(String desk, long within) {
        JsonNode body =
                anna.get("/board/answers?desk=" + desk + "&within=" + within).body();
        return body.get("within").asInt() + " of " + body.get("answered").asInt();
    }

    @Test
    void onlyASupervisorLooksIntoWhatAnAgentHas() {
        Events customer = queued(5, 0);
        topics.send(
                Topic.CONVERSATION_EVENTS,
                key(customer),
                new ConversationEvent.WorkAssigned(
                        customer.conversation(),
                        Events.NOW,
                        new AgentId("anna"),
                        new DeskId("support"),
                        0,
                        List.of(),
                        ConversationEvent.AssignReason.BY_PERSON,
                        2,
                        null));
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(items(chief.get("/board/agents/anna").body()))
                                .contains(key(customer)));
        assertThat(chief.get("/board/agents/anna").body().toString()).contains("\"excess\":2");
        assertThat(items(chief.get("/board").body())).doesNotContain(key(customer));
        assertThat(anna.get("/board/agents/anna").status()).isEqualTo(403);
    }

    private Events queued(long secondsAgo, int priority) {
        Events customer = Events.ofWeb();
        topics.send(Topic.CONVERSATION_EVENTS, key(customer), customer.placed(1, "hello"));
        topics.send(
                Topic.CONVERSATION_EVENTS,
                key(customer),
                new ConversationEvent.WorkQueued(
                        customer.conversation(),
                        Events.NOW,
                        new DeskId("support"),
                        Events.NOW.minusSeconds(secondsAgo),
                        priority,
                        List.of(),
                        ConversationEvent.QueueReason.CUSTOMER_WROTE,
                        null));
        await().atMost(LONG).until(() -> items(chief.get("/board").body()).contains(key(customer)));
        return customer;
    }

    private int opened() {
        return StreamSupport.stream(anna.get("/board/hour").body().get("opened").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .sum();
    }

    private JsonNode agent(String id) {
        return StreamSupport.stream(chief.get("/board").body().get("agents").spliterator(), false)
                .filter(each -> each.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode queue(JsonNode queues, String desk) {
        return StreamSupport.stream(queues.spliterator(), false)
                .filter(each -> each.get("desk").asText().equals(desk))
                .findFirst()
                .orElseThrow();
    }

    private static String key(Events customer) {
        return customer.conversation().toString();
    }

    private static List<String> items(JsonNode board) {
        return StreamSupport.stream(board.get("items").spliterator(), false)
                .map(each -> each.get("id").asText())
                .toList();
    }
}
