package dev.onethread.delivery.testing;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/// Hands on the topics of the running application: sends as another service would, and reads what it sent.
public final class TestTopics implements AutoCloseable {
    private final String bootstrap;
    private final String prefix;
    private final String source = "test-" + UUID.randomUUID();
    private final Map<String, Long> positions = new ConcurrentHashMap<>();
    private final KafkaProducer<byte[], byte[]> producer;

    /// The topics of the application under test.
    public TestTopics() {
        this(
                ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
                ConfigProvider.getConfig()
                        .getOptionalValue("onethread.topics.prefix", String.class)
                        .orElse(""));
    }

    public TestTopics(String bootstrap, String prefix) {
        this.bootstrap = bootstrap;
        this.prefix = prefix;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /// The CloudEvents source our records carry; positions count within it.
    public String source() {
        return source;
    }

    /// Sends an event as its producer would, under the next position of its key where the topic has positions.
    /// @return its offset
    public long send(Topic topic, String key, Event event) {
        if (topic.positioned()) {
            return send(topic, key, event, positions.merge(topic.title() + " " + key, 1L, Long::sum));
        }
        return send(topic.title(), key, Wire.bytes(event), headers(event));
    }

    /// Sends an event under a position of your choice: too early, or again.
    public long send(Topic topic, String key, Event event, long position) {
        Map<String, String> headers = headers(event);
        headers.put(Wire.SEQUENCE, Long.toString(position));
        return send(topic.title(), key, Wire.bytes(event), headers);
    }

    /// Sends anything at all to the topic with this title.
    public long send(String title, String key, byte[] value, Map<String, String> headers) {
        var record = new ProducerRecord<>(prefix + title, key == null ? null : bytes(key), value);
        headers.forEach((name, text) -> record.headers().add(name, bytes(text)));
        try {
            return producer.send(record).get().offset();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The headers an event of ours carries, without a position.
    public Map<String, String> headers(Event event) {
        Map<String, String> headers = new HashMap<>();
        headers.put(Wire.SPEC_VERSION, "1.0");
        headers.put(Wire.ID, UUID.randomUUID().toString());
        headers.put(Wire.SOURCE, source);
        headers.put(Wire.TYPE, Wire.type(event));
        headers.put(Wire.TIME, Instant.now().toString());
        headers.put(Wire.DATA_VERSION, "1");
        headers.put(Wire.CONTENT_TYPE, Wire.JSON);
        return headers;
    }

    /// Everything a topic holds now, one partition after the other.
    public List<Seen> read(Topic topic) {
        return read(topic.title());
    }

    public List<Seen> read(String title) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", "false", "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(prefix + title).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            List<Seen> seen = new ArrayList<>();
            while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> seen.add(seen(record)));
            }
            return seen;
        }
    }

    /// Everything of one key, in its order.
    public List<Seen> read(Topic topic, String key) {
        return read(topic).stream().filter(seen -> key.equals(seen.key())).toList();
    }

    /// Waits for a record that satisfies `wanted`, at most 30 s, and returns the first.
    public Seen await(Topic topic, Predicate<Seen> wanted) {
        return await(topic.title(), wanted);
    }

    public Seen await(String title, Predicate<Seen> wanted) {
        List<Seen> found = new ArrayList<>();
        Awaitility.await("a record on " + title).atMost(Duration.ofSeconds(30)).until(() -> {
            found.clear();
            read(title).stream().filter(wanted).forEach(found::add);
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    @Override
    public void close() {
        producer.close();
    }

    /// A record as it lies on a topic.
    public record Seen(
            String title, String key, int partition, long offset, Map<String, String> headers, byte[] value) {
        /// The event in it; fails where it is none.
        public Event event() {
            try {
                return Wire.read(headers.get(Wire.TYPE), headers.get(Wire.DATA_VERSION), value);
            } catch (Wire.Unreadable e) {
                throw new IllegalStateException(e);
            }
        }

        public Long position() {
            String sequence = headers.get(Wire.SEQUENCE);
            return sequence == null ? null : Long.valueOf(sequence);
        }
    }

    private Seen seen(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return new Seen(
                record.topic().substring(prefix.length()),
                text(record.key()),
                record.partition(),
                record.offset(),
                headers,
                record.value());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
