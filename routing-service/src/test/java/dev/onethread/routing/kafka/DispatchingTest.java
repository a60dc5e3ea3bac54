package dev.onethread.routing.kafka;

import static dev.onethread.routing.kafka.Letters.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onethread.contracts.AgentId;
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
import dev.onethread.delivery.Fenced;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.delivery.testing.Tokens;
import dev.onethread.routing.postgres.Pools;
import dev.onethread.routing.postgres.RoutingSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class DispatchingTest extends AtADesk {
    private static final PoolId POOL = new PoolId("main");

    @Inject
    DispatchTables tables;

    @Inject
    Pools pools;

    @Inject
    RoutingSettings settings;

    @Inject
    MeterRegistry metrics;

    @Inject
    Rehearsal rehearsal;

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
        Dispatching sleeper = new Dispatching(tables, settings, metrics, rehearsal, 4);
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
        Dispatching successor = new Dispatching(tables, settings, metrics, rehearsal, 4);
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
}
