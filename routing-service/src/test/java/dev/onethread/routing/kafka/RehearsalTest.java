package dev.onethread.routing.kafka;

import static dev.onethread.routing.kafka.Letters.someone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.ConversationEvent.WorkQueued;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.PoolId;
import dev.onethread.delivery.testing.RealInfrastructure;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class RehearsalTest extends AtADesk {
    @Inject
    Rehearsal rehearsal;

    @Test
    void aRehearsedTakeoverReadsThePoolAndChangesNothing() {
        ConversationId waiting = asks(someone());
        await(WorkQueued.class, waiting);
        List<String> before = stored(waiting);

        int open = rehearsal.rehearse(new PoolId("main"));

        assertThat(open).isPositive();
        assertThat(stored(waiting)).isEqualTo(before);
    }

    private List<String> stored(ConversationId conversation) {
        List<String> rows = new ArrayList<>();
        database.query(
                        "select w::text, p.epoch::text from work w join pool p on p.id = w.pool where w.conversation = $1",
                        conversation.value())
                .forEach(row -> rows.add(row.getString(0) + row.getString(1)));
        return rows;
    }
}
