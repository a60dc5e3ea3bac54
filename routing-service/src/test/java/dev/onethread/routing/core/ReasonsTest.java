package dev.onethread.routing.core;

import static dev.onethread.routing.core.PoolStory.skill;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Requirement.HasSkill;
import dev.onethread.contracts.SkillId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Why this agent, why not me, why does it still wait.
class ReasonsTest {
    private final PoolStory pool = new PoolStory();

    @Test
    void theRunnersUpSayInWhatTheyAreBehindTheChosen() {
        AgentId anna = pool.available("anna", 4, skill("billing", 3));
        pool.available("boris", 4, skill("billing", 5));
        pool.available("carla", 4, skill("billing", 2));
        pool.available("dmitri", 4, skill("billing", 3));
        pool.writes(1, skill("billing", 3));
        pool.available("egor", 4, skill("billing", 3));

        pool.writes(2, skill("billing", 3));

        Explanation why = pool.only(Effect.Assigned.class).explanation();
        assertThat(why.chosen().agent()).isEqualTo(new AgentId("dmitri"));
        assertThat(why.runnersUp())
                .extracting(
                        other -> other.agent().value() + " " + other.verdict().code())
                .containsExactly("egor later-id", "anna more-loaded", "boris less-fit", "carla no-skill");
        assertThat(why.runnersUp().getLast().lacks()).isEqualTo(new HasSkill(new SkillId("billing"), 3));
        assertThat(pool.engine.agent(anna).load()).isEqualTo(1);
    }

    @Test
    void whoHadANewOneMoreRecentlyIsToldSo() {
        AgentId anna = pool.available("anna", 4);
        AgentId boris = pool.available("boris", 4);
        ConversationId first = pool.writes(1);
        ConversationId second = pool.writes(2);
        pool.resolves(first);
        pool.resolves(second);

        pool.writes(3);

        Explanation why = pool.only(Effect.Assigned.class).explanation();
        assertThat(why.chosen().agent()).isEqualTo(anna);
        assertThat(why.runnersUp().getFirst().agent()).isEqualTo(boris);
        assertThat(why.runnersUp().getFirst().verdict()).isEqualTo(Verdict.LESS_IDLE);
    }

    @Test
    void whatWaitsSaysWhyAndSoDoesAnyAgent() {
        AgentId anna = pool.available("anna", 4, skill("german", 2));
        for (int customer = 10; customer < 14; customer++) {
            pool.writes(customer);
        }
        AgentId boris = pool.available("boris", 4);
        ConversationId asked = pool.writes(1, skill("german", 2));

        Explanation why = pool.engine.whyWaiting(asked);
        assertThat(why.chosen()).isNull();
        assertThat(why.excluded()).isEqualTo(Map.of(Exclusion.FULL, 1, Exclusion.NO_SKILL, 1));
        Candidate full = why.runnersUp().getFirst();
        assertThat(full.agent()).isEqualTo(anna);
        assertThat(full.verdict()).isEqualTo(Verdict.FULL);
        assertThat(full.load()).isEqualTo(4);
        assertThat(full.capacity()).isEqualTo(4);
        assertThat(pool.engine.whyNot(asked, boris).verdict()).isEqualTo(Verdict.NO_SKILL);
        assertThat(pool.engine.whyNot(PoolStory.conversation(10), boris)).isNull();
    }

    @Test
    void anyonesReasonIsFoundByReplayFromASnapshot() {
        for (int i = 0; i < 20; i++) {
            pool.available("agent%02d".formatted(i), 4);
        }
        AgentId away = new AgentId("agent19");
        pool.says(away, Presence.AWAY);
        PoolState snapshot = pool.engine.snapshot();
        pool.takeOver();
        Engine replayed = pool.engine;
        pool.takeOver();
        ConversationId asked = PoolStory.conversation(1);
        replayed.recall(Conversation.unknownSoFar(asked, PoolStory.SUPPORT));
        pool.writes(1);
        DeskCommand command = new DeskCommand.CustomerWrote(
                pool.id(),
                pool.now,
                asked,
                new CustomerId(asked.value()),
                1,
                Channel.WEB,
                pool.now,
                pool.engine.conversation(asked).demand().triage());

        Candidate reason = replayed.whyNot(new Input.Commanded(command), pool.now, asked, away);

        assertThat(reason.verdict()).isEqualTo(Verdict.AWAY);
        assertThat(replayed.snapshot()).isEqualTo(pool.engine.snapshot()).isNotEqualTo(snapshot);
        assertThat(pool.only(Effect.Assigned.class).explanation().runnersUp())
                .extracting(Candidate::agent)
                .doesNotContain(away);
    }

    @Test
    void anEngineThatExplainsNothingDecidesTheSame() {
        Configuration configuration = new Configuration(
                1,
                List.of(PoolStory.SUPPORT),
                List.of(pool.profile(pool.available("anna", 1)), pool.profile(pool.available("boris", 1))),
                Policy.DEFAULT);
        Engine engine = Engine.unexplained(pool.engine.snapshot(), configuration);
        ConversationId asked = pool.writes(1);
        engine.recall(Conversation.unknownSoFar(asked, PoolStory.SUPPORT));
        DeskCommand command = new DeskCommand.CustomerWrote(
                pool.id(),
                pool.now,
                asked,
                new CustomerId(asked.value()),
                1,
                Channel.WEB,
                pool.now,
                pool.engine.conversation(asked).demand().triage());
        engine.apply(new Input.Commanded(command), pool.now);

        assertThat(engine.conversation(asked).agent()).isEqualTo(pool.owner(asked));
    }
}
