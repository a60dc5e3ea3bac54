package dev.onethread.ingest.kafka;

import dev.onethread.contracts.FromCustomer;
import dev.onethread.ingest.core.Intake;
import dev.onethread.ingest.core.Untakable;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/// Hands events to the topic `messages.received`, key address. The connector retries a failed record on its own, after
/// later ones may have gone through; so one address has one record under way at a time.
@ApplicationScoped
class KafkaIntake implements Intake {
    private final Emitter<byte[]> emitter;
    private final MeterRegistry meters;

    KafkaIntake(
            @Channel("messages-received") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) Emitter<byte[]> emitter,
            MeterRegistry meters) {
        this.emitter = emitter;
        this.meters = meters;
    }

    @Override
    public CompletionStage<Void> take(FromCustomer event) {
        return Outgoing.send(emitter, event.address().key(), event, event.id().value())
                .whenComplete((nothing, failure) -> count(event, failure == null))
                .exceptionallyCompose(KafkaIntake::explained);
    }

    @Override
    public CompletionStage<Void> takeAll(List<? extends FromCustomer> events) {
        Map<String, CompletableFuture<Void>> byAddress = new LinkedHashMap<>();
        for (FromCustomer event : events) {
            CompletableFuture<Void> before =
                    byAddress.getOrDefault(event.address().key(), CompletableFuture.completedFuture(null));
            byAddress.put(event.address().key(), before.thenCompose(nothing -> take(event)));
        }
        return CompletableFuture.allOf(byAddress.values().toArray(CompletableFuture[]::new));
    }

    private static CompletionStage<Void> explained(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean hopeless = cause instanceof RecordTooLargeException || cause instanceof SerializationException;
        return CompletableFuture.failedFuture(
                hopeless ? new Untakable("Kafka refuses it: " + cause.getClass().getSimpleName(), cause) : cause);
    }

    private void count(FromCustomer event, boolean taken) {
        meters.counter(
                        "onethread.taken",
                        "channel",
                        event.door().channel().prefix(),
                        "door",
                        event.door().name(),
                        "outcome",
                        taken ? "accepted" : "failed")
                .increment();
    }
}
