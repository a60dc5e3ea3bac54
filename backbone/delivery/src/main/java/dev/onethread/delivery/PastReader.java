package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads a topic's past with a consumer of its own, closed when it is done.
final class PastReader implements Past {
    private final Settings settings;

    PastReader(Settings settings) {
        this.settings = settings;
    }

    @Override
    public <E extends Event> Reading read(
            Topic topic, Class<E> type, Instant since, int atMost, Duration within, Consumer<Received<E>> each) {
        long deadline = System.nanoTime() + within.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                settings.client(Map.of(
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        settings.application() + "-past-" + topic.title())),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(settings.named(topic.title())).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(all);
            Map<TopicPartition, Stretch> stretches = stretches(consumer, all, since);
            long records =
                    stretches.values().stream().mapToLong(Stretch::length).sum();
            Walk<E> walk = new Walk<>(topic, type, each);
            stretches.forEach((partition, stretch) -> {
                Stretch newest = stretch.newest(records, atMost);
                consumer.seek(partition, newest.from());
                walk.ends.put(partition, newest);
            });
            do {
                walk.ends
                        .entrySet()
                        .removeIf(one -> consumer.position(one.getKey())
                                >= one.getValue().to());
                consumer.pause(all.stream()
                        .filter(partition -> !walk.ends.containsKey(partition))
                        .toList());
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (walk.ends.isEmpty() || left <= 0) {
                    break;
                }
                consumer.poll(Duration.ofMillis(Math.clamp(left, 1, 250))).forEach(walk::take);
            } while (true);
            return new Reading(records, walk.read, walk.read == 0 || walk.read == records ? since : walk.earliest);
        }
    }

    /// The offsets of one partition, `from` included and `to` not.
    private record Stretch(long from, long to) {
        long length() {
            return to - from;
        }

        /// Its share of `atMost` out of all `records`, from its end.
        Stretch newest(long records, int atMost) {
            return records <= atMost ? this : new Stretch(to - (long) ((double) length() * atMost / records), to);
        }
    }

    private static Map<TopicPartition, Stretch> stretches(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> all, Instant since) {
        Map<TopicPartition, Long> times = new HashMap<>();
        all.forEach(partition -> times.put(partition, since.toEpochMilli()));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        Map<TopicPartition, Stretch> stretches = new HashMap<>();
        consumer.endOffsets(all).forEach((partition, end) -> {
            OffsetAndTimestamp first = found.get(partition);
            stretches.put(partition, new Stretch(first == null ? end : Math.min(first.offset(), end), end));
        });
        return stretches;
    }

    private static final class Walk<E extends Event> {
        private final Topic topic;
        private final Class<E> type;
        private final Consumer<Received<E>> each;
        /// What is still to be read.
        private final Map<TopicPartition, Stretch> ends = new HashMap<>();
        private long read;
        private Instant earliest = Instant.MAX;

        Walk(Topic topic, Class<E> type, Consumer<Received<E>> each) {
            this.topic = topic;
            this.type = type;
            this.each = each;
        }

        void take(ConsumerRecord<byte[], byte[]> record) {
            Stretch stretch = ends.get(new TopicPartition(record.topic(), record.partition()));
            if (stretch == null || record.offset() >= stretch.to()) {
                return;
            }
            read++;
            Instant at = Instant.ofEpochMilli(record.timestamp());
            earliest = at.isBefore(earliest) ? at : earliest;
            try {
                each.accept(Incoming.of(topic.title(), record).received(type));
            } catch (Guilty _) {
                // Whoever consumes the topic has kept it as a dead letter.
                return;
            }
        }
    }
}
