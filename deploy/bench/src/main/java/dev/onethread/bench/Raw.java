package dev.onethread.bench;

import dev.onethread.e2e.actors.Installation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
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

/// What the same broker and the same database need for one hop and one commit, so that our own figures can be read as
/// multiples of what cannot be avoided.
final class Raw {
    private static final int ROUNDS = 500;
    /// `messages.received`, `conversation.events`, `inbox.changes`.
    private static final int HOPS = 3;
    /// Placing, the transcript, and the door's own.
    private static final int COMMITS = 3;
    private static final String TOPIC = "bench.raw";

    private Raw() {}

    static List<Figure> measure(Installation installation, List<Figure> ours, Measurement.Progress progress)
            throws SQLException {
        progress.at("raw Kafka and PostgreSQL");
        Histogram hop = kafka(installation);
        Histogram commit = postgres(installation);
        List<Figure> figures = new ArrayList<>();
        for (double percentile : new double[] {50, 99}) {
            figures.add(Figure.of("raw Kafka hop p%.0f".formatted(percentile), millis(hop, percentile), "ms"));
            figures.add(
                    Figure.of("raw PostgreSQL commit p%.0f".formatted(percentile), millis(commit, percentile), "ms"));
        }
        double unavoidable = HOPS * millis(hop, 50) + COMMITS * millis(commit, 50);
        for (Figure figure : ours) {
            if (figure.name().endsWith("p50")) {
                figures.add(Figure.of(
                        figure.name() + " / (%d hops + %d commits)".formatted(HOPS, COMMITS),
                        figure.value() / unavoidable,
                        "x"));
            }
        }
        return figures;
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }

    private static Histogram kafka(Installation installation) {
        String bootstrap = "127.0.0.1:" + installation.port("kafka");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            done(admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all());
            try {
                return hops(bootstrap);
            } finally {
                done(admin.deleteTopics(List.of(TOPIC)).all());
            }
        }
    }

    private static void done(KafkaFuture<Void> wish) {
        wish.toCompletionStage().toCompletableFuture().join();
    }

    private static Histogram hops(String bootstrap) {
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

    private static Histogram postgres(Installation installation) throws SQLException {
        Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
        String url = "jdbc:postgresql://127.0.0.1:" + installation.port("postgres") + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
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
