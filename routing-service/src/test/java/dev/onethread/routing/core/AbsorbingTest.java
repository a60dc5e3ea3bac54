package dev.onethread.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent.AssignReason;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskCommand.Absorb;
import dev.onethread.contracts.DeskCommand.CustomerWrote;
import dev.onethread.contracts.DeskCommand.Separate;
import dev.onethread.contracts.DeskCommand.TakeIn;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Work of conversations that become one.
class AbsorbingTest {
    private static final PoolId HERE = new PoolId("main");

    private final PoolStory pool = new PoolStory();

    @Test
    void whatWaitedInAStrandWaitsInTheSurvivorWithItsAge() {
        Instant began = pool.now;
        ConversationId absorbed = pool.writes(1);
        pool.pass(Duration.ofMinutes(5));
        ConversationId survivor = pool.writes(2);

        merge(absorbed, 1, survivor, 2);

        assertThat(pool.work(absorbed)).isInstanceOf(Work.Idle.class);
        assertThat(pool.work(survivor))
                .isInstanceOfSatisfying(
                        Work.Queued.class, queued -> assertThat(queued.since()).isEqualTo(began));
        assertThat(pool.only(Effect.Queued.class).reason()).isEqualTo(QueueReason.MERGED);
    }

    @Test
    void whoeverOwnsTheSurvivorKeepsItAndOtherwiseWhoeverOwnedTheStrandHasIt() {
        AgentId anna = pool.available("anna", 2);
        ConversationId absorbed = pool.writes(1);
        ConversationId survivor = pool.writes(2);
        pool.answers(anna, survivor);
        pool.resolves(survivor);
        assertThat(pool.owner(absorbed)).isEqualTo(anna);

        merge(absorbed, 1, survivor, 2);

        assertThat(pool.owner(survivor)).isEqualTo(anna);
        assertThat(pool.only(Effect.Assigned.class).reason()).isEqualTo(AssignReason.MERGED);
        assertThat(pool.engine.agent(anna).load()).isEqualTo(1);

        AgentId boris = pool.available("boris", 2);
        ConversationId further = pool.writes(3);
        assertThat(pool.owner(further)).isEqualTo(boris);
        merge(further, 1, survivor, 3);
        assertThat(pool.owner(survivor)).isEqualTo(anna);
        assertThat(pool.engine.agent(boris).load()).isZero();
    }

    @Test
    void aStrandThatIsOfferedIsTakenBackAndTheSurvivorOffered() {
        pool.decide(desk -> desk.ringing(20, 3));
        AgentId anna = pool.available("anna", 1);
        ConversationId absorbed = pool.writes(1);
        ConversationId survivor = pool.writes(2);
        assertThat(pool.offered(absorbed)).isEqualTo(anna);

        merge(absorbed, 1, survivor, 2);

        assertThat(pool.offered(survivor)).isEqualTo(anna);
        pool.accepts(anna, absorbed);
        assertThat(pool.refusal()).isNotNull();
        pool.accepts(anna, survivor);
        assertThat(pool.owner(survivor)).isEqualTo(anna);
    }

    @Test
    void whoeverIsNotHereAnyMoreDoesNotGetTheSurvivor() {
        AgentId anna = pool.available("anna", 1);
        ConversationId absorbed = pool.writes(1);
        pool.answers(anna, absorbed);
        pool.says(anna, Presence.OFFLINE);
        ConversationId survivor = pool.writes(2);
        pool.resolves(survivor);

        merge(absorbed, 1, survivor, 2);

        assertThat(pool.waits(survivor)).isTrue();
    }

    @Test
    void whatIsOnItsWayFromAnotherPoolIsTakenForUnanswered() {
        ConversationId absorbed = PoolStory.conversation(1);
        pool.engine.recall(Conversation.unknownSoFar(absorbed, PoolStory.SUPPORT));
        ConversationId survivor = pool.writes(2);
        pool.resolves(survivor);

        merge(absorbed, 1, survivor, 2);

        assertThat(pool.waits(survivor)).isTrue();
        // What comes late finds it closed.
        pool.writes(1);
        assertThat(pool.work(absorbed)).isInstanceOf(Work.Idle.class);
    }

    @Test
    void aResolutionThatHadNotSeenTheMergeLeavesItWaiting() {
        AgentId anna = pool.available("anna", 2);
        ConversationId survivor = pool.writes(2);
        assertThat(pool.owner(survivor)).isEqualTo(anna);
        pool.says(anna, Presence.BUSY);
        ConversationId absorbed = pool.writes(1);
        merge(absorbed, 1, survivor, 2);

        pool.command(new DeskCommand.Release(pool.id(), pool.now, survivor, 1, anna));

        assertThat(pool.waits(survivor)).isTrue();
    }

    @Test
    void aMergeToldTwiceHasNoFurtherEffect() {
        ConversationId absorbed = pool.writes(1);
        ConversationId survivor = pool.writes(2);
        Absorb absorb = new Absorb(pool.id(), pool.now, absorbed, 1, survivor, 2, HERE);
        pool.command(absorb);
        TakeIn told = (TakeIn) pool.only(Effect.Told.class).command();
        pool.command(told);
        Conversation once = pool.engine.conversation(survivor);

        pool.command(absorb);
        assertThat(pool.last.effects()).noneMatch(Effect.Told.class::isInstance);
        pool.command(new DeskCommand.Release(pool.id(), pool.now, survivor, 2, null));
        pool.command(told);

        assertThat(once.unanswered().isEmpty()).isFalse();
        assertThat(pool.work(survivor)).isInstanceOf(Work.Idle.class);
    }

    @Test
    void whatIsTakenApartWaitsThereAndNoLongerHere() {
        Instant began = pool.now;
        ConversationId survivor = pool.writes(2);
        ConversationId reopened = PoolStory.conversation(1);

        pool.command(new Separate(
                pool.id(),
                pool.now,
                survivor,
                List.of(1L),
                List.of(),
                reopened,
                new CustomerId(reopened.value()),
                1,
                HERE));

        assertThat(pool.work(survivor)).isInstanceOf(Work.Idle.class);
        CustomerWrote wrote = (CustomerWrote) pool.only(Effect.Told.class).command();
        assertThat(wrote.conversation()).isEqualTo(reopened);
        assertThat(wrote.waitingSince()).isEqualTo(began);
    }

    @Test
    void whatWasAnsweredBeforeItWasTakenApartWaitsNowhere() {
        AgentId anna = pool.available("anna", 2);
        ConversationId survivor = pool.writes(2);
        pool.answers(anna, survivor);

        pool.command(new Separate(
                pool.id(),
                pool.now,
                survivor,
                List.of(1L),
                List.of(),
                PoolStory.conversation(1),
                new CustomerId(PoolStory.conversation(1).value()),
                1,
                HERE));

        assertThat(pool.owner(survivor)).isEqualTo(anna);
        assertThat(pool.last.effects()).noneMatch(Effect.Told.class::isInstance);
    }

    /// Both are this pool's, which is told what it tells.
    private void merge(ConversationId absorbed, long upTo, ConversationId survivor, long place) {
        pool.engine.recall(Conversation.unknownSoFar(survivor, PoolStory.SUPPORT));
        pool.command(new Absorb(pool.id(), pool.now, absorbed, upTo, survivor, place, HERE));
        pool.last.effects().stream()
                .filter(Effect.Told.class::isInstance)
                .map(effect -> ((Effect.Told) effect).command())
                .toList()
                .forEach(pool::command);
    }
}
