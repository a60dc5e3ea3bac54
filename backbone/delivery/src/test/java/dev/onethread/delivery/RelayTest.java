package dev.onethread.delivery;

import static dev.onethread.delivery.Events.report;
import static dev.onethread.delivery.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Wire;
import dev.onethread.delivery.testing.TestTopics.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayTest {
    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aRecordCarriesItsCloudEventsAttributes() {
        stage.replica().start().publish(Topic.DELIVERY_REPORTS, "k", report("one"));

        Seen seen = stage.topics.await(Topic.DELIVERY_REPORTS, s -> "k".equals(s.key()));
        assertThat(seen.headers())
                .containsEntry(Wire.SPEC_VERSION, "1.0")
                .containsEntry(Wire.SOURCE, "service")
                .containsEntry(Wire.TYPE, "dev.onethread.DeliveryReported")
                .containsEntry(Wire.DATA_VERSION, "1")
                .containsEntry(Wire.SEQUENCE, "1")
                .containsEntry(Wire.CONTENT_TYPE, "application/json")
                .containsKeys(Wire.ID, Wire.TIME);
        assertThat(seen.event()).isEqualTo(report("one"));
    }

    @Test
    void whatACrashLeftBetweenCommitAndPublishIsPublishedByAnother() {
        Stage.Actor crashed = stage.replica();
        IntStream.rangeClosed(1, 50)
                .forEach(n -> crashed.publish(Topic.DELIVERY_REPORTS, "k" + n % 5, report("n" + n)));
        assertThat(stage.count("select count(*) from outbox")).isEqualTo(50);

        stage.replica().start(Events.reports("heir"));

        eventually().until(() -> stage.count("select count(*) from applied") == 50);
        eventually().until(() -> stage.count("select count(*) from outbox") == 0);
        for (int k = 0; k < 5; k++) {
            assertThat(positions("k" + k))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 10).boxed().toList());
        }
    }

    @Test
    void concurrentTransactionsGiveAKeyGaplessPositions() throws InterruptedException {
        Stage.Actor replica = stage.replica().start();
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(t -> Thread.ofVirtual()
                        .start(() -> IntStream.range(0, 25)
                                .forEach(n -> replica.publish(Topic.DELIVERY_REPORTS, "hot", report(t + "/" + n)))))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        eventually().until(() -> stage.count("select count(*) from outbox") == 0);
        assertThat(positions("hot"))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void theSqlFunctionTakesItsPlaceAmongTheOthers() {
        Stage.Actor replica = stage.replica().start();
        replica.publish(Topic.DELIVERY_REPORTS, "k", report("one"));
        replica.transactions()
                .query(
                        "select publish_event($1, $2, $3, $4, $5, $6)",
                        PublishSql.parameters(Topic.DELIVERY_REPORTS, "k", report("two"))
                                .toArray());
        replica.publish(Topic.DELIVERY_REPORTS, "k", report("three"));

        eventually()
                .untilAsserted(() -> assertThat(stage.topics.read(Topic.DELIVERY_REPORTS, "k"))
                        .extracting(Seen::event)
                        .containsExactly(report("one"), report("two"), report("three")));
        assertThat(positions("k")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aShardStopsAtItsFirstFailureAndGoesOnFromThere() {
        Stage.Actor replica = stage.replica().start();
        replica.transactions()
                .query(
                        "insert into outbox (topic, key, event_id, type, value) values ($1, $2, $3, $4, $5)",
                        "no such topic!",
                        "stuck",
                        UUID.randomUUID(),
                        Wire.type(report("bad")),
                        Wire.bytes(report("bad")));
        eventually().until(() -> replica.counted("onethread_relay_stopped") >= 1);
        String flowing = keyOfAnotherShard("stuck");

        replica.publish(Topic.DELIVERY_REPORTS, "stuck", report("behind"));
        replica.publish(Topic.DELIVERY_REPORTS, flowing, report("free"));
        stage.topics.await(Topic.DELIVERY_REPORTS, s -> flowing.equals(s.key()));
        assertThat(positions("stuck")).isEmpty();

        stage.database().query("update outbox set topic = 'delivery.reports' where topic = 'no such topic!'");
        eventually()
                .untilAsserted(() -> assertThat(stage.topics.read(Topic.DELIVERY_REPORTS, "stuck"))
                        .extracting(Seen::event)
                        .containsExactly(report("bad"), report("behind")));
    }

    @Test
    void replicasShareTheShardsEvenlyAndLoseNothingWhenOneVanishes() {
        Stage.Actor one = stage.replica().start();
        eventually().until(() -> shards(one) == 16);
        Stage.Actor two = stage.replica().start();
        eventually().until(() -> shards(one) == 8 && shards(two) == 8);

        IntStream.range(0, 300).forEach(n -> one.publish(Topic.DELIVERY_REPORTS, "k" + n % 30, report("" + n)));
        two.cutOff();
        IntStream.range(300, 600).forEach(n -> one.publish(Topic.DELIVERY_REPORTS, "k" + n % 30, report("" + n)));

        eventually().until(() -> shards(one) == 16);
        eventually().until(() -> stage.count("select count(*) from outbox") == 0);
        for (int k = 0; k < 30; k++) {
            assertThat(firsts(positions("k" + k)))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 20).boxed().toList());
        }
    }

    @Test
    void aReplicaThatLeavesInOrderHandsItsShardsOver() {
        Stage.Actor one = stage.replica().start();
        Stage.Actor two = stage.replica().start();
        eventually().until(() -> shards(one) == 8 && shards(two) == 8);

        one.close();

        eventually().until(() -> shards(two) == 16);
    }

    private long shards(Stage.Actor actor) {
        return stage.count(
                "select count(*) from lease where name like 'outbox/%' and holder = $1 and until > clock_timestamp()",
                actor.settings.replica());
    }

    private List<Long> positions(String key) {
        return stage.topics.read(Topic.DELIVERY_REPORTS, key).stream()
                .map(Seen::position)
                .toList();
    }

    /// The order of first appearances; repeats are allowed.
    private static List<Long> firsts(List<Long> positions) {
        List<Long> firsts = new ArrayList<>();
        TreeSet<Long> seen = new TreeSet<>();
        positions.stream().filter(seen::add).forEach(firsts::add);
        return firsts;
    }

    private String keyOfAnotherShard(String key) {
        Map<String, Integer> shards = IntStream.range(0, 50)
                .mapToObj(n -> "k" + n)
                .collect(Collectors.toMap(k -> k, k -> (int) stage.count("select (hashtext($1) & 15)::bigint", k)));
        int taken = (int) stage.count("select (hashtext($1) & 15)::bigint", key);
        return shards.entrySet().stream()
                .filter(e -> e.getValue() != taken)
                .findFirst()
                .orElseThrow()
                .getKey();
    }
}
