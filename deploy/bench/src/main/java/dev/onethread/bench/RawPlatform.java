package dev.onethread.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What a broker and a database need for one hop and one commit, without anything of ours.
public final class RawPlatform {
    private static final String TOPIC = "bench.raw";
    private static final int ROUNDS = 500;

    private RawPlatform() {}

    /// Microseconds from sending a record of 1 KB (acks=all) to reading it, one after the other.
    public static Histogram hops(String bootstrap) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            done(admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all());
            try {
                return hopsOver(bootstrap);
            } finally {
                done(admin.deleteTopics(List.of(TOPIC)).all());
            }
        }
    }

    private static void done(KafkaFuture<Void> wish) {
        wish.toCompletionStage().toCompletableFuture().join();
    }

    private static Histogram hopsOver(String bootstrap) {
        Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
        try (var producer = new KafkaProducer<byte[], byte[]>(
                        Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
                var consumer = new KafkaConsumer<byte[], byte[]>(
                        Map.of("bootstrap.servers", bootstrap),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            var partition = new TopicPartition(TOPIC, 0);
            producer.partitionsFor(TOPIC);
            consumer.assign(List.of(partition));
            consumer.seekToEnd(List.of(partition));
            consumer.position(partition);
            for (int i = 0; i < ROUNDS; i++) {
                long begin = System.nanoTime();
                var _ = producer.send(new ProducerRecord<>(TOPIC, 0, null, new byte[1024]));
                long seen = 0;
                while (seen == 0) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(5))) {
                        seen += record.serializedValueSize();
                    }
                }
                micros.recordValue((System.nanoTime() - begin) / 1000);
            }
        }
        return micros;
    }

    /// Microseconds of a transaction that inserts one row of 1 KB, one after the other on one connection.
    public static Histogram commits(String jdbcUrl) throws SQLException {
        Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table if not exists bench_raw (id bigint generated always as identity, value bytea)");
            try (PreparedStatement insert = connection.prepareStatement("insert into bench_raw (value) values (?)")) {
                for (int i = 0; i < ROUNDS; i++) {
                    insert.setBytes(1, new byte[1024]);
                    long begin = System.nanoTime();
                    insert.executeUpdate();
                    micros.recordValue((System.nanoTime() - begin) / 1000);
                }
            }
            statement.execute("drop table bench_raw");
        }
        return micros;
    }
}
