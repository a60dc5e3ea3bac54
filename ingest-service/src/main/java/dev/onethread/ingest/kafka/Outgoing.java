package dev.onethread.ingest.kafka;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Wire;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/// An event as a record of its topic, in the form of [Wire].
final class Outgoing {
    private static final String SOURCE = "ingest";

    private Outgoing() {}

    /// Completes when the broker has accepted, fails when it has not.
    static CompletableFuture<Void> send(Emitter<byte[]> emitter, String key, Event event, String id) {
        CompletableFuture<Void> accepted = new CompletableFuture<>();
        try {
            emitter.send(message(key, event, id, accepted));
        } catch (RuntimeException e) {
            accepted.completeExceptionally(e);
        }
        return accepted;
    }

    private static Message<byte[]> message(String key, Event event, String id, CompletableFuture<Void> accepted) {
        return Message.of(
                Wire.bytes(event),
                Metadata.of(OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(key)
                        .withHeaders(headers(event, id))
                        .build()),
                () -> done(accepted),
                failure -> failed(accepted, failure));
    }

    private static CompletionStage<Void> done(CompletableFuture<Void> accepted) {
        accepted.complete(null);
        return CompletableFuture.completedFuture(null);
    }

    private static CompletionStage<Void> failed(CompletableFuture<Void> accepted, Throwable failure) {
        accepted.completeExceptionally(failure);
        return CompletableFuture.completedFuture(null);
    }

    private static RecordHeaders headers(Event event, String id) {
        RecordHeaders headers = new RecordHeaders();
        add(headers, Wire.ID, id);
        add(headers, Wire.SOURCE, SOURCE);
        add(headers, Wire.TYPE, Wire.type(event));
        add(headers, Wire.TIME, Instant.now().toString());
        add(headers, Wire.SPEC_VERSION, "1.0");
        add(headers, Wire.DATA_VERSION, "1");
        add(headers, Wire.CONTENT_TYPE, Wire.JSON);
        return headers;
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
