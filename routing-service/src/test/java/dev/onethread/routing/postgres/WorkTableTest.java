package dev.onethread.routing.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.SkillId;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.routing.core.Conversation;
import dev.onethread.routing.core.Demand;
import dev.onethread.routing.core.Pass;
import dev.onethread.routing.core.Requirements;
import dev.onethread.routing.core.Unanswered;
import dev.onethread.routing.core.Work;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Pools that nobody dispatches, as no command is ever sent to them.
@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class WorkTableTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");
    private static final AgentId ANNA = new AgentId("kept-anna");
    private static final AgentId BORIS = new AgentId("kept-boris");
    private static final DeskId DESK = new DeskId("kept-desk");

    @Inject
    Database database;

    @Inject
    WorkTable work;

    private final PoolId pool = new PoolId("kept-" + UUID.randomUUID());
    private final PoolId other = new PoolId("kept-" + UUID.randomUUID());

    @BeforeEach
    void poolsADeskAndAgents() {
        database.query("insert into pool (id) values ($1), ($2)", pool.value(), other.value());
        database.query(
                "insert into desk (id, name, pool) values ($1, $1, 'main') on conflict do nothing", DESK.value());
        for (AgentId agent : List.of(ANNA, BORIS)) {
            database.query(
                    "insert into agent (id, name, pool, capacity) values ($1, $1, 'main', 1) on conflict do nothing",
                    agent.value());
        }
    }

    @Test
    void whatIsKeptOfAConversationIsReadAsItWas() {
        List<Pass> passed =
                List.of(new Pass(ANNA, NOW.minusSeconds(9), Pass.How.DECLINED), new Pass(BORIS, NOW, Pass.How.SILENT));
        Conversation idle = conversation(new Work.Idle(), Demand.none(DESK));
        List<Conversation> open = List.of(
                conversation(new Work.Queued(NOW, passed, 1, true, BORIS), steps()),
                conversation(new Work.Queued(NOW, List.of()), Demand.none(DESK)),
                conversation(new Work.Offered(ANNA, NOW, NOW.plusSeconds(30), passed, 1, false), steps()),
                conversation(
                        new Work.Assigned(
                                ANNA,
                                NOW,
                                2,
                                NOW.plusSeconds(60),
                                true,
                                new Work.Asked(BORIS, NOW.plusSeconds(5), DESK, steps().steps(), true, passed)),
                        steps()),
                conversation(new Work.Assigned(ANNA, NOW, 0), Demand.none(DESK)),
                conversation(new Work.Held(null, NOW, NOW.plusSeconds(60)), steps()),
                conversation(new Work.Held(ANNA, NOW, NOW.plusSeconds(60)), steps()),
                conversation(new Work.Handing(other, DESK, ANNA, NOW), steps()));

        database.inTransaction(tx -> {
            work.save(tx, pool, 1, open);
            work.save(tx, pool, 1, List.of(idle));
            return null;
        });

        List<Conversation> read = database.inTransaction(tx -> work.open(tx, pool));
        assertThat(read).containsExactlyInAnyOrderElementsOf(open);
        List<WorkTable.Stored> named = database.inTransaction(
                tx -> work.named(tx, List.of(idle.id()), DESK).get());
        assertThat(named).singleElement().satisfies(stored -> {
            assertThat(stored.conversation()).isEqualTo(idle);
            assertThat(stored.pool()).isEqualTo(pool);
        });
    }

    @Test
    void aPoolCannotWriteWhatAnotherIsAtWorkOn() {
        Conversation queued = conversation(new Work.Queued(NOW, List.of()), Demand.none(DESK));
        saved(pool, queued);

        assertThatThrownBy(() -> saved(other, queued)).hasMessageContaining("is the business of pool " + pool);

        saved(pool, with(queued, new Work.Handing(other, DESK, null, NOW)));
        saved(other, queued);
        assertThatThrownBy(() -> saved(pool, queued)).hasMessageContaining("is the business of pool " + other);
        saved(other, with(queued, new Work.Idle()));
        saved(pool, queued);
    }

    private void saved(PoolId by, Conversation conversation) {
        database.inTransaction(tx -> {
            work.save(tx, by, 1, List.of(conversation));
            return null;
        });
    }

    private static Demand steps() {
        return new Demand(
                DESK,
                70,
                List.of(
                        new NeedStep(
                                Requirements.simplified(new Requirement.All(List.of(
                                        new Requirement.HasSkill(new SkillId("billing"), 3),
                                        new Requirement.Not(new Requirement.HasSkill(new SkillId("sales"), 1))))),
                                null,
                                false,
                                60L),
                        new NeedStep(Requirement.ANYONE, DESK, true, null)),
                2,
                List.of("rule one", "rule two"),
                7,
                Channel.TELEGRAM,
                true,
                List.of("angry"),
                NOW.plusSeconds(600));
    }

    private Conversation conversation(Work state, Demand demand) {
        UUID id = UUID.randomUUID();
        database.query("insert into customer (id) values ($1)", id);
        database.query("insert into conversation (id, customer) values ($1, $1)", id);
        return new Conversation(
                new ConversationId(id),
                state,
                demand,
                3,
                1,
                0,
                new Unanswered(List.of(new Unanswered.Span(2, NOW), new Unanswered.Span(3, NOW.plusSeconds(1)))),
                new Conversation.LastAgent(BORIS, NOW));
    }

    private static Conversation with(Conversation before, Work state) {
        return new Conversation(
                before.id(),
                state,
                before.demand(),
                before.lastPlace(),
                before.answeredPlace(),
                before.closedPlace(),
                before.unanswered(),
                before.lastAgent());
    }
}
