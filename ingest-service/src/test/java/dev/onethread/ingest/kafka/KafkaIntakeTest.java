package dev.onethread.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.UpdateKept;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Wire;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ingest.core.Intake;
import dev.onethread.ingest.core.Untakable;
import dev.onethread.ingest.testing.TelegramSurroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(TelegramSurroundings.class)
class KafkaIntakeTest {
    private static final Door DOOR = new Door(Channel.TELEGRAM, "999");

    @Inject
    Intake intake;

    @Test
    void whatIsTakenStandsOnTheTopicWithItsHeaders() throws Exception {
        FromCustomer event = event("a", 3001, "kind");
        intake.take(event).toCompletableFuture().get(20, TimeUnit.SECONDS);
        try (TestTopics topics = new TestTopics()) {
            TestTopics.Seen seen =
                    topics.read(Topic.MESSAGES_RECEIVED, "telegram:999:3001").getFirst();
            assertThat(seen.event()).isEqualTo(event);
            assertThat(seen.headers())
                    .containsEntry(Wire.ID, "a")
                    .containsEntry(Wire.TYPE, "dev.onethread.UpdateKept")
                    .containsEntry(Wire.SPEC_VERSION, "1.0")
                    .containsKey(Wire.TIME);
        }
    }

    @Test
    void whatKafkaNeverTakesIsSaidSoAndTheNextFlowsOn() throws Exception {
        FromCustomer huge = event("huge", 3002, "x".repeat(2_000_000));
        assertThatThrownBy(() -> intake.take(huge).toCompletableFuture().get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(Untakable.class);
        intake.take(event("next", 3002, "kind")).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void manyAreTakenInTheOrderOfEachAddress() throws Exception {
        List<FromCustomer> events = IntStream.range(0, 300)
                .mapToObj(n -> event("m" + n, 3100 + n % 3, "kind"))
                .toList();
        intake.takeAll(events).toCompletableFuture().get(30, TimeUnit.SECONDS);
        try (TestTopics topics = new TestTopics()) {
            for (int chat = 0; chat < 3; chat++) {
                int rest = chat;
                assertThat(topics.read(Topic.MESSAGES_RECEIVED, "telegram:999:" + (3100 + chat)))
                        .extracting(seen -> seen.headers().get(Wire.ID))
                        .containsExactlyElementsOf(IntStream.range(0, 300)
                                .filter(n -> n % 3 == rest)
                                .mapToObj(n -> "m" + n)
                                .toList());
            }
        }
    }

    private static FromCustomer event(String id, long chat, String kind) {
        return new UpdateKept(
                new MessageId(id),
                DOOR,
                Address.telegram(999, chat),
                Instant.parse("2026-11-22T01:00:00Z"),
                kind,
                null);
    }
}
