package dev.onethread.routing.core;

import static dev.onethread.routing.core.PoolStory.SALES;
import static dev.onethread.routing.core.PoolStory.skill;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.Requirement.All;
import dev.onethread.contracts.Requirement.Any;
import dev.onethread.contracts.Requirement.HasSkill;
import dev.onethread.contracts.Requirement.Not;
import dev.onethread.contracts.SkillId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is needed, and how that is relaxed while somebody waits.
class StepsTest {
    private final PoolStory pool = new PoolStory();

    private static Requirement has(String skill, int level) {
        return new HasSkill(new SkillId(skill), level);
    }

    private static NeedStep step(Requirement requirement, long seconds) {
        return new NeedStep(requirement, null, false, seconds);
    }

    @Test
    void whatIsNeededIsRelaxedStepByStepUntilAnyoneAtTheDeskMayTakeIt() {
        AgentId carla = pool.available("carla", 1);
        ConversationId asked = pool.writesInSteps(
                1, step(has("german", 3), 40), step(has("german", 1), 60), NeedStep.forGood(Requirement.ANYONE));
        assertThat(pool.only(Effect.Queued.class).explanation().relaxesAt()).isEqualTo(pool.now.plusSeconds(40));
        assertThat(pool.engine.nextDue()).isEqualTo(pool.now.plusSeconds(40));

        pool.pass(Duration.ofSeconds(99));
        assertThat(pool.engine.whyWaiting(asked).step()).isEqualTo(2);
        assertThat(pool.waits(asked)).isTrue();
        pool.pass(Duration.ofSeconds(1));

        assertThat(pool.owner(asked)).isEqualTo(carla);
        Explanation why = pool.only(Effect.Assigned.class).explanation();
        assertThat(why.step()).isEqualTo(3);
        assertThat(why.relaxesAt()).isNull();
    }

    @Test
    void stepsFollowTheAgeInTheQueueAndNotTheLastEvent() {
        AgentId anna = pool.available("anna", 1, skill("german", 3));
        AgentId carla = pool.available("carla", 1);
        ConversationId asked = pool.writesInSteps(1, step(has("german", 3), 40), NeedStep.forGood(Requirement.ANYONE));
        assertThat(pool.owner(asked)).isEqualTo(anna);
        pool.pass(Duration.ofSeconds(41));

        pool.command(new DeskCommand.Requeue(pool.id(), pool.now, asked, null, anna));

        assertThat(pool.owner(asked)).isEqualTo(carla);
    }

    @Test
    void aStepMayEscalateToAnotherDeskAndThenToItsSupervisors() {
        AgentId anna = pool.at(pool.available("anna", 1), SALES);
        ConversationId first = pool.writesInSteps(
                1,
                step(has("german", 5), 60),
                new NeedStep(Requirement.ANYONE, SALES, false, 60L),
                new NeedStep(Requirement.ANYONE, SALES, true, null));
        assertThat(pool.waits(first)).isTrue();

        pool.pass(Duration.ofSeconds(60));
        assertThat(pool.owner(first)).isEqualTo(anna);
        assertThat(pool.only(Effect.Queued.class).reason()).isEqualTo(QueueReason.ESCALATED);
        assertThat(pool.only(Effect.Assigned.class).demand().desk()).isEqualTo(SALES);

        ConversationId second =
                pool.writesInSteps(2, step(has("german", 5), 60), new NeedStep(Requirement.ANYONE, SALES, true, null));
        pool.resolves(first);
        pool.pass(Duration.ofSeconds(60));
        assertThat(pool.waits(second)).isTrue();
        assertThat(pool.engine.whyNot(second, anna).verdict()).isEqualTo(Verdict.NOT_SUPERVISOR);

        pool.change(
                anna, p -> new AgentProfile(anna, p.name(), true, p.desks(), p.skills(), p.capacity(), true, Map.of()));
        assertThat(pool.owner(second)).isEqualTo(anna);
    }

    @Test
    void requirementsAreExpressions() {
        AgentId anna = pool.available("anna", 1, skill("german", 3), skill("trainee", 1));
        AgentId boris = pool.available("boris", 1, skill("billing", 2));
        Requirement either =
                new All(List.of(new Any(List.of(has("german", 2), has("billing", 2))), new Not(has("trainee", 1))));

        assertThat(pool.owner(pool.writesInSteps(1, NeedStep.forGood(either)))).isEqualTo(boris);
        ConversationId second = pool.writesInSteps(2, NeedStep.forGood(either));

        assertThat(pool.waits(second)).isTrue();
        assertThat(pool.engine.whyNot(second, anna).lacks()).isEqualTo(new Not(has("trainee", 1)));
    }

    @Test
    void twoMattersNeedTheUnionOfTheirSkillsAtEveryAge() {
        List<NeedStep> german = List.of(step(has("german", 3), 40), NeedStep.forGood(has("german", 1)));
        List<NeedStep> billing = List.of(step(has("billing", 2), 60), NeedStep.forGood(Requirement.ANYONE));

        assertThat(Steps.united(german, billing))
                .containsExactly(
                        step(new All(List.of(has("billing", 2), has("german", 3))), 40),
                        step(new All(List.of(has("billing", 2), has("german", 1))), 20),
                        NeedStep.forGood(has("german", 1)));
    }

    @Test
    void requirementsThatMeanTheSameAreOne() {
        Requirement one = new All(List.of(has("b", 1), new All(List.of(has("a", 2), has("b", 3)))));
        Requirement other = new All(List.of(has("a", 2), has("b", 3), has("a", 1)));

        assertThat(Requirements.simplified(one)).isEqualTo(Requirements.simplified(other));
        assertThat(Requirements.simplified(new Not(new Not(has("a", 1))))).isEqualTo(has("a", 1));
        assertThat(Requirements.simplified(new Any(List.of(has("a", 1), has("a", 1)))))
                .isEqualTo(has("a", 1));
    }

    @Test
    void overflowLetsAnotherDesksAgentsHelpAfterAWait() {
        AgentId anna = pool.at(pool.available("anna", 1), SALES);
        pool.decide(policy -> policy.overflow(SALES, Duration.ofSeconds(90)));
        ConversationId asked = pool.writes(1);
        assertThat(pool.engine.whyNot(asked, anna).verdict()).isEqualTo(Verdict.OTHER_DESK);
        pool.pass(Duration.ofSeconds(89));
        assertThat(pool.waits(asked)).isTrue();

        pool.pass(Duration.ofSeconds(1));

        assertThat(pool.owner(asked)).isEqualTo(anna);
    }

    @Test
    void aChangeOfNeedsTakesTheStepOfItsAge() {
        AgentId anna = pool.available("anna", 1);
        ConversationId asked = pool.writes(1, skill("german", 3));
        pool.pass(Duration.ofSeconds(50));

        pool.command(new DeskCommand.SetNeeds(
                pool.id(),
                pool.now,
                asked,
                List.of(),
                null,
                List.of(step(has("german", 1), 40), NeedStep.forGood(Requirement.ANYONE))));

        assertThat(pool.owner(asked)).isEqualTo(anna);
    }
}
