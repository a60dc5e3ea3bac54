package dev.onethread.notifier.lanes;

import static dev.onethread.notifier.Customers.BOT;
import static dev.onethread.notifier.Customers.ask;
import static dev.onethread.notifier.Customers.bot;
import static dev.onethread.notifier.Customers.ending;
import static dev.onethread.notifier.Customers.onTelegram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onethread.contracts.Body;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.local.telegram.Failure;
import dev.onethread.notifier.Channels;
import dev.onethread.notifier.Customers.Chat;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(Channels.class)
class LaneMetersTest {
    @Inject
    MeterRegistry registry;

    @Inject
    LaneMeters meters;

    @Test
    void endsAndCallsAreCountedByDoor() {
        Chat chat = onTelegram();
        double sent = ended("sent");
        double failed = ended("failed");
        long refusals = calls("refused");
        bot().failNext(new Failure.Refused(400, "Bad Request: message is too strange"));
        ending(ask(chat.address(), BOT, Body.text("refused")), 1);
        ending(ask(chat.address(), BOT, Body.text("taken")), 1);
        await().untilAsserted(() -> {
            assertThat(ended("sent") - sent).isEqualTo(1);
            assertThat(ended("failed") - failed).isEqualTo(1);
            assertThat(calls("refused") - refusals).isEqualTo(1);
        });
    }

    @Test
    void whatWaitsIsShownWithItsAge() {
        Chat chat = onTelegram();
        bot().failNext(new Failure.TooMany(3));
        var asked = ask(chat.address(), BOT, Body.text("later"));
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            meters.look();
            assertThat(gauge("onethread_deliveries_waiting")).isPositive();
            assertThat(gauge("onethread_deliveries_oldest_seconds")).isPositive();
        });
        ending(asked, 1);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            meters.look();
            assertThat(gauge("onethread_deliveries_waiting")).isZero();
        });
    }

    private double ended(String end) {
        var counter = registry.find("onethread_deliveries")
                .tags("door", BOT.key(), "end", end)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private long calls(String outcome) {
        var timer = registry.find("onethread_channel_calls")
                .tags("door", BOT.key(), "outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }

    private double gauge(String name) {
        return registry.get(name).tag("door", BOT.key()).gauge().value();
    }
}
