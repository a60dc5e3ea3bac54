package dev.onethread.delivery;

import static dev.onethread.delivery.Events.message;
import static dev.onethread.delivery.Events.report;
import static dev.onethread.delivery.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Unhandled;
import dev.onethread.contracts.Wire;
import dev.onethread.delivery.Broadcasts.Following;
import dev.onethread.delivery.testing.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveGarbageTest {
    private static final String TITLE = Topic.MESSAGES_RECEIVED.title();
    private static final byte[] GARBAGE = "{not json\u0000".getBytes(StandardCharsets.UTF_8);

    private final Stage stage = new Stage();
    private final List<Following> followings = new ArrayList<>();

    @AfterEach
    void close() {
        followings.forEach(Following::close);
        stage.close();
    }

    @Test
    void garbageSeenByTwoReplicasIsKeptOnceAndOthersFlowOn() {
        Stage.Actor a = stage.replica().start();
        Stage.Actor b = stage.replica().start();
        List<String> seen = new CopyOnWriteArrayList<>();
        follow(a, seen::add);
        follow(b, seen::add);

        stage.topics.send(TITLE, "k\u0000", GARBAGE, Map.of("x\u0000", "y\u0000"));
        stage.topics.send(TITLE, null, null, Map.of());
        stage.topics.send(TITLE, "k", bytes(report("elsewhere")), stage.topics.headers(report("elsewhere")));
        stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("after"));

        eventually().untilAsserted(() -> assertThat(seen).containsExactly("after", "after"));
        eventually().untilAsserted(() -> assertThat(unhandled()).hasSize(3));
        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .until(() -> a.counted("onethread_dead") + b.counted("onethread_dead") == 3);
        assertThat(stage.count(
                        "select count(*) from dead_letter where state = 'dead' and not parks and consumer = $1",
                        "service.messages.received"))
                .isEqualTo(3);
        assertThat(unhandled())
                .allSatisfy(each -> assertThat(each.consumer()).isEqualTo("service.messages.received"))
                .extracting(Unhandled::reason)
                .containsExactlyInAnyOrder(
                        "the type header is missing or not ours",
                        "the type header is missing or not ours",
                        "a DeliveryReported does not belong here");
    }

    @Test
    void whatAFollowersOwnCodeThrowsIsNoDeadLetter() {
        List<String> seen = new CopyOnWriteArrayList<>();
        follow(stage.replica().start(), text -> {
            seen.add(text);
            throw new IllegalStateException("ours");
        });

        stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("one"));
        stage.topics.send(TITLE, "k", GARBAGE, Map.of());
        stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("two"));

        eventually().untilAsserted(() -> assertThat(seen).containsExactly("one", "two"));
        eventually().untilAsserted(() -> assertThat(unhandled()).hasSize(1));
        assertThat(stage.count("select count(*) from dead_letter")).isEqualTo(1);
    }

    @Test
    void whatAHandlerTakesInIsItsOwnToCondemn() {
        Stage.Actor replica = stage.replica().start(Events.messages("a"));
        List<String> seen = new CopyOnWriteArrayList<>();
        follow(replica, seen::add);

        stage.topics.send(TITLE, "k", GARBAGE, Map.of());
        stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("after"));

        eventually().untilAsserted(() -> assertThat(seen).containsExactly("after"));
        eventually().untilAsserted(() -> assertThat(stage.applied("k")).containsExactly("after"));
        assertThat(stage.count("select count(*) from dead_letter")).isEqualTo(1);
    }

    @Test
    void withoutADatabaseLiveReadingGoesOn() {
        try (Cable cable = new Cable(stage.port())) {
            Stage.Actor replica = stage.replicaThrough(cable.port()).start();
            List<String> seen = new CopyOnWriteArrayList<>();
            follow(replica, seen::add);
            cable.cut();

            stage.topics.send(TITLE, "k", GARBAGE, Map.of());
            stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("after"));

            eventually().untilAsserted(() -> assertThat(seen).containsExactly("after"));
            cable.mend();
        }
    }

    @Test
    void whoFollowsWaitsForAKafkaThatIsNotThereYet() {
        try (Cable cable = new Cable(stage.kafkaPort())) {
            cable.cut();
            Stage.Actor replica = stage.replicaThroughKafkaAt(cable.port());
            List<String> seen = new CopyOnWriteArrayList<>();
            Thread following = Thread.ofVirtual().start(() -> follow(replica, seen::add));
            Awaitility.await().during(Duration.ofSeconds(2)).until(following::isAlive);
            cable.mend();

            eventually().until(() -> !following.isAlive());
            stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("after"));
            eventually().untilAsserted(() -> assertThat(seen).containsExactly("after"));
        }
    }

    private void follow(Stage.Actor replica, Consumer<String> texts) {
        followings.add(replica.replica
                .broadcasts()
                .follow(Topic.MESSAGES_RECEIVED, FromCustomer.class, r -> texts.accept(Events.text(r.event()))));
    }

    private List<Unhandled> unhandled() {
        return stage.topics.read(Topic.MESSAGES_RECEIVED.dead()).stream()
                .map(TestTopics.Seen::event)
                .map(Unhandled.class::cast)
                .toList();
    }

    private static byte[] bytes(Event event) {
        return Wire.bytes(event);
    }
}
