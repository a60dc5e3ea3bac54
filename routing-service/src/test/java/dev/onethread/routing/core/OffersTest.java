package dev.onethread.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent.AssignReason;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.Presence;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A desk that asks its agents first.
class OffersTest {
    private final PoolStory pool = new PoolStory();

    @BeforeEach
    void theDeskRings() {
        pool.decide(policy -> policy.ringing(20, 2));
    }

    @Test
    void whoIsAskedAndAcceptsHasIt() {
        AgentId anna = pool.available("anna", 2);
        ConversationId asked = pool.writes(1);
        Effect.Offered offer = pool.only(Effect.Offered.class);
        assertThat(offer.agent()).isEqualTo(anna);
        assertThat(offer.until()).isEqualTo(pool.now.plusSeconds(20));
        assertThat(pool.engine.agent(anna).load()).isEqualTo(1);

        pool.accepts(anna, asked);

        assertThat(pool.owner(asked)).isEqualTo(anna);
        assertThat(pool.only(Effect.Assigned.class).reason()).isEqualTo(AssignReason.ACCEPTED);
        assertThat(pool.only(Effect.Assigned.class).excess()).isZero();
        assertThat(pool.engine.agent(anna).load()).isEqualTo(1);
        assertThat(pool.engine.nextDue()).isNull();
    }

    @Test
    void whoDeclinesIsNotAskedAgainAndTheNextOneIs() {
        AgentId anna = pool.available("anna", 2);
        AgentId boris = pool.available("boris", 2);
        Instant began = pool.now;
        ConversationId asked = pool.writes(1);
        assertThat(pool.offered(asked)).isEqualTo(anna);
        pool.pass(Duration.ofSeconds(5));

        pool.declines(anna, asked);
        assertThat(pool.only(Effect.Queued.class).reason()).isEqualTo(QueueReason.DECLINED);
        assertThat(pool.only(Effect.Queued.class).since()).isEqualTo(began);
        assertThat(pool.offered(asked)).isEqualTo(boris);

        pool.declines(boris, asked);
        assertThat(pool.waits(asked)).isTrue();
        assertThat(pool.engine.whyNot(asked, anna).verdict()).isEqualTo(Verdict.DECLINED);
        assertThat(pool.engine.whyNot(asked, anna).at()).isEqualTo(pool.now);
    }

    @Test
    void anOfferThatIsNotAnsweredGoesToSomebodyElseWithItsAge() {
        AgentId anna = pool.available("anna", 2);
        AgentId boris = pool.available("boris", 2);
        Instant began = pool.now;
        ConversationId asked = pool.writes(1);
        assertThat(pool.engine.nextDue()).isEqualTo(pool.now.plusSeconds(20));

        pool.pass(Duration.ofSeconds(19));
        assertThat(pool.offered(asked)).isEqualTo(anna);
        pool.pass(Duration.ofSeconds(1));

        assertThat(pool.only(Effect.Queued.class).reason()).isEqualTo(QueueReason.OFFER_EXPIRED);
        assertThat(pool.only(Effect.Queued.class).since()).isEqualTo(began);
        assertThat(pool.offered(asked)).isEqualTo(boris);
        assertThat(pool.engine.agent(anna).load()).isZero();
    }

    @Test
    void whoIsSilentTooOftenInARowIsMadeAwayAndTold() {
        AgentId anna = pool.available("anna", 2);
        pool.writes(1);
        pool.pass(Duration.ofSeconds(20));
        assertThat(pool.engine.agent(anna).presence()).isEqualTo(Presence.AVAILABLE);

        pool.writes(2);
        pool.pass(Duration.ofSeconds(20));

        assertThat(pool.only(Effect.MadeAway.class)).isEqualTo(new Effect.MadeAway(anna, 2));
        assertThat(pool.engine.agent(anna).presence()).isEqualTo(Presence.AWAY);
        ConversationId third = pool.writes(3);
        assertThat(pool.waits(third)).isTrue();

        pool.says(anna, Presence.AVAILABLE);
        assertThat(pool.offered(third)).isEqualTo(anna);
    }

    @Test
    void whoAnswersInBetweenIsNotSilentInARow() {
        AgentId anna = pool.available("anna", 9);
        pool.writes(1);
        pool.pass(Duration.ofSeconds(20));
        ConversationId second = pool.writes(2);
        pool.declines(anna, second);
        pool.writes(3);
        pool.pass(Duration.ofSeconds(20));

        assertThat(pool.engine.agent(anna).presence()).isEqualTo(Presence.AVAILABLE);
    }

    @Test
    void ofTwoWhoAcceptAtOnceOneHasIt() {
        AgentId anna = pool.available("anna", 2);
        AgentId boris = pool.available("boris", 2);
        ConversationId asked = pool.writes(1);
        pool.declines(anna, asked);

        pool.accepts(boris, asked);
        pool.accepts(anna, asked);

        assertThat(pool.refusal()).isEqualTo(Refusal.NOT_WAITING);
        assertThat(pool.owner(asked)).isEqualTo(boris);
    }

    @Test
    void aLateAcceptOfAnExpiredOfferTakesItByHandIfItStillWaits() {
        AgentId anna = pool.available("anna", 2);
        ConversationId asked = pool.writes(1);
        pool.pass(Duration.ofSeconds(20));

        pool.accepts(anna, asked);

        assertThat(pool.owner(asked)).isEqualTo(anna);
        assertThat(pool.only(Effect.Assigned.class).reason()).isEqualTo(AssignReason.TAKEN);
    }

    @Test
    void anAgentWhoLeavesWhileAskedIsNotAskedAnyMore() {
        AgentId anna = pool.available("anna", 2);
        ConversationId asked = pool.writes(1);
        pool.says(anna, Presence.OFFLINE);
        pool.pass(Duration.ofSeconds(5));

        assertThat(pool.waits(asked)).isTrue();
        assertThat(pool.only(Effect.Queued.class).reason()).isEqualTo(QueueReason.AGENT_OFFLINE);
    }

    @Test
    void offersSurviveATakeOver() {
        AgentId anna = pool.available("anna", 2);
        ConversationId asked = pool.writes(1);
        pool.takeOver();

        assertThat(pool.engine.nextDue()).isEqualTo(pool.now.plusSeconds(20));
        pool.accepts(anna, asked);
        assertThat(pool.owner(asked)).isEqualTo(anna);
    }
}
