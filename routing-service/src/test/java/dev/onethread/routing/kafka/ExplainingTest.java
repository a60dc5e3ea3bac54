package dev.onethread.routing.kafka;

import static dev.onethread.routing.kafka.Letters.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent.WorkAssigned;
import dev.onethread.contracts.ConversationEvent.WorkQueued;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.Presence;
import dev.onethread.delivery.testing.RealInfrastructure;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class ExplainingTest extends AtADesk {
    @Test
    void whatWaitsTellsItsPlaceAndWhyThoseWhoFitCannotTakeIt() {
        AgentId expert = hired(3, 2);
        AgentId away = hired(2);
        AgentId plain = hired(1);
        says(expert, Presence.AVAILABLE);
        says(away, Presence.AWAY);
        says(plain, Presence.AVAILABLE);
        await(WorkAssigned.class, asks(someone()));

        ConversationId waiting = asks(someone());
        await(WorkQueued.class, waiting);

        get("/conversations/" + waiting + "/waiting")
                .statusCode(200)
                .body("desk", equalTo("support"))
                .body("priority", equalTo(10))
                .body("place", greaterThanOrEqualTo(1))
                .body("waiting", greaterThanOrEqualTo(1))
                .body("step.number", equalTo(1))
                .body("step.of", equalTo(1))
                .body("agents.find{it.agent=='" + expert + "'}.reason", equalTo("full"))
                .body("agents.find{it.agent=='" + expert + "'}.load", equalTo(2))
                .body("agents.find{it.agent=='" + away + "'}.reason", equalTo("away"))
                .body("excluded.full", greaterThanOrEqualTo(1))
                .body("excluded.'no-skill'", greaterThanOrEqualTo(1));
        get("/agents/" + plain + "/exclusion?conversation=" + waiting)
                .statusCode(200)
                .body("decision", nullValue())
                .body("reason", equalTo("no-skill"))
                .body("lacks.skill", equalTo(skill))
                .body("lacks.level", equalTo(2));
    }

    @Test
    void anybodyCanAskLaterWhyTheyWereNotGivenIt() {
        AgentId chosen = hired(2);
        AgentId offline = hired(2);
        AgentId plain = hired(1);
        says(chosen, Presence.AVAILABLE);
        says(plain, Presence.AVAILABLE);
        ConversationId conversation = asks(someone());
        await(WorkAssigned.class, conversation);

        says(offline, Presence.AVAILABLE);

        String asked = "/exclusion?conversation=" + conversation;
        get("/agents/" + chosen + asked).statusCode(200).body("reason", equalTo("chosen"));
        get("/agents/" + offline + asked)
                .statusCode(200)
                .body("reason", equalTo("offline"))
                .body("decision", notNullValue());
        get("/agents/" + plain + asked).statusCode(200).body("reason", equalTo("no-skill"));
        get("/agents/nobody" + asked).statusCode(404);
        get("/conversations/" + conversation + "/waiting")
                .statusCode(404)
                .body("type", equalTo("urn:onethread:problem:not-waiting"));
        get("/agents/" + chosen + "/decisions")
                .statusCode(200)
                .body("items.conversation", hasItem(conversation.toString()));
    }

    @Test
    void theLogTellsWhoseItWasBeforeAndAfterEachDecision() {
        AgentId agent = hired(2);
        says(agent, Presence.AVAILABLE);
        ConversationId conversation = asks(someone());
        await(WorkAssigned.class, conversation);
        command(new DeskCommand.Release(id(), Instant.now(), conversation, 1, agent));
        await(dev.onethread.contracts.ConversationEvent.WorkReleased.class, conversation);

        get("/conversations/" + conversation + "/decisions")
                .body("items.kind", contains("released", "assigned"))
                .body("items.owner", contains(null, agent.value()))
                .body("items.ownerBefore", contains(agent.value(), null));
        assertThat(doubts(conversation)).isEmpty();
    }

    @Test
    void decisionsThatContradictEachOtherAreFound() {
        AgentId agent = hired(2);
        says(agent, Presence.AVAILABLE);
        ConversationId conversation = asks(someone());
        await(WorkAssigned.class, conversation);
        assertThat(doubts(conversation)).isEmpty();

        database.query("""
                insert into decision (id, conversation, at, kind, configuration_version, rules, needs, runners_up,
                    excluded, pool, epoch, turn, owner, owner_before)
                select gen_random_uuid(), conversation, at, kind, configuration_version, rules, needs, runners_up,
                    excluded, pool, epoch, turn, 'somebody-else', null
                from decision where conversation = $1::text::uuid and kind = 'assigned'
                """, conversation.toString());

        assertThat(doubts(conversation)).isEqualTo(List.of("another owner than was left"));
        database.query(
                "delete from decision where conversation = $1::text::uuid and owner = 'somebody-else'",
                conversation.toString());
    }
}
