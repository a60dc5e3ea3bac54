package dev.onethread.routing.kafka;

import static dev.onethread.routing.kafka.Letters.message;
import static dev.onethread.routing.kafka.Letters.someone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationEvent.WorkAssigned;
import dev.onethread.contracts.ConversationEvent.WorkQueued;
import dev.onethread.contracts.ConversationEvent.WorkReleased;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The two conversations of one customer are different pools' business.
@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class MergingAcrossPoolsTest extends AtADesk {
    private final String pool = "p" + UUID.randomUUID().toString().substring(0, 8);
    private final DeskId desk = new DeskId("d" + UUID.randomUUID().toString().substring(0, 8));
    private final AgentId there = new AgentId("a" + UUID.randomUUID().toString().substring(0, 8));

    @BeforeEach
    void anotherPoolWithADeskAndAnAgent() {
        put("/pools/" + pool, "{\"name\": \"Other\"}");
        put("/desks/" + desk, "{\"name\": \"There\", \"pool\": \"%s\"}".formatted(pool));
        put("/agents/" + there, """
                {"desks": ["%s"], "skills": [{"skill": "%s", "level": 3}], "capacity": 6}""".formatted(desk, skill));
        topics.send(
                Topic.DESK_COMMANDS,
                pool,
                new DeskCommand.SetPresence(id(), Instant.now(), there, Presence.AVAILABLE, System.nanoTime(), null));
    }

    @Test
    void eachPoolClosesItsOwnAndTheSurvivorsHasWhatIsLeftWithItsAge() {
        Address web = someone();
        ConversationId absorbed = asks(web);
        WorkQueued first = await(WorkQueued.class, absorbed);
        command(new DeskCommand.Requeue(id(), Instant.now(), absorbed, desk, null));
        assertThat(await(WorkAssigned.class, absorbed).agent()).isEqualTo(there);
        ConversationId survivor = asks(someone());
        await(WorkQueued.class, survivor);
        command(new DeskCommand.Release(id(), Instant.now(), survivor, 1, null));
        await(WorkReleased.class, survivor);

        merge(survivor, absorbed);

        await(WorkReleased.class, absorbed);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> "QUEUED".equals(state(survivor)));
        WorkQueued left = last(WorkQueued.class, survivor);
        assertThat(left.reason()).isEqualTo(QueueReason.MERGED);
        assertThat(left.since()).isEqualTo(first.since());
        assertThat(column("select pool from work where conversation = $1::text::uuid", survivor.toString()))
                .isEqualTo("main");
        assertThat(state(absorbed)).isEqualTo("IDLE");
        assertThat(doubts(absorbed)).isEmpty();
        assertThat(doubts(survivor)).isEmpty();

        // What the absorbed one's address says from then on is the survivor's pool's business.
        topics.send(Topic.MESSAGES_RECEIVED, web.key(), message(web, 2, "more about " + skill));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> "3"
                        .equals(column(
                                "select last_place::text from work where conversation = $1::text::uuid",
                                survivor.toString())));
        assertThat(state(absorbed)).isEqualTo("IDLE");
    }

    @Test
    void whatIsOnItsWayToAnotherPoolIsClosedAllTheSame() {
        ConversationId survivor = asks(someone());
        await(WorkQueued.class, survivor);
        ConversationId absorbed = asks(someone());
        await(WorkQueued.class, absorbed);

        // Handed over and merged at once: whichever pool has it by then closes it.
        command(new DeskCommand.Requeue(id(), Instant.now(), absorbed, desk, null));
        merge(survivor, absorbed);

        await(WorkReleased.class, absorbed);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> "IDLE".equals(state(absorbed)));
        assertThat(state(survivor)).isEqualTo("QUEUED");
        assertThat(doubts(absorbed)).isEmpty();
    }

    private static void merge(ConversationId survivor, ConversationId absorbed) {
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("anna", "agent"))
                .contentType("application/json")
                .body(Map.of("survivor", survivor.toString(), "absorbed", absorbed.toString()))
                .put("/api/routing/merges/" + UUID.randomUUID())
                .then()
                .statusCode(200);
    }
}
