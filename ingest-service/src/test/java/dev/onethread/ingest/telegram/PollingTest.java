package dev.onethread.ingest.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onethread.contracts.FromCustomer;
import dev.onethread.delivery.Lease;
import dev.onethread.delivery.Leases;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.ingest.core.Intake;
import dev.onethread.ingest.core.Quarantine;
import dev.onethread.ingest.postgres.BotSettings;
import dev.onethread.ingest.postgres.Checkpoints;
import dev.onethread.ingest.postgres.DoorStates;
import dev.onethread.ingest.testing.TelegramCustomer;
import dev.onethread.ingest.testing.TelegramSurroundings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/// One bot, read by a poller of the test's own, so that what is behind the seam can fail.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(TelegramSurroundings.class)
class PollingTest {
    private static final Bot SPARE = Bot.configured("spare", TelegramSurroundings.SPARE);
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Presses presses;

    @Inject
    Beginnings beginnings;

    @Inject
    BotSettings settings;

    @Inject
    MeterRegistry meters;

    @Inject
    Leases leases;

    @Inject
    Completion completion;

    @Inject
    Quarantine quarantine;

    @Inject
    Checkpoints checkpoints;

    @Inject
    DoorStates states;

    private final TelegramCustomer anna = TelegramCustomer.of(TelegramSurroundings.SPARE, 2001);
    private final Recorded kafka = new Recorded();

    @Test
    void whileKafkaIsAwayTelegramKeepsTheUpdates() {
        kafka.away.set(true);
        Lease lease = lease();
        try (Polling polling = polling(lease)) {
            polling.start();
            String first = anna.says("one");
            String second = anna.says("two");
            await().atMost(SOON).until(() -> kafka.offered.size() > 2);
            assertThat(anna.unconfirmed()).isEqualTo(2);
            kafka.away.set(false);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(kafka.accepted()).containsExactly(first, second));
            await().atMost(SOON).until(() -> anna.unconfirmed() == 0);
        } finally {
            leases.release(lease);
        }
    }

    @Test
    void aBotOnTheNextReplicaGoesOnWithoutLossOrRepeat() {
        List<String> sent = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            Lease lease = lease();
            try (Polling polling = polling(lease)) {
                sent.add(anna.says("before " + round));
                polling.start();
                sent.add(anna.says("during " + round));
                await().atMost(SOON).until(() -> kafka.accepted().containsAll(sent));
                await().atMost(SOON).until(() -> anna.unconfirmed() == 0);
            } finally {
                leases.release(lease);
            }
            sent.add(anna.says("between " + round));
        }
        Lease lease = lease();
        try (Polling polling = polling(lease)) {
            polling.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(kafka.accepted()).containsExactlyElementsOf(sent));
            await().atMost(SOON).until(() -> anna.unconfirmed() == 0);
        } finally {
            leases.release(lease);
        }
    }

    @Test
    void whoLostTheLeaseConfirmsNothing() {
        Lease lost = lease();
        leases.release(lost);
        Lease held = lease();
        try (Polling zombie = polling(lost)) {
            String id = anna.says("who takes it?");
            zombie.start();
            await().atMost(SOON).until(() -> kafka.accepted().contains(id));
            await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> anna.unconfirmed() == 1);
            try (Polling owner = polling(held)) {
                owner.start();
                await().atMost(SOON).until(() -> anna.unconfirmed() == 0);
            }
        } finally {
            leases.release(held);
        }
    }

    @Test
    void nobodyElseReadsABotOfARunningReplica() {
        AtomicBoolean both = new AtomicBoolean();
        try (Leases.Keeping keeping = leases.keep("door/telegram:700", new Leases.Holder() {
            @Override
            public void acquired(Lease lease) {
                both.set(true);
            }

            @Override
            public void lost() {}
        })) {
            await().during(Duration.ofSeconds(8)).atMost(SOON).until(() -> !both.get());
        }
    }

    private Lease lease() {
        return await().atMost(SOON)
                .until(() -> leases.tryAcquire("test/telegram:702", Duration.ofSeconds(60)), Objects::nonNull);
    }

    private Polling polling(Lease lease) {
        URI api = URI.create(ConfigProvider.getConfig().getValue("onethread.telegram.api-url", String.class));
        UpdatesTaken taken = new UpdatesTaken(completion, kafka, quarantine, presses, beginnings, settings, meters);
        return new Polling(SPARE, lease, TelegramDoors.url(api), 5, taken, checkpoints, states);
    }

    /// Kafka as the door sees it: accepts, or does not.
    private static final class Recorded implements Intake {
        private final AtomicBoolean away = new AtomicBoolean();
        private final List<String> offered = Collections.synchronizedList(new ArrayList<>());
        private final List<String> accepted = Collections.synchronizedList(new ArrayList<>());

        List<String> accepted() {
            return List.copyOf(accepted);
        }

        @Override
        public CompletionStage<Void> take(FromCustomer event) {
            offered.add(event.id().value());
            if (away.get()) {
                return CompletableFuture.failedFuture(new IllegalStateException("Kafka is away"));
            }
            accepted.add(event.id().value());
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> takeAll(List<? extends FromCustomer> events) {
            return CompletableFuture.allOf(events.stream()
                    .map(event -> take(event).toCompletableFuture())
                    .toArray(CompletableFuture[]::new));
        }
    }
}
