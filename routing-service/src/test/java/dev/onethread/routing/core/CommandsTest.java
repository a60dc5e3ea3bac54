package dev.onethread.routing.core;

import static dev.onethread.routing.core.PoolStory.SUPPORT;
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
import org.junit.jupiter.api.Test;

/// What people and other services ask for.
class CommandsTest {
    private final PoolStory pool = new PoolStory();

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
        assertThat(pool.engine.conversation(given).work())
                .isEqualTo(new Work.Queued(asked, List.of(new Pass(anna, pool.now, Pass.How.GAVE_BACK))));

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

        assertThat(pool.work(offered))
                .isEqualTo(new Work.Queued(asked, List.of(new Pass(anna, pool.now, Pass.How.DECLINED))));
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
