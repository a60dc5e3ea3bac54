package dev.onethread.routing.core;

import static dev.onethread.routing.core.PoolStory.SALES;
import static dev.onethread.routing.core.PoolStory.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent.AssignReason;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskCommand.HandOver;
import dev.onethread.contracts.DeskCommand.HandOverConfirmed;
import dev.onethread.contracts.DeskCommand.TakeOver;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.SkillId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What passes from hand to hand, and from pool to pool.
class TransfersTest {
    private static final PoolId WEST = new PoolId("west");
    private static final DeskId WESTERN = new DeskId("western");

    private final PoolStory pool = new PoolStory();

    @Test
    void aColdTransferGoesToTheAgentAtOnceOrWaitsWithItsAge() {
        AgentId anna = pool.available("anna", 1);
        AgentId boris = pool.at(pool.available("boris", 1), SALES);
        Instant began = pool.now;
        ConversationId asked = pool.writes(1);
        pool.pass(Duration.ofSeconds(30));

        pool.command(transfer(asked, null, SALES, false, anna));
        assertThat(pool.owner(asked)).isEqualTo(boris);
        assertThat(pool.only(Effect.Queued.class).reason()).isEqualTo(QueueReason.TRANSFERRED);
        assertThat(pool.only(Effect.Queued.class).since()).isEqualTo(began);

        ConversationId busy = pool.writes(2);
        assertThat(pool.owner(busy)).isEqualTo(anna);
        pool.command(transfer(asked, anna, null, false, boris));
        assertThat(pool.owner(asked)).isEqualTo(anna);
        assertThat(pool.only(Effect.Assigned.class).reason()).isEqualTo(AssignReason.TRANSFERRED);
        assertThat(pool.only(Effect.Assigned.class).excess()).isEqualTo(1);
    }

    @Test
    void aWarmTransferLeavesItWithItsOwnerUntilTheOtherAccepts() {
        AgentId anna = pool.available("anna", 1);
        ConversationId asked = pool.writes(1);
        AgentId boris = pool.available("boris", 1);

        pool.command(transfer(asked, boris, null, true, anna));
        assertThat(pool.owner(asked)).isEqualTo(anna);
        assertThat(pool.only(Effect.Offered.class).from()).isEqualTo(anna);
        assertThat(pool.engine.agent(boris).load()).isEqualTo(1);

        pool.takeOver();
        pool.accepts(boris, asked);
        assertThat(pool.owner(asked)).isEqualTo(boris);
        assertThat(pool.only(Effect.Assigned.class).reason()).isEqualTo(AssignReason.TRANSFERRED);
        assertThat(pool.engine.agent(anna).load()).isZero();
        assertThat(pool.engine.agent(boris).load()).isEqualTo(1);
    }

    @Test
    void aWarmTransferThatNobodyTakesStaysWithItsOwner() {
        AgentId anna = pool.available("anna", 1);
        ConversationId asked = pool.writes(1);
        AgentId boris = pool.at(pool.available("boris", 1), SALES);
        AgentId carla = pool.at(pool.available("carla", 1), SALES);

        pool.command(transfer(asked, null, SALES, true, anna));
        assertThat(pool.only(Effect.Offered.class).agent()).isEqualTo(boris);
        pool.declines(boris, asked);
        assertThat(pool.only(Effect.Offered.class).agent()).isEqualTo(carla);
        pool.pass(Duration.ofSeconds(30));

        assertThat(pool.owner(asked)).isEqualTo(anna);
        assertThat(pool.only(Effect.Assigned.class).agent()).isEqualTo(anna);
        assertThat(pool.engine.agent(boris).load()).isZero();
        assertThat(pool.engine.agent(carla).load()).isZero();
        assertThat(pool.engine.conversation(asked).demand().desk()).isEqualTo(SUPPORT);
    }

    @Test
    void aSupervisorPullsBackAndItGoesToSomebodyElse() {
        AgentId anna = pool.available("anna", 1);
        ConversationId asked = pool.writes(1);
        AgentId boris = pool.available("boris", 1);

        pool.command(new DeskCommand.Requeue(pool.id(), pool.now, asked, null, new AgentId("chief")));

        assertThat(pool.owner(asked)).isEqualTo(boris);
        assertThat(pool.engine.agent(anna).load()).isZero();
    }

    private DeskCommand.Transfer transfer(
            ConversationId conversation, AgentId agent, DeskId desk, boolean warm, AgentId by) {
        return new DeskCommand.Transfer(pool.id(), pool.now, conversation, agent, desk, null, warm, by);
    }

    @Test
    void aPoolOwnsWhatItHandsOverUntilTheOtherConfirms() {
        AgentId anna = pool.available("anna", 1);
        Instant began = pool.now;
        ConversationId asked = pool.writes(1);
        pool.pass(Duration.ofSeconds(30));
        pool.command(new HandOver(pool.id(), pool.now, asked, WEST, WESTERN, anna));
        TakeOver over = (TakeOver) pool.only(Effect.Told.class).command();
        assertThat(pool.engine.agent(anna).load()).isEqualTo(1);
        pool.command(new DeskCommand.Assign(pool.id(), pool.now, asked, anna, null));
        assertThat(pool.refusal()).isEqualTo(Refusal.HANDING_OVER);

        Engine west = west();
        Step taken = west.apply(new Input.Commanded(over), pool.now);
        Effect.Queued queued = (Effect.Queued) taken.effects().getFirst();
        assertThat(queued.reason()).isEqualTo(QueueReason.HANDED_OVER);
        assertThat(queued.since()).isEqualTo(began);
        pool.writes(1);

        pool.command(confirmation(taken));
        assertThat(pool.only(Effect.HandedOver.class)).isEqualTo(new Effect.HandedOver(asked, WEST));
        assertThat(pool.engine.knows(asked)).isFalse();
        assertThat(pool.engine.agent(anna).load()).isZero();

        west.apply(new Input.Commanded(pool.only(Effect.Told.class).command()), pool.now);
        assertThat(west.conversation(asked).lastPlace()).isEqualTo(2);
        assertThat(west.conversation(asked).work()).isInstanceOf(Work.Queued.class);
    }

    @Test
    void whatTheOtherPoolRefusesStaysWithItsAgent() {
        AgentId anna = pool.available("anna", 1);
        ConversationId asked = pool.writes(1);
        pool.command(new HandOver(pool.id(), pool.now, asked, WEST, new DeskId("nowhere"), anna));
        DeskCommand over = pool.only(Effect.Told.class).command();

        Step refused = west().apply(new Input.Commanded(over), pool.now);
        pool.command(confirmation(refused));

        assertThat(pool.owner(asked)).isEqualTo(anna);
        assertThat(pool.engine.agent(anna).load()).isEqualTo(1);
    }

    @Test
    void aStepThatLeadsToADeskOfAnotherPoolHandsItOverWithItsAge() {
        pool.elsewhere(Map.of(WESTERN, WEST));
        Instant began = pool.now;
        ConversationId asked = pool.writesInSteps(1, german(40), at(WESTERN, 60), forGood());
        assertThat(pool.waits(asked)).isTrue();

        pool.pass(Duration.ofSeconds(40));
        TakeOver over = (TakeOver) pool.only(Effect.Told.class).command();
        assertThat(pool.work(asked)).isInstanceOf(Work.Handing.class);
        AgentId anna = pool.available("anna", 1);
        assertThat(pool.engine.agent(anna).load()).isZero();

        Engine west = west();
        Step taken = west.apply(new Input.Commanded(over), pool.now);
        Effect.Queued queued = (Effect.Queued) taken.effects().getFirst();
        assertThat(queued.demand().desk()).isEqualTo(WESTERN);
        assertThat(queued.since()).isEqualTo(began);
        pool.command(confirmation(taken));
        assertThat(pool.engine.knows(asked)).isFalse();

        // The step after it is at the conversation's own desk, and leads back.
        pool.pass(Duration.ofSeconds(60));
        Step back = west.apply(new Input.TimePassed(), pool.now);
        pool.command(told(back));
        assertThat(pool.owner(asked)).isEqualTo(anna);
        assertThat(pool.only(Effect.Assigned.class).demand().desk()).isEqualTo(SUPPORT);
    }

    @Test
    void whatTheOtherPoolRefusesIsAskedAtItsOwnDeskAndNotSentAgain() {
        pool.elsewhere(Map.of(WESTERN, WEST, new DeskId("closed"), WEST));
        ConversationId asked = pool.writesInSteps(1, german(40), at(new DeskId("closed"), 60), forGood());
        pool.pass(Duration.ofSeconds(40));
        Step refused =
                west().apply(new Input.Commanded(pool.only(Effect.Told.class).command()), pool.now);
        pool.command(confirmation(refused));
        assertThat(pool.waits(asked)).isTrue();
        assertThat(pool.last.effects()).noneMatch(Effect.Told.class::isInstance);

        AgentId anna = pool.available("anna", 1);
        assertThat(pool.owner(asked)).isEqualTo(anna);
    }

    @Test
    void aStepThatLeadsToADeskThereIsNoMoreAsksAtItsOwn() {
        AgentId anna = pool.available("anna", 1);

        assertThat(pool.owner(pool.writesInSteps(1, at(new DeskId("gone"), 60), forGood())))
                .isEqualTo(anna);
    }

    private static NeedStep german(long seconds) {
        return new NeedStep(new Requirement.HasSkill(new SkillId("german"), 1), null, false, seconds);
    }

    private static NeedStep at(DeskId desk, long seconds) {
        return new NeedStep(Requirement.ANYONE, desk, false, seconds);
    }

    private static NeedStep forGood() {
        return NeedStep.forGood(Requirement.ANYONE);
    }

    private static Engine west() {
        return Engine.of(
                PoolState.EMPTY,
                new Configuration(
                        1,
                        List.of(WESTERN),
                        List.of(),
                        Policy.DEFAULT,
                        Map.of(),
                        WEST,
                        Map.of(SUPPORT, PoolStory.MAIN, SALES, PoolStory.MAIN)));
    }

    private static DeskCommand told(Step step) {
        return step.effects().stream()
                .filter(Effect.Told.class::isInstance)
                .map(told -> ((Effect.Told) told).command())
                .findFirst()
                .orElseThrow();
    }

    private static HandOverConfirmed confirmation(Step step) {
        return step.effects().stream()
                .filter(Effect.Told.class::isInstance)
                .map(told -> (HandOverConfirmed) ((Effect.Told) told).command())
                .findFirst()
                .orElseThrow();
    }
}
