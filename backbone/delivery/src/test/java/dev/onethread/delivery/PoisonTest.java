package dev.onethread.delivery;

import static dev.onethread.delivery.Events.message;
import static dev.onethread.delivery.Events.report;
import static dev.onethread.delivery.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Unhandled;
import dev.onethread.contracts.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoisonTest {
    private static final byte[] GARBAGE = "{not json\u0000".getBytes(StandardCharsets.UTF_8);

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        Applying.POISON.clear();
        stage.close();
    }

    @Test
    void aPoisonousMessageInTheMiddleOfABatchStopsNobodyElse() {
        Applying.POISON.add("m7");
        IntStream.range(0, 20).forEach(n -> stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("m" + n)));

        stage.replica().start(Events.messages("a"));

        eventually()
                .untilAsserted(() -> assertThat(stage.applied("k"))
                        .containsExactlyElementsOf(IntStream.range(0, 20)
                                .filter(n -> n != 7)
                                .mapToObj(n -> "m" + n)
                                .toList()));
        Unhandled unhandled = (Unhandled) stage.topics
                .await("messages.received.dead", s -> "k".equals(s.key()))
                .event();
        assertThat(unhandled.reason()).contains("poison");
        assertThat(unhandled.value()).isEqualTo(Wire.bytes(message("m7")));
        assertThat(unhandled.consumer()).isEqualTo("service.messages.received");
        assertThat(stage.count("select count(*) from unreadable")).isEqualTo(1);
    }

    @Test
    void garbageOnAnyTopicIsKeptWithItsReason() {
        Stage.Actor replica = stage.replica().start(Events.messages("a"), Events.reports("a"));

        stage.topics.send(Topic.MESSAGES_RECEIVED.title(), "k", GARBAGE, Map.of("x\u0000", "y\u0000"));
        stage.topics.send(Topic.MESSAGES_RECEIVED.title(), null, null, Map.of());
        stage.topics.send(Topic.DELIVERY_REPORTS.title(), "\u0000", GARBAGE, stage.topics.headers(report("x")));
        stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("after"));
        stage.topics.send(Topic.DELIVERY_REPORTS, "k", report("after"), 1);

        eventually().untilAsserted(() -> assertThat(stage.applied("k")).containsExactlyInAnyOrder("after", "after"));
        eventually().until(() -> replica.counted("onethread_dead") == 3);
        assertThat(stage.count("select count(*) from dead_letter where state = 'dead'"))
                .isEqualTo(3);
        assertThat(stage.count("select count(*) from parked_key")).isZero();
    }

    @Test
    void aHugePieceOfGarbageIsKeptWholeAndStopsNoShard() {
        Stage.Actor replica = stage.replica().start(Events.messages("a"));
        byte[] huge = new byte[900_000];

        stage.topics.send(Topic.MESSAGES_RECEIVED.title(), "k", huge, Map.of(Wire.TIME, "+999999999-12-31T23:59:59Z"));

        Unhandled unhandled = (Unhandled) stage.topics
                .await("messages.received.dead", s -> "k".equals(s.key()))
                .event();
        assertThat(unhandled.value()).isNull();
        assertThat(stage.count("select length(value) from dead_letter")).isEqualTo(huge.length);
        assertThat(replica.counted("onethread_relay_stopped")).isZero();
    }

    @Test
    void aReplayedMessageNamesTheDeadLetterItRepeats() {
        Applying.POISON.add("m");
        stage.replica().start(Events.messages("a"));
        stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("m"));
        UUID letter = letter();

        Applying.POISON.clear();
        wish(letter, "replaying");

        eventually().untilAsserted(() -> assertThat(stage.applied("k")).containsExactly("m"));
        assertThat(stage.count("select count(*) from applied where replay = $1", letter.toString()))
                .isEqualTo(1);
        assertThat(state(letter)).isEqualTo("replayed");
    }

    @Test
    void aReplayThatFailsAgainStaysDeadAndCounts() {
        Applying.POISON.add("m");
        stage.replica().start(Events.messages("a"));
        stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("m"));
        UUID letter = letter();

        wish(letter, "replaying");

        eventually().until(() -> stage.count("select attempts from dead_letter where id = $1", letter) == 2);
        assertThat(state(letter)).isEqualTo("dead");
    }

    @Test
    void anEventThatCannotBeHandledParksItsKeyUntilItIsReplayed() {
        Applying.POISON.add("two");
        Stage.Actor replica = stage.replica().start(Events.reports("a"));
        replica.publish(Topic.DELIVERY_REPORTS, "k", report("one"), report("two"), report("three"));
        replica.publish(Topic.DELIVERY_REPORTS, "other", report("flows"));
        UUID letter = letter();
        replica.publish(Topic.DELIVERY_REPORTS, "k", report("four"));
        eventually().until(() -> stage.count("select count(*) from held_record") == 2);
        assertThat(stage.applied("k")).containsExactly("one");
        eventually().untilAsserted(() -> assertThat(stage.applied("other")).containsExactly("flows"));

        Applying.POISON.clear();
        wish(letter, "replaying");

        eventually().untilAsserted(() -> assertThat(stage.applied("k")).containsExactly("one", "two", "three", "four"));
        assertThat(stage.count("select count(*) from parked_key")).isZero();
    }

    @Test
    void discardingTheDeadLetterOfAParkedKeyReleasesWhatWaited() {
        Applying.POISON.add("one");
        Stage.Actor replica = stage.replica().start(Events.reports("a"));
        replica.publish(Topic.DELIVERY_REPORTS, "k", report("one"), report("two"), report("three"));
        UUID letter = letter();
        eventually().until(() -> stage.count("select count(*) from held_record") == 2);

        wish(letter, "discarding");

        eventually().untilAsserted(() -> assertThat(stage.applied("k")).containsExactly("two", "three"));
        assertThat(stage.count("select count(*) from dead_letter")).isZero();
        assertThat(stage.count("select count(*) from parked_key")).isZero();
    }

    @Test
    void aHeldRecordThatFailsIsTheOneThatIsParked() {
        Applying.POISON.add("three");
        stage.replica().start(Events.reports("a"));
        stage.topics.send(Topic.DELIVERY_REPORTS, "k", report("three"), 3);
        stage.topics.send(Topic.DELIVERY_REPORTS, "k", report("four"), 4);
        stage.topics.send(Topic.DELIVERY_REPORTS, "k", report("two"), 2);
        eventually().until(() -> stage.count("select count(*) from held_record") == 3);

        stage.topics.send(Topic.DELIVERY_REPORTS, "k", report("one"), 1);

        UUID letter = letter();
        assertThat(stage.applied("k")).containsExactly("one", "two");
        assertThat(stage.count("select position from dead_letter where id = $1", letter))
                .isEqualTo(3);
        Applying.POISON.clear();
        wish(letter, "replaying");
        eventually().untilAsserted(() -> assertThat(stage.applied("k")).containsExactly("one", "two", "three", "four"));
    }

    @Test
    void aWishMadeWhileNobodyListenedIsGrantedByTheNextOwner() {
        Applying.POISON.add("m");
        Stage.Actor first = stage.replica().start(Events.messages("a"));
        stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("m"));
        UUID letter = letter();
        first.close();
        Applying.POISON.clear();
        stage.database().query("update dead_letter set state = 'replaying' where id = $1", letter);

        stage.replica().start(Events.messages("b"));

        eventually().untilAsserted(() -> assertThat(stage.applied("k")).isEqualTo(List.of("m")));
    }

    private UUID letter() {
        eventually().until(() -> stage.count("select count(*) from dead_letter") == 1);
        return stage.database()
                .query("select id from dead_letter")
                .iterator()
                .next()
                .getUUID(0);
    }

    private void wish(UUID letter, String state) {
        stage.database().query("update dead_letter set state = $2 where id = $1", letter, state);
        stage.database()
                .query(
                        "select pg_notify('onethread_wishes', topic || '/' || partition) from dead_letter where id = $1",
                        letter);
    }

    private String state(UUID letter) {
        return stage.database()
                .query("select state from dead_letter where id = $1", letter)
                .iterator()
                .next()
                .getString(0);
    }
}
