package dev.onethread.routing.kafka;

import static dev.onethread.routing.kafka.Letters.message;
import static dev.onethread.routing.kafka.Letters.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.ConversationEvent.WorkAssigned;
import dev.onethread.contracts.ConversationEvent.WorkQueued;
import dev.onethread.contracts.ConversationEvent.WorkReleased;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskCommand.SetPresence;
import dev.onethread.contracts.DeskEvent.AgentNoted;
import dev.onethread.contracts.DeskEvent.CommandAccepted;
import dev.onethread.contracts.DeskEvent.CommandRefused;
import dev.onethread.contracts.DeskEvent.QueueFacts;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Setting.Role;
import dev.onethread.contracts.Setting.UserSetting;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Fenced;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.delivery.testing.Tokens;
import dev.onethread.routing.postgres.Pools;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each test has a skill and a keyword of its own, so that only its own agents are asked.
@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class DispatchingTest {
    private static final PoolId POOL = new PoolId("main");

    @Inject
    Database database;

    @Inject
    DispatchTables tables;

    @Inject
    Pools pools;

    @Inject
    RoutingSettings settings;

    @Inject
    MeterRegistry metrics;

    private final TestTopics topics = new TestTopics();
    private final String skill = "s" + UUID.randomUUID().toString().substring(0, 8);
    private long version;

    @BeforeEach
    void aRuleForThisTest() {
        put("/skills/" + skill, "{\"name\": \"Skill\"}");
        put("/rules/" + skill, """
                {"name": "rule %1$s", "order": 1, "when": {"keywords": ["%1$s"]},
                 "then": {"priority": 10, "needs": [{"skill": "%1$s", "level": 2}]}}""".formatted(skill));
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void aMessageIsAssignedToTheAgentWithTheSkillAndTheDecisionSaysWhy() {
        AgentId plain = hired(1);
        says(plain, Presence.AVAILABLE);
        AgentId expert = hired(3);
        says(expert, Presence.AVAILABLE);

        ConversationId conversation = asks(someone());

        WorkAssigned assigned = await(WorkAssigned.class, conversation);
        assertThat(assigned.agent()).isEqualTo(expert);
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("anna", "agent"))
                .get("/api/routing/conversations/" + conversation + "/decisions?limit=5")
                .then()
                .statusCode(200)
                .body(
                        "items[0].id",
                        Matchers.equalTo(
                                Objects.requireNonNull(assigned.decision()).toString()))
                .body("items[0].kind", Matchers.equalTo("assigned"))
                .body("items[0].rules", Matchers.hasItem("rule " + skill))
                .body("items[0].rank.priority", Matchers.equalTo(10))
                .body("items[0].needs[0].skill", Matchers.equalTo(skill))
                .body("items[0].needs[0].level", Matchers.equalTo(2))
                .body("items[0].chosen.agent", Matchers.equalTo(expert.value()))
                .body("items[0].chosen.name", Matchers.equalTo("Agent " + expert))
                .body("items[0].chosen.capacity", Matchers.equalTo(6))
                .body("items[0].excluded.'no-skill'", Matchers.greaterThanOrEqualTo(1))
                .body("items[0].input.offset", Matchers.notNullValue());
    }

    @Test
    void fromWrittenToAssignedTakesMilliseconds() {
        AgentId expert = hired(3);
        says(expert, Presence.AVAILABLE);
        await(WorkAssigned.class, asks(someone()));

        ConversationId conversation = asks(someone());

        WorkAssigned assigned = await(WorkAssigned.class, conversation);
        Instant placed = topics.read(Topic.CONVERSATION_EVENTS, conversation.toString()).stream()
                .map(seen -> (ConversationEvent) seen.event())
                .findFirst()
                .orElseThrow()
                .at();
        assertThat(Duration.between(placed, assigned.at())).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void whatWaitsIsAssignedWhenAnAgentComesAndReleasedWhenResolved() {
        ConversationId conversation = asks(someone());
        await(WorkQueued.class, conversation);

        AgentId expert = hired(2);
        says(expert, Presence.AVAILABLE);
        assertThat(await(WorkAssigned.class, conversation).agent()).isEqualTo(expert);
        topics.await(
                Topic.DESK_EVENTS,
                seen -> seen.event() instanceof AgentNoted noted
                        && noted.agent().equals(expert)
                        && noted.load() == 2);

        command(new DeskCommand.Release(id(), Instant.now(), conversation, 1, expert));
        assertThat(await(WorkReleased.class, conversation).agent()).isEqualTo(expert);
        assertThat(state(conversation)).isEqualTo("IDLE");
    }

    @Test
    void aCommandIsAnsweredByItsIdAndARepetitionIsAnsweredTheSame() {
        AgentId expert = hired(2);
        SetPresence available = new SetPresence(id(), Instant.now(), expert, Presence.AVAILABLE, 5, null);
        SetPresence stale = new SetPresence(id(), Instant.now(), expert, Presence.OFFLINE, 4, null);
        command(available);
        command(stale);
        command(new SetPresence(id(), Instant.now(), expert, Presence.AWAY, 6, null));
        command(available);
        command(stale);

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(topics.read(Topic.DESK_EVENTS, "main").stream()
                                .map(TestTopics.Seen::event)
                                .filter(event -> event instanceof CommandRefused refused
                                        && refused.command().equals(stale.id())
                                        && refused.reason().equals("stale")))
                        .hasSize(2));
        assertThat(topics.read(Topic.DESK_EVENTS, "main").stream()
                        .map(TestTopics.Seen::event)
                        .filter(event -> event instanceof CommandAccepted accepted
                                && accepted.command().equals(available.id())))
                .hasSize(2);
        assertThat(column("select presence from agent_state where agent = $1", expert.value()))
                .isEqualTo("AWAY");
    }

    @Test
    void unansweredConversationsOfAnAgentWhoGoesOfflineGoToTheNext() {
        AgentId first = hired(2);
        says(first, Presence.AVAILABLE);
        ConversationId conversation = asks(someone());
        assertThat(await(WorkAssigned.class, conversation).agent()).isEqualTo(first);
        AgentId second = hired(2);
        says(second, Presence.AVAILABLE);

        says(first, Presence.OFFLINE);

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> last(WorkAssigned.class, conversation).agent().equals(second));
        WorkQueued queued = last(WorkQueued.class, conversation);
        assertThat(queued.reason()).isEqualTo(ConversationEvent.QueueReason.AGENT_OFFLINE);
        assertThat(queued.since()).isBefore(queued.at());
    }

    @Test
    void aDispatcherThatSleptThroughATakeoverWritesNothingAndIsCounted() {
        ConversationId conversation = asks(someone());
        await(WorkQueued.class, conversation);
        Dispatching sleeper = new Dispatching(tables, settings, metrics, 4);
        int partition = partition();
        long before = epoch();
        database.inTransaction(tx -> {
            sleeper.assigned(tx, partition);
            return null;
        });
        database.inTransaction(tx -> {
            sleeper.tick(tx, partition);
            return null;
        });
        // The running dispatcher notices at its next tick that it was fenced off, and takes the pool back.
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> epoch() >= before + 2);
        double counted = fenced();

        assertThatThrownBy(() -> database.inTransaction(tx -> {
                    sleeper.tick(tx, partition);
                    return null;
                }))
                .isInstanceOf(Fenced.class);

        assertThat(fenced()).isEqualTo(counted + 1);
        AgentId expert = hired(2);
        says(expert, Presence.AVAILABLE);
        assertThat(await(WorkAssigned.class, conversation).agent()).isEqualTo(expert);
        assertThat(topics.read(Topic.CONVERSATION_EVENTS, conversation.toString()).stream()
                        .filter(seen -> seen.event() instanceof WorkAssigned))
                .hasSize(1);
    }

    @Test
    void aReplicaThatTakesThePoolOverKnowsWhatWaits() {
        ConversationId conversation = asks(someone());
        await(WorkQueued.class, conversation);
        AgentId expert = hired(2);
        Dispatching successor = new Dispatching(tables, settings, metrics, 4);
        int partition = partition();
        long before = epoch();
        database.inTransaction(tx -> {
            successor.assigned(tx, partition);
            return null;
        });
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> epoch() >= before + 2);

        says(expert, Presence.AVAILABLE);

        assertThat(await(WorkAssigned.class, conversation).agent()).isEqualTo(expert);
    }

    @Test
    void factsOfTheQueueAreToldUnderTheEpoch() {
        ConversationId conversation = asks(someone());
        await(WorkQueued.class, conversation);

        QueueFacts facts = (QueueFacts) topics.await(
                        Topic.DESK_EVENTS,
                        seen -> seen.event() instanceof QueueFacts f
                                && f.desks().getFirst().waiting() > 0)
                .event();
        assertThat(facts.epoch()).isPositive();
        assertThat(facts.desks().getFirst().oldest()).isNotNull();
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("anna", "agent"))
                .get("/api/routing/pools/main")
                .then()
                .statusCode(200)
                .body("epoch", Matchers.greaterThanOrEqualTo((int) facts.epoch()))
                .body("queues[0].waiting", Matchers.greaterThanOrEqualTo(1));
    }

    @Test
    void whoIsNoAgentAnyMoreTakesNothing() {
        AgentId expert = hired(2);
        says(expert, Presence.AVAILABLE);
        UserSetting gone = new UserSetting(expert, "Agent " + expert, List.of(Role.AGENT), false, null);
        topics.send(Topic.SETTINGS, gone.key(), gone);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> "false".equals(column("select active::text from agent where id = $1", expert.value())));

        ConversationId conversation = asks(someone());

        await(WorkQueued.class, conversation);
        assertThat(state(conversation)).isEqualTo("QUEUED");
    }

    private AgentId hired(int level) {
        AgentId agent = new AgentId("a" + UUID.randomUUID().toString().substring(0, 8));
        UserSetting user = new UserSetting(agent, "Agent " + agent, List.of(Role.AGENT), true, null);
        topics.send(Topic.SETTINGS, user.key(), user);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> column("select id from agent where id = $1", agent.value()) != null);
        put("/agents/" + agent, """
                {"desks": ["support"], "skills": [{"skill": "%s", "level": %d}], "capacity": 6}""".formatted(skill, level));
        return agent;
    }

    private void says(AgentId agent, Presence presence) {
        SetPresence command = new SetPresence(id(), Instant.now(), agent, presence, ++version, null);
        command(command);
        topics.await(
                Topic.DESK_EVENTS,
                seen -> seen.event() instanceof CommandAccepted accepted
                        && accepted.command().equals(command.id()));
    }

    private void command(DeskCommand command) {
        topics.send(Topic.DESK_COMMANDS, "main", command);
    }

    private static CommandId id() {
        return new CommandId(UUID.randomUUID());
    }

    private ConversationId asks(Address address) {
        topics.send(Topic.MESSAGES_RECEIVED, address.key(), message(address, 1, "help with " + skill));
        String find =
                "select c.id::text from address a join conversation c on c.customer = a.customer where a.value = $1";
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> column(find, address.value()) != null);
        return ConversationId.of(column(find, address.value()));
    }

    private <E extends ConversationEvent> E await(Class<E> type, ConversationId conversation) {
        return type.cast(topics.await(
                        Topic.CONVERSATION_EVENTS,
                        seen -> conversation.toString().equals(seen.key()) && type.isInstance(seen.event()))
                .event());
    }

    private <E extends ConversationEvent> E last(Class<E> type, ConversationId conversation) {
        return topics.read(Topic.CONVERSATION_EVENTS, conversation.toString()).stream()
                .map(TestTopics.Seen::event)
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private String state(ConversationId conversation) {
        return column("select state from work where conversation = $1::text::uuid", conversation.toString());
    }

    private long epoch() {
        return pools.view(POOL).orElseThrow().epoch();
    }

    private int partition() {
        return topics.read(Topic.DESK_COMMANDS, "main").getFirst().partition();
    }

    private double fenced() {
        return metrics.counter("onethread_fenced_writes", "consumer", "dispatcher")
                .count();
    }

    private String column(String sql, String parameter) {
        for (Row row : database.query(sql, parameter)) {
            return row.getString(0);
        }
        return null;
    }

    private static void put(String path, String json) {
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("chief", "supervisor"))
                .contentType("application/json")
                .body(json)
                .put("/api/routing" + path)
                .then()
                .statusCode(200);
    }
}
