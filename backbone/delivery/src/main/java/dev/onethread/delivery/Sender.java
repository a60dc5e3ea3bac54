package dev.onethread.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The replica's one Kafka producer. It never gives a record up by itself: one given up while a later one of its key
/// goes through would turn their order round.
final class Sender implements AutoCloseable {
    private final Settings settings;
    private final KafkaProducer<byte[], byte[]> producer;

    Sender(Settings settings) {
        this.settings = settings;
        this.producer = new KafkaProducer<>(
                settings.client(Map.of(
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Integer.MAX_VALUE,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        3_000,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        16L << 20,
                        ProducerConfig.METADATA_MAX_AGE_CONFIG,
                        30_000,
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1_000,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        settings.application())),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /// Sends to the topic of that title; in order within a key.
    CompletableFuture<Void> send(String title, String key, Map<String, String> headers, byte[] value) {
        CompletableFuture<Void> accepted = new CompletableFuture<>();
        try {
            var record = new ProducerRecord<>(settings.named(title), key.getBytes(StandardCharsets.UTF_8), value);
            headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            var unused = producer.send(record, (_, failure) -> {
                if (failure == null) {
                    accepted.complete(null);
                } else {
                    accepted.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            accepted.completeExceptionally(e);
        }
        return accepted;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
