package dev.onethread.routing.core;

import static dev.onethread.routing.core.PoolStory.skill;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent.AssignReason;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.Presence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who gets what.
class MatchingTest {
    private final PoolStory pool = new PoolStory();

    @Test
    void aMessageGoesToAFreeAgentAtOnce() {
        AgentId anna = pool.available("anna", 6);

        ConversationId asked = pool.writes(1);

        assertThat(pool.owner(asked)).isEqualTo(anna);
        assertThat(pool.only(Effect.Assigned.class).reason()).isEqualTo(AssignReason.BEST_MATCH);
        assertThat(pool.last.effects()).noneMatch(Effect.Queued.class::isInstance);
    }

    @Test
    void whatWaitsIsTakenUpTheMomentSomebodyBecomesAble() {
        ConversationId asked = pool.writes(1);
        assertThat(pool.only(Effect.Queued.class).reason()).isEqualTo(QueueReason.CUSTOMER_WROTE);

        AgentId anna = pool.available("anna", 6);

        assertThat(pool.owner(asked)).isEqualTo(anna);
    }

    @Test
    void theLongestWaitingGoesFirst() {
        AgentId anna = pool.hire("anna", 1);
        ConversationId first = pool.writes(2);
        pool.pass(Duration.ofSeconds(1));
        ConversationId second = pool.writes(1);

        pool.says(anna, Presence.AVAILABLE);

        assertThat(pool.owner(first)).isEqualTo(anna);
        assertThat(pool.waits(second)).isTrue();
    }

    @Test
    void aPointOfPriorityIsWorthAMinuteOfWaiting() {
        AgentId anna = pool.hire("anna", 1);
        ConversationId old = pool.writes(1, 0, 1);
        pool.pass(Duration.ofSeconds(599));
        ConversationId urgent = pool.writes(2, PriorityClass.NORMAL.points() + 10, 1);

        pool.says(anna, Presence.AVAILABLE);

        assertThat(pool.owner(urgent)).isEqualTo(anna);
        assertThat(pool.waits(old)).isTrue();
    }

    @Test
    void whoHasWaitedLongerThanAPriorityIsWorthIsNotOvertaken() {
        AgentId anna = pool.hire("anna", 1);
        ConversationId old = pool.writes(1, 0, 1);
        pool.pass(Duration.ofSeconds(601));
        pool.writes(2, PriorityClass.NORMAL.points() + 10, 1);

        pool.says(anna, Presence.AVAILABLE);

        assertThat(pool.owner(old)).isEqualTo(anna);
    }

    @Test
    void whomNobodyCanServeDoesNotHoldUpTheOthers() {
        ConversationId german = pool.writes(1, skill("german", 3));
        pool.pass(Duration.ofSeconds(1));
        ConversationId anything = pool.writes(2);

        AgentId anna = pool.available("anna", 6, skill("german", 2));

        assertThat(pool.waits(german)).isTrue();
        assertThat(pool.owner(anything)).isEqualTo(anna);
    }

    @Test
    void aLightConversationPassesAHeavyOneThatDoesNotFit() {
        AgentId anna = pool.available("anna", 2);
        pool.writes(1, 0, 1);
        ConversationId heavy = pool.writes(2, 0, 2);
        ConversationId light = pool.writes(3, 0, 1);

        assertThat(pool.waits(heavy)).isTrue();
        assertThat(pool.owner(light)).isEqualTo(anna);
    }

    @Test
    void allNeedsMustBeMet() {
        pool.available("anna", 6, skill("german", 5));
        AgentId boris = pool.available("boris", 6, skill("german", 1), skill("billing", 3));

        ConversationId asked = pool.writes(1, skill("german", 1), skill("billing", 3));

        assertThat(pool.owner(asked)).isEqualTo(boris);
    }

    @Test
    void rareExpertsAreKeptFree() {
        pool.available("anna", 6, skill("billing", 3), skill("kazakh", 4));
        AgentId boris = pool.available("boris", 6, skill("billing", 3));

        assertThat(pool.owner(pool.writes(1, skill("billing", 2)))).isEqualTo(boris);
        assertThat(pool.owner(pool.writes(2))).isEqualTo(boris);
    }

    @Test
    void amongEqualsTheLeastLoadedThenTheLongestIdleThenTheFirstByName() {
        AgentId anna = pool.available("anna", 4);
        AgentId boris = pool.available("boris", 4);

        assertThat(pool.owner(pool.writes(1))).isEqualTo(anna);
        pool.pass(Duration.ofSeconds(1));
        assertThat(pool.owner(pool.writes(2))).isEqualTo(boris);
        pool.pass(Duration.ofSeconds(1));
        assertThat(pool.owner(pool.writes(3))).isEqualTo(anna);
    }

    @Test
    void loadIsComparedWithCapacity() {
        pool.available("anna", 2);
        AgentId boris = pool.available("boris", 10);
        pool.writes(1);
        pool.writes(2);

        assertThat(pool.owner(pool.writes(3))).isEqualTo(boris);
    }

    @Test
    void theCustomersLastAgentIsPreferredForADay() {
        AgentId anna = pool.available("anna", 6);
        AgentId boris = pool.available("boris", 6);
        ConversationId known = pool.writes(1);
        assertThat(pool.owner(known)).isEqualTo(anna);
        pool.writes(2);
        pool.writes(3);
        pool.resolves(known);
        pool.writes(4);
        pool.writes(5);

        pool.pass(Duration.ofHours(23));
        pool.writes(1);
        assertThat(pool.owner(known)).isEqualTo(anna);
        assertThat(pool.only(Effect.Assigned.class).reason()).isEqualTo(AssignReason.LAST_AGENT);

        pool.resolves(known);
        pool.pass(Duration.ofHours(25));
        pool.writes(1);
        assertThat(pool.owner(known)).isEqualTo(boris);
    }

    @Test
    void nobodyIsGivenMoreThanTheyCanHold() {
        AgentId anna = pool.available("anna", 2);
        pool.writes(1);
        pool.writes(2);

        ConversationId third = pool.writes(3);

        assertThat(pool.waits(third)).isTrue();
        assertThat(pool.engine.agent(anna).load()).isEqualTo(2);
        assertThat(pool.only(Effect.Queued.class).explanation().excluded()).isEqualTo(Map.of(Exclusion.FULL, 1));
    }

    @Test
    void aFreedSlotGoesToWhoWaits() {
        AgentId anna = pool.available("anna", 1);
        ConversationId first = pool.writes(1);
        ConversationId second = pool.writes(2);

        pool.resolves(first);

        assertThat(pool.work(first)).isInstanceOf(Work.Idle.class);
        assertThat(pool.owner(second)).isEqualTo(anna);
    }

    @Test
    void aCustomerWhoWritesAgainStaysWithTheirAgentHoweverFull() {
        AgentId anna = pool.available("anna", 1);
        pool.available("boris", 6);
        ConversationId mine = pool.writes(1);
        assertThat(pool.owner(mine)).isEqualTo(anna);

        pool.writes(1);

        assertThat(pool.owner(mine)).isEqualTo(anna);
        assertThat(pool.engine.agent(anna).load()).isEqualTo(1);
    }

    @Test
    void aRaisedPriorityCountsAtOnce() {
        AgentId anna = pool.hire("anna", 1);
        ConversationId first = pool.writes(1);
        pool.pass(Duration.ofSeconds(30));
        ConversationId second = pool.writes(2);

        pool.command(new DeskCommand.SetPriority(pool.id(), pool.now, second, PriorityClass.NORMAL.points() + 1, anna));
        pool.says(anna, Presence.AVAILABLE);

        assertThat(pool.owner(second)).isEqualTo(anna);
        assertThat(pool.waits(first)).isTrue();
    }

    @Test
    void fewerNeedsFindSomebodyAtOnce() {
        AgentId anna = pool.available("anna", 6);
        ConversationId asked = pool.writes(1, skill("german", 3));

        pool.command(new DeskCommand.SetNeeds(pool.id(), pool.now, asked, List.of(), anna));

        assertThat(pool.owner(asked)).isEqualTo(anna);
    }

    @Test
    void aFurtherMessageMayRaiseWhatAnOpenConversationNeeds() {
        ConversationId asked = pool.writes(1, 5, 1, skill("billing", 2));
        pool.writes(1, 20, 2, skill("billing", 1), skill("german", 1));

        Demand demand = pool.engine.conversation(asked).demand();
        assertThat(demand.priority()).isEqualTo(20);
        assertThat(demand.needs()).containsExactly(skill("billing", 2), skill("german", 1));
        assertThat(demand.weight()).isEqualTo(1);
    }

    @Test
    void everyDecisionSaysWhoElseCouldAndWhyTheOthersCouldNot() {
        AgentId anna = pool.available("anna", 6);
        pool.available("boris", 6);
        pool.available("carla", 6);
        pool.hire("dmitri", 6);
        AgentId egor = pool.available("egor", 6);
        pool.says(egor, Presence.AWAY);
        pool.available("fatima", 0);

        pool.writes(1);

        Explanation why = pool.only(Effect.Assigned.class).explanation();
        assertThat(why.chosen().agent()).isEqualTo(anna);
        assertThat(why.runnersUp())
                .extracting(
                        other -> other.agent().value() + " " + other.verdict().code())
                .containsExactly("boris later-id", "carla later-id", "dmitri offline", "egor away", "fatima full");
        assertThat(why.excluded()).isEqualTo(Map.of(Exclusion.OFFLINE, 1, Exclusion.AWAY, 1, Exclusion.FULL, 1));
        assertThat(why.score()).isEqualTo(pool.now.getEpochSecond());
    }
}
