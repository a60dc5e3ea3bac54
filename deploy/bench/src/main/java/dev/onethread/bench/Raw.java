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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What the same broker and the same database need for one hop and one commit, so that our own figures can be read as
/// multiples of what cannot be avoided.
final class Raw {
    private static final int ROUNDS = 500;
    private static final String TOPIC = "bench.raw";

    private Raw() {}

    static List<Figure> measure(Installation installation, List<Figure> ours, Measurement.Progress progress)
            throws SQLException {
        progress.at("raw Kafka and PostgreSQL");
        double hop = kafka(installation);
        double commit = postgres(installation);
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("raw Kafka hop p50", hop, "ms", null));
        figures.add(new Figure("raw PostgreSQL commit p50", commit, "ms", null));
        for (Figure figure : ours) {
            if (figure.name().endsWith("p50")) {
                figures.add(new Figure(
                        figure.name() + " / (3 hops + 3 commits)", figure.value() / (3 * hop + 3 * commit), "x", null));
            }
        }
        return figures;
    }

    private static double kafka(Installation installation) {
        Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
        String bootstrap = "127.0.0.1:" + installation.port("kafka");
        try (var producer = new KafkaProducer<byte[], byte[]>(
                        Map.of("bootstrap.servers", bootstrap, "acks", "all"),
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
                producer.send(new ProducerRecord<>(TOPIC, 0, null, new byte[1024]));
                long seen = 0;
                while (seen == 0) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(5))) {
                        seen += record.serializedValueSize();
                    }
                }
                micros.recordValue((System.nanoTime() - begin) / 1000);
            }
        }
        return micros.getValueAtPercentile(50) / 1000.0;
    }

    private static double postgres(Installation installation) throws SQLException {
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
        return micros.getValueAtPercentile(50) / 1000.0;
    }
}
