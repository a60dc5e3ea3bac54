package dev.onethread.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
class ConsumptionTest {
    @Inject
    Database database;

    @Test
    void whatOneSideCommitsTheOtherApplies() {
        String key = UUID.randomUUID().toString();

        database.inTransaction(tx -> {
            tx.publish(Topic.DELIVERY_REPORTS, key, Events.report("a"));
            tx.publish(Topic.DELIVERY_REPORTS, key, Events.report("b"));
            return null;
        });

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(applied(key)).containsExactly("a", "b"));
    }

    @Test
    void theThirdWaitsForTheSecond() {
        String key = UUID.randomUUID().toString();
        try (TestTopics topics = new TestTopics()) {
            topics.send(Topic.DELIVERY_REPORTS, key, Events.report("one"), 1);
            topics.send(Topic.DELIVERY_REPORTS, key, Events.report("three"), 3);
            topics.send(Topic.DELIVERY_REPORTS, key, Events.report("two"), 2);
            topics.send(Topic.DELIVERY_REPORTS, key, Events.report("two"), 2);
            topics.send(Topic.DELIVERY_REPORTS, key, Events.report("four"), 4);
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(applied(key)).containsExactly("one", "two", "three", "four"));
    }

    private List<String> applied(String key) {
        List<String> texts = new ArrayList<>();
        database.query("select text from applied where key = $1 order by n", key)
                .forEach(row -> texts.add(row.getString(0)));
        return texts;
    }
}
