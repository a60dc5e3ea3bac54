package dev.onethread.routing.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DecisionId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.routing.core.Candidate;
import dev.onethread.routing.core.Pass;
import dev.onethread.routing.core.Verdict;
import dev.onethread.routing.postgres.Decisions.By;
import dev.onethread.routing.postgres.Decisions.Decision;
import dev.onethread.routing.postgres.Decisions.InForce;
import dev.onethread.routing.postgres.Decisions.Origin;
import dev.onethread.routing.postgres.Decisions.Rank;
import dev.onethread.routing.postgres.Decisions.Shown;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class DecisionsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");
    private static final PoolId MAIN = new PoolId("main");
    private static final DeskId DESK = new DeskId("support");
    private static final Requirement GERMAN = new Requirement.HasSkill(new SkillId("german"), 3);

    @Inject
    Database database;

    @Inject
    Decisions decisions;

    private final ConversationId conversation = new ConversationId(UUID.randomUUID());
    private final AgentId anna = new AgentId("chosen-" + conversation);
    private final AgentId boris = new AgentId("behind-" + conversation);

    @Test
    void whatIsKeptOfADecisionIsReadAsItWas() {
        Shown chosen = new Shown(anna, true, 250, 0, 4, NOW, Verdict.CHOSEN, null, null, null);
        Decision choice = decision(
                "assigned",
                chosen,
                List.of(
                        new Shown(boris, false, 300, 1, 4, null, Verdict.LESS_FIT, null, null, null),
                        new Shown(boris, false, -1, 1, 4, null, Verdict.NO_SKILL, GERMAN, null, null),
                        new Shown(boris, false, 250, 1, 4, NOW, Verdict.DECLINED, null, NOW.minusSeconds(9), null),
                        new Shown(
                                boris,
                                false,
                                250,
                                4,
                                4,
                                NOW,
                                Verdict.CHANNEL_FULL,
                                null,
                                null,
                                new Candidate.Room(2, 2))));
        Decision nobody = decision(
                "queued", null, List.of(new Shown(boris, false, 250, 4, 4, NOW, Verdict.FULL, null, null, null)));
        Decision released = decision("released", null, List.of());

        keep(List.of(choice, nobody, released));

        assertThat(decisions.of(conversation, 10)).containsExactly(released, nobody, choice);
        assertThat(decisions.of(anna, 10)).containsExactly(choice);
    }

    @Test
    void aDecisionKeptInTheOlderFormIsReadTheSame() {
        Shown chosen = new Shown(anna, false, 250, 0, 4, NOW, Verdict.CHOSEN, null, null, null);
        Shown behind = new Shown(boris, false, -1, 1, 4, null, Verdict.NO_SKILL, GERMAN, null, null);
        Decision decision = decision("assigned", chosen, List.of(behind));
        keep(List.of(decision));

        database.query(
                "update decision set considered = null, chosen = $2::text::jsonb, runners_up = $3::text::jsonb where id = $1",
                decision.id().value(),
                Json.text(chosen),
                Json.text(List.of(behind)));

        assertThat(decisions.find(decision.id())).contains(decision);
    }

    private void keep(List<Decision> all) {
        database.inTransaction(tx -> {
            decisions.save(tx, MAIN, 1, all);
            return all.size();
        });
    }

    private Decision decision(String kind, @Nullable Shown chosen, List<Shown> runnersUp) {
        return new Decision(
                new DecisionId(UUID.randomUUID()),
                conversation,
                NOW,
                kind,
                "best-match",
                7,
                new By(MAIN, 1, 5),
                new Origin(3, 12),
                DESK,
                null,
                2,
                Channel.WEB,
                List.of("money"),
                new Rank(NOW.minusSeconds(60), 20, 12.5),
                List.of(new SkillNeed(new SkillId("german"), 3)),
                new InForce(1, 2, new NeedStep(GERMAN, null, false, 60L), NOW.plusSeconds(60)),
                chosen,
                runnersUp,
                Map.of("full", 3),
                List.of(new Pass(boris, NOW, Pass.How.DECLINED)),
                chosen == null ? null : chosen.agent(),
                null);
    }
}
