package dev.onethread.routing.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.delivery.Database;
import dev.onethread.delivery.testing.RealInfrastructure;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is kept for thirty days is gone after them, and what is younger stays.
@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class HousekeepingTest {
    @Inject
    Housekeeping housekeeping;

    @Inject
    Database database;

    @Test
    void decisionsAreForgottenOnceTheyAreOld() {
        UUID conversation = conversation();
        UUID old = decision(conversation, 31);
        UUID young = decision(conversation, 29);

        housekeeping.clean();

        assertThat(ids("select id::text from decision where conversation = $1", conversation))
                .containsExactly(young.toString())
                .doesNotContain(old.toString());
    }

    /// The last state before the limit is what the agent was like at it: decisions after it still need that one.
    @Test
    void whatAgentsWereLikeIsForgottenButForTheLastStateBeforeWhatIsKept() {
        String agent = "a" + UUID.randomUUID();
        database.query("insert into agent (id, name, pool, capacity) values ($1, $1, 'main', 1)", agent);
        state(agent, 1, 33);
        state(agent, 2, 32);
        state(agent, 3, 31);
        state(agent, 4, 2);

        housekeeping.clean();

        assertThat(ids("select turn::text from agent_past where agent = $1 order by turn", agent))
                .containsExactly("3", "4");
    }

    @Test
    void commandsThatNobodyRepeatsAnyMoreAreForgotten() {
        UUID old = command(25);
        UUID young = command(23);

        housekeeping.clean();

        assertThat(ids("select id::text from command_seen where id in ($1, $2)", old, young))
                .containsExactly(young.toString());
    }

    private UUID conversation() {
        UUID customer = UUID.randomUUID();
        UUID conversation = UUID.randomUUID();
        database.query("insert into customer (id) values ($1)", customer);
        database.query("insert into conversation (id, customer) values ($1, $2)", conversation, customer);
        return conversation;
    }

    private UUID decision(UUID conversation, int daysAgo) {
        UUID id = UUID.randomUUID();
        database.query("""
                insert into decision (id, conversation, at, kind, configuration_version, rules, needs, runners_up, excluded)
                values ($1, $2, now() - make_interval(days => $3), 'queued', 1, '[]', '[]', '[]', '{}')
                """, id, conversation, daysAgo);
        return id;
    }

    private void state(String agent, long turn, int daysAgo) {
        database.query("""
                insert into agent_past (agent, turn, at, presence, load)
                values ($1, $2, now() - make_interval(days => $3), 'AVAILABLE', 0)
                """, agent, turn, daysAgo);
    }

    private UUID command(int hoursAgo) {
        UUID id = UUID.randomUUID();
        database.query(
                "insert into command_seen (id, seen_at) values ($1, now() - make_interval(hours => $2))", id, hoursAgo);
        return id;
    }

    private List<String> ids(String question, Object... parameters) {
        List<String> ids = new ArrayList<>();
        for (Row row : database.query(question, parameters)) {
            ids.add(row.getString(0));
        }
        return ids;
    }
}
