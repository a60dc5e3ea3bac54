package dev.onethread.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Topic;
import dev.onethread.local.kafka.KafkaBroker;
import dev.onethread.local.kafka.Topics;
import dev.onethread.local.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfrastructureTest {
    @TempDir
    Path dir;

    @Test
    void kafkaKeepsItsRecordsOverARestart() throws Exception {
        int port = Ports.free();
        try (KafkaBroker broker = KafkaBroker.start(dir, port)) {
            Topics.create(broker.bootstrapServers(), "t.", 2);
            Topics.create(broker.bootstrapServers(), "t.", 2);
            try (var producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers()),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.send(new ProducerRecord<>("t.messages.received", 1, "key", "kept"))
                        .get(20, TimeUnit.SECONDS);
            }
        }
        try (KafkaBroker broker = KafkaBroker.start(dir, port)) {
            assertThat(firstOf(broker, "t.messages.received", 1)).isEqualTo("kept");
        }
    }

    @Test
    void everyTopicAndItsDeadLettersAreThere() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(dir, Ports.free());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Topics.create(broker.bootstrapServers(), "", 8);
            Set<String> names = admin.listTopics().names().get();
            for (Topic topic : Topic.values()) {
                assertThat(names).contains(topic.title(), topic.dead());
            }
        }
    }

    @Test
    void postgresKeepsItsRowsOverARestartAndHasFsyncOn() throws Exception {
        int port = Ports.free();
        try (PostgresServer server = PostgresServer.start(dir, port)) {
            server.createDatabase("letters");
            server.createDatabase("letters");
            query(server, "create table t as select 'kept' as v; select v from t");
        }
        try (PostgresServer server = PostgresServer.start(dir, port)) {
            assertThat(query(server, "select v from t")).isEqualTo("kept");
            assertThat(query(server, "show fsync")).isEqualTo("on");
        }
    }

    /// As after kill -9 of a launcher: the server runs on, the one who starts next knows nothing of it.
    @Test
    void aServerLeftBehindIsStoppedByTheNextStartOnItsData() {
        int port = Ports.free();
        PostgresServer left = PostgresServer.start(dir, port);
        try (PostgresServer server = PostgresServer.start(dir, port)) {
            assertThat(left.alive()).isFalse();
            assertThat(server.alive()).isTrue();
        }
    }

    @Test
    void aKilledServerRecovers() throws Exception {
        int port = Ports.free();
        PostgresServer killed = PostgresServer.start(dir, port);
        killed.createDatabase("letters");
        query(killed, "create table t as select 'kept' as v; select v from t");
        ProcessHandle process = ProcessHandle.of(killed.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(10, TimeUnit.SECONDS);
        try (PostgresServer server = PostgresServer.start(dir, port)) {
            assertThat(query(server, "select v from t")).isEqualTo("kept");
        }
    }

    private static String firstOf(KafkaBroker broker, String topic, int partition) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, partition)));
            return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
        }
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("letters"));
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }
}
