package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/// Reads a topic live, without a group.
final class LiveReader implements Broadcasts {
    private static final Logger LOG = Logger.getLogger(LiveReader.class);
    private static final int ATTEMPTS = 30;

    private final Settings settings;
    private final LiveDeadLetters dead;
    private final Echo echo;

    LiveReader(Settings settings, LiveDeadLetters dead, Echo echo) {
        this.settings = settings;
        this.dead = dead;
        this.echo = echo;
    }

    @Override
    public <E extends Event> void early(Topic topic, Class<E> type, Consumer<E> each) {
        echo.listen(topic, type, each);
    }

    @Override
    public <E extends Event> Following follow(Topic topic, Class<E> type, Consumer<Received<E>> each) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                settings.client(Map.of(
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                        1,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                        10_000,
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1_000,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        settings.application() + "-live-" + topic.title())),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        try {
            Reading<E> reading = new Reading<>(topic, type, each, consumer, dead);
            beginPatiently(reading, topic);
            return reading;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /// A broker that is starting, too, may need longer than the client waits: whoever follows would never
    /// be told of anything if that ended it.
    private void beginPatiently(Reading<?> reading, Topic topic) {
        for (int failures = 0; ; failures++) {
            try {
                reading.begin(settings.named(topic.title()));
                return;
            } catch (RetriableException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.warnf("following %s waits for Kafka: %s", topic.title(), Failures.reason(e));
                new Bell().await(Bell.pause(failures));
            }
        }
    }

    private static final class Reading<E extends Event> implements Following {
        private final Topic topic;
        private final Class<E> type;
        private final Consumer<Received<E>> each;
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final LiveDeadLetters dead;
        private final Map<Integer, Long> vector = new ConcurrentHashMap<>();
        private volatile boolean running = true;

        Reading(
                Topic topic,
                Class<E> type,
                Consumer<Received<E>> each,
                KafkaConsumer<byte[], byte[]> consumer,
                LiveDeadLetters dead) {
            this.topic = topic;
            this.type = type;
            this.each = each;
            this.consumer = consumer;
            this.dead = dead;
        }

        void begin(String name) {
            List<TopicPartition> all = partitions(name);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            consumer.assign(all);
            ends.forEach((partition, end) -> {
                consumer.seek(partition, end);
                vector.put(partition.partition(), end);
            });
            Thread.ofPlatform().daemon().name("live-" + topic.title()).start(this::run);
        }

        /// The topic may be younger than we are.
        private List<TopicPartition> partitions(String name) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                var infos = consumer.partitionsFor(name);
                if (infos != null && !infos.isEmpty()) {
                    return infos.stream()
                            .map(info -> new TopicPartition(name, info.partition()))
                            .toList();
                }
                new Bell().await(Duration.ofSeconds(1));
            }
            throw new IllegalStateException("there is no topic " + name);
        }

        private void run() {
            try (consumer) {
                while (running) {
                    step();
                }
            }
        }

        private void step() {
            try {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    pass(record);
                    vector.put(record.partition(), record.offset() + 1);
                }
            } catch (WakeupException | InterruptException _) {
                LOG.debugf("following %s was interrupted", topic.title());
            } catch (RuntimeException e) {
                LOG.errorf(e, "following %s stumbled, and goes on", topic.title());
                new Bell().await(Duration.ofSeconds(1));
            }
        }

        private void pass(ConsumerRecord<byte[], byte[]> record) {
            try {
                each.accept(Incoming.of(topic.title(), record).received(type));
            } catch (Guilty g) {
                dead.add(g);
            } catch (RuntimeException e) {
                LOG.warnf(
                        "a live reader of %s could not take partition %d, offset %d: %s",
                        topic.title(), record.partition(), record.offset(), Failures.reason(e));
            }
        }

        @Override
        public Map<Integer, Long> vector() {
            return Map.copyOf(vector);
        }

        @Override
        public void close() {
            running = false;
            consumer.wakeup();
        }
    }
}
