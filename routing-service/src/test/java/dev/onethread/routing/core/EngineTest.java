package dev.onethread.routing.core;

import static dev.onethread.routing.core.PoolStory.SUPPORT;
import static dev.onethread.routing.core.PoolStory.skill;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent.AssignReason;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Triage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineTest {
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
        ConversationId urgent = pool.writes(2, 10, 1);

        pool.says(anna, Presence.AVAILABLE);

        assertThat(pool.owner(urgent)).isEqualTo(anna);
        assertThat(pool.waits(old)).isTrue();
    }

    @Test
    void whoHasWaitedLongerThanAPriorityIsWorthIsNotOvertaken() {
        AgentId anna = pool.hire("anna", 1);
        ConversationId old = pool.writes(1, 0, 1);
        pool.pass(Duration.ofSeconds(601));
        pool.writes(2, 10, 1);

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
    void aPersonMayAssignBeyondCapacityAndTheExcessIsRecorded() {
        AgentId anna = pool.available("anna", 2);
        pool.writes(1, 0, 2);
        ConversationId waiting = pool.writes(2, 0, 2);

        pool.command(new DeskCommand.Assign(pool.id(), pool.now, waiting, anna, new AgentId("chief")));

        assertThat(pool.owner(waiting)).isEqualTo(anna);
        assertThat(pool.only(Effect.Assigned.class).excess()).isEqualTo(2);
        assertThat(pool.only(Effect.Assigned.class).reason()).isEqualTo(AssignReason.BY_PERSON);
        assertThat(pool.engine.agent(anna).load()).isEqualTo(4);
    }

    @Test
    void aMessageToldTwiceHasNoFurtherEffect() {
        pool.available("anna", 6);
        ConversationId asked = pool.writes(1);
        pool.resolves(asked);
        Triage triage = new Triage(SUPPORT, 0, List.of(), 1, List.of(), 1, null);

        pool.wrote(asked, 1, pool.now, triage);

        assertThat(pool.work(asked)).isInstanceOf(Work.Idle.class);
        assertThat(pool.refusal()).isNull();
    }

    @Test
    void aResolutionThatCrossesANewerMessageStrandsNobody() {
        AgentId anna = pool.available("anna", 1);
        ConversationId asked = pool.writes(1);
        Instant later = pool.now.plusSeconds(40);
        pool.pass(Duration.ofSeconds(40));
        pool.writes(1);
        ConversationId other = pool.writes(2);

        pool.command(new DeskCommand.Release(pool.id(), pool.now, asked, 1, anna));

        Effect.Queued queued = pool.only(Effect.Queued.class);
        assertThat(queued.reason()).isEqualTo(QueueReason.NEWER_MESSAGE);
        assertThat(queued.since()).isEqualTo(later);
        assertThat(pool.owner(asked)).isEqualTo(anna);
        assertThat(pool.waits(other)).isTrue();
        assertThat(pool.last.effects()).noneMatch(Effect.Released.class::isInstance);
    }

    @Test
    void aResolutionThatArrivesBeforeTheMessageItSawClosesThatMessageToo() {
        AgentId anna = pool.available("anna", 6);
        ConversationId asked = pool.writes(1);
        pool.command(new DeskCommand.Release(pool.id(), pool.now, asked, 2, anna));

        pool.writes(1);

        assertThat(pool.work(asked)).isInstanceOf(Work.Idle.class);
    }

    @Test
    void anAnswerThatArrivesBeforeTheMessageItAnswersCounts() {
        PoolStory pool = new PoolStory();
        AgentId anna = pool.available("anna", 6);
        ConversationId asked = pool.writes(1);
        pool.command(new DeskCommand.AgentAnswered(pool.id(), pool.now, asked, anna, 2));
        pool.writes(1);

        pool.says(anna, Presence.OFFLINE);
        pool.pass(Duration.ofMinutes(5));

        assertThat(pool.owner(asked)).isEqualTo(anna);
    }

    @Test
    void unansweredConversationsOfAnAgentWhoGoesOfflineReturnWithTheirAge() {
        AgentId anna = pool.available("anna", 6);
        Instant asked = pool.now;
        ConversationId unanswered = pool.writes(1);
        ConversationId answered = pool.writes(2);
        pool.answers(anna, answered);
        pool.pass(Duration.ofMinutes(3));

        pool.says(anna, Presence.OFFLINE);
        assertThat(pool.owner(unanswered)).isEqualTo(anna);
        pool.pass(Duration.ofSeconds(5));

        Effect.Queued queued = pool.only(Effect.Queued.class);
        assertThat(queued.conversation()).isEqualTo(unanswered);
        assertThat(queued.reason()).isEqualTo(QueueReason.AGENT_OFFLINE);
        assertThat(queued.since()).isEqualTo(asked);
        assertThat(pool.owner(answered)).isEqualTo(anna);

        pool.available("boris", 6);
        assertThat(pool.owner(unanswered)).isEqualTo(new AgentId("boris"));
        pool.writes(2);
        assertThat(pool.owner(answered)).isEqualTo(new AgentId("boris"));
    }

    @Test
    void aLostConnectionIsForgivenForAMinute() {
        AgentId anna = pool.available("anna", 6);
        ConversationId asked = pool.writes(1);

        pool.screens(anna, false);
        pool.pass(Duration.ofSeconds(59));
        assertThat(pool.owner(asked)).isEqualTo(anna);
        pool.screens(anna, true);
        pool.pass(Duration.ofMinutes(5));
        assertThat(pool.owner(asked)).isEqualTo(anna);

        pool.screens(anna, false);
        assertThat(pool.waits(pool.writes(2))).isTrue();
        pool.pass(Duration.ofSeconds(60));
        assertThat(pool.waits(asked)).isTrue();
        assertThat(pool.engine.agent(anna).presence()).isEqualTo(Presence.OFFLINE);

        pool.screens(anna, true);
        assertThat(pool.owner(asked)).isEqualTo(anna);
        assertThat(pool.engine.agent(anna).presence()).isEqualTo(Presence.AVAILABLE);
    }

    @Test
    void whoIsAwayOrBusyKeepsWhatTheyHaveAndGetsNothingNew() {
        AgentId anna = pool.available("anna", 6);
        ConversationId mine = pool.writes(1);
        pool.says(anna, Presence.BUSY);
        ConversationId other = pool.writes(2);
        pool.says(anna, Presence.AWAY);
        pool.pass(Duration.ofHours(1));
        pool.writes(1);

        assertThat(pool.owner(mine)).isEqualTo(anna);
        assertThat(pool.waits(other)).isTrue();
    }

    @Test
    void anOlderPresenceIsRefusedAsStale() {
        AgentId anna = pool.hire("anna", 6);
        pool.command(new DeskCommand.SetPresence(pool.id(), pool.now, anna, Presence.AVAILABLE, 7, null));
        pool.command(new DeskCommand.SetPresence(pool.id(), pool.now, anna, Presence.OFFLINE, 6, null));

        assertThat(pool.refusal()).isEqualTo(Refusal.STALE);
        assertThat(pool.engine.agent(anna).presence()).isEqualTo(Presence.AVAILABLE);

        pool.command(new DeskCommand.SetPresence(pool.id(), pool.now, anna, Presence.AVAILABLE, 7, null));
        assertThat(pool.refusal()).isNull();
    }

    @Test
    void anAgentTakesByHandWhatWaitsIfThereIsRoom() {
        AgentId anna = pool.hire("anna", 1);
        ConversationId first = pool.writes(1);
        ConversationId second = pool.writes(2);
        pool.says(anna, Presence.BUSY);

        pool.command(new DeskCommand.Accept(pool.id(), pool.now, second, anna));
        assertThat(pool.owner(second)).isEqualTo(anna);
        assertThat(pool.only(Effect.Assigned.class).reason()).isEqualTo(AssignReason.TAKEN);

        pool.command(new DeskCommand.Accept(pool.id(), pool.now, first, anna));
        assertThat(pool.refusal()).isEqualTo(Refusal.AT_CAPACITY);
    }

    @Test
    void ofTwoWhoTakeTheSameOnlyOneGetsIt() {
        AgentId anna = pool.hire("anna", 6);
        AgentId boris = pool.hire("boris", 6);
        ConversationId asked = pool.writes(1);
        pool.says(anna, Presence.BUSY);
        pool.says(boris, Presence.BUSY);

        pool.command(new DeskCommand.Accept(pool.id(), pool.now, asked, boris));
        pool.command(new DeskCommand.Accept(pool.id(), pool.now, asked, anna));

        assertThat(pool.refusal()).isEqualTo(Refusal.NOT_WAITING);
        assertThat(pool.owner(asked)).isEqualTo(boris);
    }

    @Test
    void whatAnAgentGivesBackKeepsItsAgeAndDoesNotComeStraightBack() {
        AgentId anna = pool.available("anna", 6);
        Instant asked = pool.now;
        ConversationId given = pool.writes(1);
        pool.pass(Duration.ofMinutes(2));

        pool.command(new DeskCommand.Requeue(pool.id(), pool.now, given, null, anna));

        Effect.Queued queued = pool.only(Effect.Queued.class);
        assertThat(queued.since()).isEqualTo(asked);
        assertThat(queued.reason()).isEqualTo(QueueReason.REQUEUED);
        assertThat(pool.waits(given)).isTrue();
        assertThat(pool.engine.conversation(given).work()).isEqualTo(new Work.Queued(asked, List.of(anna)));

        AgentId boris = pool.available("boris", 6);
        assertThat(pool.owner(given)).isEqualTo(boris);
    }

    @Test
    void toAnotherDeskGoesOnlyWhatExistsThere() {
        AgentId anna = pool.available("anna", 6);
        ConversationId asked = pool.writes(1);

        pool.command(new DeskCommand.Requeue(pool.id(), pool.now, asked, new DeskId("nowhere"), anna));
        assertThat(pool.refusal()).isEqualTo(Refusal.DESK_UNKNOWN);

        pool.command(new DeskCommand.Requeue(pool.id(), pool.now, asked, new DeskId("sales"), anna));
        pool.available("boris", 6);
        assertThat(pool.waits(asked)).isTrue();
        assertThat(pool.engine.conversation(asked).demand().desk()).isEqualTo(new DeskId("sales"));
    }

    @Test
    void onHoldTakesNoRoomAndComesBackToItsAgentWhenItEnds() {
        AgentId anna = pool.available("anna", 1);
        ConversationId held = pool.writes(1);
        pool.command(new DeskCommand.Hold(pool.id(), pool.now, held, pool.now.plusSeconds(600), anna));
        ConversationId other = pool.writes(2);
        assertThat(pool.owner(other)).isEqualTo(anna);
        assertThat(pool.engine.nextDue()).isEqualTo(pool.now.plusSeconds(600));

        pool.pass(Duration.ofSeconds(600));

        assertThat(pool.owner(held)).isEqualTo(anna);
        assertThat(pool.only(Effect.Assigned.class).excess()).isEqualTo(1);
        assertThat(pool.engine.nextDue()).isNull();
    }

    @Test
    void aCustomerWhoWritesEndsTheHold() {
        AgentId anna = pool.available("anna", 6);
        ConversationId held = pool.writes(1);
        pool.command(new DeskCommand.Hold(pool.id(), pool.now, held, pool.now.plusSeconds(600), anna));

        pool.writes(1);
        assertThat(pool.owner(held)).isEqualTo(anna);
    }

    @Test
    void aHeldConversationWhoseAgentHasLeftWaitsAgain() {
        AgentId anna = pool.available("anna", 6);
        ConversationId held = pool.writes(1);
        pool.command(new DeskCommand.Hold(pool.id(), pool.now, held, pool.now.plusSeconds(600), anna));
        pool.says(anna, Presence.OFFLINE);

        pool.pass(Duration.ofSeconds(600));

        assertThat(pool.waits(held)).isTrue();
        assertThat(pool.only(Effect.Queued.class).reason()).isEqualTo(QueueReason.HOLD_ENDED);
    }

    @Test
    void aRaisedPriorityCountsAtOnce() {
        AgentId anna = pool.hire("anna", 1);
        ConversationId first = pool.writes(1);
        pool.pass(Duration.ofSeconds(30));
        ConversationId second = pool.writes(2);

        pool.command(new DeskCommand.SetPriority(pool.id(), pool.now, second, 1, anna));
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
    void anAgentMayWriteFirst() {
        AgentId anna = pool.available("anna", 6);
        ConversationId quiet = PoolStory.conversation(9);
        pool.engine.recall(Conversation.unknownSoFar(quiet, SUPPORT));

        pool.command(new DeskCommand.StartConversation(pool.id(), pool.now, quiet, anna));

        assertThat(pool.owner(quiet)).isEqualTo(anna);
        assertThat(pool.only(Effect.Assigned.class).reason()).isEqualTo(AssignReason.STARTED);
    }

    @Test
    void whoAnswersWhatWaitsHasTakenIt() {
        AgentId anna = pool.hire("anna", 6);
        pool.says(anna, Presence.AWAY);
        ConversationId asked = pool.writes(1);

        pool.answers(anna, asked);

        assertThat(pool.owner(asked)).isEqualTo(anna);
    }

    @Test
    void whatWasNotOfferedCannotBeDeclined() {
        AgentId anna = pool.available("anna", 6);
        ConversationId asked = pool.writes(1);

        pool.command(new DeskCommand.Decline(pool.id(), pool.now, asked, anna));

        assertThat(pool.refusal()).isEqualTo(Refusal.NOT_OFFERED);
    }

    @Test
    void whoDeclinesAnOfferIsNotAskedAgain() {
        AgentId anna = pool.available("anna", 6);
        ConversationId offered = PoolStory.conversation(1);
        Instant asked = pool.now.minusSeconds(60);
        Conversation unknown = Conversation.unknownSoFar(offered, SUPPORT);
        pool.engine.recall(unknown.with(new Work.Offered(anna, asked, pool.now.plusSeconds(30), List.of())));

        pool.command(new DeskCommand.Decline(pool.id(), pool.now, offered, anna));

        assertThat(pool.work(offered)).isEqualTo(new Work.Queued(asked, List.of(anna)));
        assertThat(pool.engine.agent(anna).load()).isZero();
    }

    @Test
    void unknownNamesAreRefusedWithAReason() {
        AgentId nobody = new AgentId("nobody");
        ConversationId nothing = PoolStory.conversation(77);
        pool.command(new DeskCommand.SetPresence(pool.id(), pool.now, nobody, Presence.AVAILABLE, 1, null));
        assertThat(pool.refusal()).isEqualTo(Refusal.AGENT_UNKNOWN);

        pool.command(new DeskCommand.Release(pool.id(), pool.now, nothing, 1, null));
        assertThat(pool.refusal()).isEqualTo(Refusal.CONVERSATION_UNKNOWN);
        assertThat(Refusal.CONVERSATION_UNKNOWN.code()).isEqualTo("conversation-unknown");
    }

    @Test
    void anAgentWhoLeavesTheCompanyGivesBackWhatWaits() {
        AgentId anna = pool.available("anna", 6);
        AgentId boris = pool.available("boris", 6);
        ConversationId asked = pool.writes(1);
        assertThat(pool.owner(asked)).isEqualTo(anna);

        pool.dismiss(anna);

        assertThat(pool.owner(asked)).isEqualTo(boris);
        pool.says(anna, Presence.AVAILABLE);
        assertThat(pool.refusal()).isEqualTo(Refusal.AGENT_UNKNOWN);
    }

    @Test
    void everyDecisionSaysWhoElseCouldAndWhyTheOthersCouldNot() {
        AgentId anna = pool.available("anna", 6);
        AgentId boris = pool.available("boris", 6);
        pool.available("carla", 6);
        pool.hire("dmitri", 6);
        AgentId egor = pool.available("egor", 6);
        pool.says(egor, Presence.AWAY);
        pool.available("fatima", 0);

        pool.writes(1);

        Explanation why = pool.only(Effect.Assigned.class).explanation();
        assertThat(why.chosen().agent()).isEqualTo(anna);
        assertThat(why.runnersUp()).hasSize(2);
        assertThat(why.runnersUp().getFirst().agent()).isEqualTo(boris);
        assertThat(why.excluded()).isEqualTo(Map.of(Exclusion.OFFLINE, 1, Exclusion.AWAY, 1, Exclusion.FULL, 1));
        assertThat(why.score()).isEqualTo(pool.now.getEpochSecond());
    }

    @Test
    void manyUnansweredMessagesAreKeptWithinBoundsAndNeverLookYounger() {
        AgentId anna = pool.available("anna", 6);
        ConversationId asked = pool.writes(1);
        for (int i = 0; i < 100; i++) {
            pool.pass(Duration.ofSeconds(1));
            pool.writes(1);
        }
        Unanswered unanswered = pool.engine.conversation(asked).unanswered();
        assertThat(unanswered.spans()).hasSize(Unanswered.KEPT);

        pool.command(new DeskCommand.Release(pool.id(), pool.now, asked, 100, anna));

        assertThat(pool.only(Effect.Queued.class).since()).isBefore(pool.now);
    }
}
