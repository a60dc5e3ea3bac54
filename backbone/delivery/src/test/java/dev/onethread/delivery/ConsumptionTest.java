package dev.onethread.delivery;

import static dev.onethread.delivery.Events.report;
import static dev.onethread.delivery.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.DeliveryReported;
import dev.onethread.contracts.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsumptionTest {
    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whatOneTransactionPublishesIsAppliedOnceInItsOrder() {
        Stage.Actor replica = stage.replica().start(Events.reports("a"));

        replica.publish(Topic.DELIVERY_REPORTS, "k", report("one"), report("two"), report("three"));

        eventually().untilAsserted(() -> assertThat(stage.applied("k")).containsExactly("one", "two", "three"));
    }

    @Test
    void aTransactionThatFailsPublishesNothing() {
        Stage.Actor replica = stage.replica().start(Events.reports("a"));

        try {
            replica.transactions().inTransaction(tx -> {
                tx.publish(Topic.DELIVERY_REPORTS, "k", report("never"));
                throw new IllegalStateException("no");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("no");
        }
        replica.publish(Topic.DELIVERY_REPORTS, "k", report("later"));

        eventually().untilAsserted(() -> assertThat(stage.applied("k")).containsExactly("later"));
        assertThat(stage.topics.read(Topic.DELIVERY_REPORTS, "k"))
                .singleElement()
                .satisfies(seen -> assertThat(seen.position()).isEqualTo(1L));
    }

    @Test
    void aRecordThatComesTwiceTakesEffectOnce() {
        Stage.Actor replica = stage.replica().start(Events.reports("a"));

        for (int position : new int[] {1, 1, 2, 1, 2, 3}) {
            stage.topics.send(Topic.DELIVERY_REPORTS, "k", report("p" + position), position);
        }

        eventually().untilAsserted(() -> assertThat(stage.applied("k")).containsExactly("p1", "p2", "p3"));
        eventually().until(() -> replica.counted("onethread_dropped_duplicates") == 3);
    }

    @Test
    void aRecordThatComesTooEarlyWaitsForItsPredecessor() {
        Stage.Actor replica = stage.replica().start(Events.reports("a"));

        stage.topics.send(Topic.DELIVERY_REPORTS, "k", report("one"), 1);
        stage.topics.send(Topic.DELIVERY_REPORTS, "k", report("four"), 4);
        stage.topics.send(Topic.DELIVERY_REPORTS, "k", report("three"), 3);
        eventually().until(() -> replica.counted("onethread_held") == 2);
        assertThat(stage.applied("k")).containsExactly("one");

        stage.topics.send(Topic.DELIVERY_REPORTS, "k", report("two"), 2);

        eventually().untilAsserted(() -> assertThat(stage.applied("k")).containsExactly("one", "two", "three", "four"));
        assertThat(stage.count("select count(*) from held_record")).isZero();
    }

    @Test
    void aGapInOneKeyHoldsNobodyElse() {
        stage.replica().start(Events.reports("a"));

        stage.topics.send(Topic.DELIVERY_REPORTS, "waits", report("two"), 2);
        stage.topics.send(Topic.DELIVERY_REPORTS, "flows", report("one"), 1);

        eventually().untilAsserted(() -> assertThat(stage.applied("flows")).containsExactly("one"));
        assertThat(stage.applied("waits")).isEmpty();
    }

    @Test
    void replicasThatComeAndGoApplyEverythingOnceAndInOrder() {
        int keys = 20;
        int each = 60;
        Stage.Actor first = stage.replica().start(Events.reports("first"));
        Thread publishing = Thread.ofVirtual()
                .start(() -> IntStream.range(0, each)
                        .forEach(n -> IntStream.range(0, keys)
                                .forEach(k -> first.publish(Topic.DELIVERY_REPORTS, "key" + k, report("" + n)))));

        Stage.Actor second = stage.replica().start(Events.reports("second"));
        eventually().until(() -> !second.replica.partitions("delivery.reports").isEmpty());
        Stage.Actor third = stage.replica().start(Events.reports("third"));
        eventually().until(() -> !third.replica.partitions("delivery.reports").isEmpty());
        second.close();

        eventually().until(() -> stage.count("select count(*) from applied") >= (long) keys * each);
        eventually().until(() -> !publishing.isAlive());
        List<String> expected = IntStream.range(0, each).mapToObj(n -> "" + n).toList();
        for (int k = 0; k < keys; k++) {
            assertThat(stage.applied("key" + k)).isEqualTo(expected);
        }
    }

    @Test
    void whoWasPausedWhileAnotherTookThePartitionChangesNothing() throws InterruptedException {
        CountDownLatch paused = new CountDownLatch(1);
        CountDownLatch resume = new CountDownLatch(1);
        Stage.Actor sleeper = stage.replica();
        Stage.Actor owner = stage.replica();
        LaneStage<DeliveryReported> sleeping =
                new LaneStage<>(sleeper, Events.reports("sleeper").before((_, _) -> {
                    paused.countDown();
                    await(resume);
                }));

        sleeping.awaitReady();
        sleeping.give(0, "k", report("first"), 1);
        paused.await();
        LaneStage<DeliveryReported> owning = new LaneStage<>(owner, Events.reports("owner"));
        owning.awaitReady();
        owning.give(0, "k", report("first"), 1);
        owning.give(1, "k", report("second"), 2);
        eventually().untilAsserted(() -> assertThat(stage.applied("k")).containsExactly("first", "second"));
        resume.countDown();

        eventually().until(() -> sleeper.counted("onethread_fenced_writes") == 1);
        assertThat(sleeping.fenced()).isTrue();
        assertThat(stage.applied("k")).containsExactly("first", "second");
        assertThat(stage.count("select count(*) from applied where replica = 'sleeper'"))
                .isZero();
        assertThat(stage.count("select next_offset from consumer_offset where partition = 0"))
                .isEqualTo(2);
        sleeping.stop();
        owning.stop();
    }

    @Test
    void aTickOfAFormerOwnerIsRefused() {
        Stage.Actor former = stage.replica();
        Applying<DeliveryReported> ticking = Events.reports("former").ticking(Duration.ofMillis(100));
        LaneStage<DeliveryReported> before = new LaneStage<>(former, ticking);
        before.awaitReady();
        eventually().until(() -> !ticking.ticked.isEmpty());

        LaneStage<DeliveryReported> after = new LaneStage<>(stage.replica(), Events.reports("owner"));
        after.awaitReady();

        eventually().until(() -> former.counted("onethread_fenced_writes") == 1);
        assertThat(before.fenced()).isTrue();
        after.stop();
    }

    @Test
    void aSlowPartitionStopsNoOther() {
        CountDownLatch release = new CountDownLatch(1);
        stage.replica().start(Events.reports("a").before((_, texts) -> {
            if (texts.contains("slow")) {
                await(release);
            }
        }));
        List<String> keys = onDifferentPartitions();

        stage.topics.send(Topic.DELIVERY_REPORTS, keys.get(0), report("slow"), 1);
        stage.topics.send(Topic.DELIVERY_REPORTS, keys.get(1), report("quick"), 1);

        eventually().untilAsserted(() -> assertThat(stage.applied(keys.get(1))).containsExactly("quick"));
        assertThat(stage.applied(keys.get(0))).isEmpty();
        release.countDown();
        eventually().untilAsserted(() -> assertThat(stage.applied(keys.get(0))).containsExactly("slow"));
    }

    @Test
    void offsetsThatTheBrokerNoLongerHasBeginAtItsEarliest() {
        stage.topics.send(Topic.DELIVERY_REPORTS, "k", report("one"), 1);
        int partition =
                stage.topics.read(Topic.DELIVERY_REPORTS, "k").getFirst().partition();
        stage.database()
                .query(
                        "insert into consumer_offset values ('service.delivery.reports', 'delivery.reports', $1, 900, 1)",
                        partition);

        stage.replica().start(Events.reports("a"));

        eventually().untilAsserted(() -> assertThat(stage.applied("k")).containsExactly("one"));
        eventually().until(() -> stage.offsetOf(Topic.DELIVERY_REPORTS, partition) == 1);
    }

    private List<String> onDifferentPartitions() {
        List<String> keys = new ArrayList<>();
        List<Integer> partitions = new ArrayList<>();
        while (keys.size() < 2) {
            String key = UUID.randomUUID().toString();
            stage.topics.send(Topic.SIGNALS.title(), key, new byte[0], java.util.Map.of());
            int partition = stage.topics.read(Topic.SIGNALS, key).getFirst().partition();
            if (!partitions.contains(partition)) {
                keys.add(key);
                partitions.add(partition);
            }
        }
        return keys;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
