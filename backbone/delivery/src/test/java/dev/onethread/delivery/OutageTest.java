package dev.onethread.delivery;

import static dev.onethread.delivery.Events.message;
import static dev.onethread.delivery.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onethread.contracts.Topic;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageTest {
    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aDatabaseOutagePausesAndBlamesNobody() {
        try (Cable cable = new Cable(stage.port())) {
            Stage.Actor replica = stage.replicaThrough(cable.port()).start(Events.messages("a"));
            stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("m0"));
            eventually().untilAsserted(() -> assertThat(stage.applied("k")).containsExactly("m0"));

            cable.cut();
            IntStream.range(1, 10).forEach(n -> stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("m" + n)));
            eventually().until(() -> cable.refused() > 3);
            assertThat(replica.replica.partitions("messages.received")).hasSize(4);
            cable.mend();

            eventually()
                    .untilAsserted(() -> assertThat(stage.applied("k"))
                            .containsExactlyElementsOf(IntStream.range(0, 10)
                                    .mapToObj(n -> "m" + n)
                                    .toList()));
            assertThat(stage.count("select count(*) from dead_letter")).isZero();
        }
    }

    @Test
    void aMigrationUnderPreparedStatementsIsNobodysFault() {
        Transactions database = stage.replica().transactions();
        database.query("select * from applied where key = $1", "k");
        database.inTransaction(tx -> tx.query("select * from applied where text = $1", "t"));

        stage.database().query("alter table applied add column later text");

        assertThat(patiently(() -> database.query("select * from applied where key = $1", "k"))
                        .columnsNames())
                .contains("later");
        assertThat(patiently(() -> database.inTransaction(tx -> tx.query("select * from applied where text = $1", "t")))
                        .columnsNames())
                .contains("later");
    }

    /// Asks again as long as the failure is nobody's fault: which of the pool's connections had prepared the statement
    /// before is chance, and each of them fails once at most.
    private static RowSet<Row> patiently(Callable<RowSet<Row>> question) {
        return eventually().ignoreExceptionsMatching(Failures::infrastructure).until(question, rows -> true);
    }

    @Test
    void aStatementThatIsStuckInTheServerIsNobodysFault() {
        assertThatThrownBy(() -> stage.replica().transactions().inTransaction(tx -> {
                    tx.query("set local statement_timeout = 50");
                    return tx.query("select pg_sleep(20)");
                }))
                .matches(Failures::infrastructure);
    }

    @Test
    void connectionsTheServerEndsAreNobodysFault() {
        Stage.Actor replica = stage.replica().start(Events.messages("a"));
        for (int n = 0; n < 30; n++) {
            stage.topics.send(Topic.MESSAGES_RECEIVED, "k", message("m" + n));
            if (n % 10 == 5) {
                stage.database()
                        .query(
                                "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()",
                                stage.name);
            }
        }

        eventually()
                .untilAsserted(() -> assertThat(stage.applied("k")).hasSize(30).doesNotHaveDuplicates());
        assertThat(replica.counted("onethread_dead")).isZero();
        replica.publish(Topic.MESSAGES_RECEIVED, "k", message("last"));
        eventually()
                .untilAsserted(() -> assertThat(stage.applied("k")).hasSize(31).endsWith("last"));
    }
}
