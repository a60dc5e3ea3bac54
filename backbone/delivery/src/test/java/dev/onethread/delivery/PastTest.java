package dev.onethread.delivery;

import static dev.onethread.delivery.Events.message;
import static dev.onethread.delivery.Events.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.MessageDeleted;
import dev.onethread.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PastTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant EVER = Instant.EPOCH;

    private final Stage stage = new Stage();
    private final Stage.Actor replica = stage.replica();
    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void allThatCameIsReadAgainInItsOrderWithinAKeyAsOftenAsAsked() {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sent.add("m" + i);
            stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("m" + i));
            stage.topics.send(Topic.MESSAGES_RECEIVED, "other" + i, message("o" + i));
        }

        Past.Reading reading = read(EVER, 1_000, PATIENCE);

        assertThat(reading).isEqualTo(new Past.Reading(200, 200, EVER));
        assertThat(reading.whole()).isTrue();
        assertThat(seen.stream().filter(text -> text.startsWith("m")).toList()).isEqualTo(sent);
        seen.clear();
        read(EVER, 1_000, PATIENCE);
        assertThat(seen).hasSize(200);
    }

    @Test
    void whatCameEarlierIsNotRead() {
        stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("before"));
        Instant between = Instant.now().plusMillis(2);
        Awaitility.await().until(() -> Instant.now().isAfter(between));
        stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("after"));

        Past.Reading reading = read(between, 1_000, PATIENCE);

        assertThat(seen).containsExactly("after");
        assertThat(reading.records()).isEqualTo(1);
        seen.clear();
        assertThat(read(Instant.now().plusSeconds(60), 1_000, PATIENCE)).matches(Past.Reading::whole);
        assertThat(seen).isEmpty();
    }

    @Test
    void ofMoreThanIsAskedForTheNewestOfEachPartitionAreRead() {
        for (int i = 0; i < 100; i++) {
            stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("m" + i));
        }

        Past.Reading reading = read(EVER, 10, PATIENCE);

        assertThat(seen).containsExactly("m90", "m91", "m92", "m93", "m94", "m95", "m96", "m97", "m98", "m99");
        assertThat(reading.records()).isEqualTo(100);
        assertThat(reading.read()).isEqualTo(10);
        assertThat(reading.whole()).isFalse();
        assertThat(reading.from()).isAfter(EVER);
    }

    @Test
    void garbageIsPassedOverAndPatienceEnds() {
        stage.topics.send(Topic.MESSAGES_RECEIVED.title(), "k", "{no".getBytes(StandardCharsets.UTF_8), Map.of());
        stage.topics.send(Topic.MESSAGES_RECEIVED.title(), "k", bytes(), stage.topics.headers(report("elsewhere")));
        stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("fine"));

        assertThat(read(EVER, 1_000, PATIENCE).read()).isEqualTo(3);
        assertThat(seen).containsExactly("fine");
        assertThat(read(EVER, 1_000, Duration.ZERO)).isEqualTo(new Past.Reading(3, 0, EVER));
    }

    private static byte[] bytes() {
        return dev.onethread.contracts.Wire.bytes(report("elsewhere"));
    }

    private Past.Reading read(Instant since, int atMost, Duration within) {
        return replica.replica.past().read(Topic.MESSAGES_RECEIVED, FromCustomer.class, since, atMost, within, each -> {
            seen.add(((MessageDeleted) each.event()).channelMessage());
        });
    }
}
