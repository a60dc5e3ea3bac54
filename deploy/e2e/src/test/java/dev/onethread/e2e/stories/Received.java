package dev.onethread.e2e.stories;

import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.FromCustomer.DeliveryBounced;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.FromCustomer.UpdateKept;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Wire;
import dev.onethread.e2e.actors.Installation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// What stands on the topic `messages.received`.
final class Received {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Received() {}

    /// The ids of what came by mail, by the SHA-256 of the bytes they were read from.
    static Map<String, String> mails(Installation installation) {
        Map<String, String> mails = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", "127.0.0.1:" + installation.port("kafka")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(Topic.MESSAGES_RECEIVED.title()).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
                    note(record, mails);
                }
            }
        }
        return mails;
    }

    private static void note(ConsumerRecord<byte[], byte[]> record, Map<String, String> mails) {
        try {
            switch (Wire.read(header(record, Wire.TYPE), header(record, Wire.DATA_VERSION), record.value())) {
                case MessageReceived message -> note(message.id(), message.raw(), mails);
                case UpdateKept kept -> note(kept.id(), kept.raw(), mails);
                case DeliveryBounced bounced -> note(bounced.id(), bounced.raw(), mails);
                default -> {
                    // Without bytes of its own.
                }
            }
        } catch (Wire.Unreadable garbage) {
            // Another story puts some there.
        }
    }

    private static void note(MessageId id, @Nullable BlobRef raw, Map<String, String> mails) {
        if (raw != null && id.value().startsWith("mail:")) {
            mails.put(raw.sha256(), id.value());
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
