package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Wire;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// Kafka without a transaction.
final class DirectPublisher implements Publisher {
    private static final Logger LOG = Logger.getLogger(DirectPublisher.class);
    private static final int PATIENCE_SECONDS = 30;

    private final Sender sender;
    private final String source;

    DirectPublisher(Sender sender, String source) {
        this.sender = sender;
        this.source = source;
    }

    @Override
    public void send(Topic topic, String key, Event event) {
        try {
            start(topic, key, event).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Unavailable("Kafka did not accept a record for " + topic.title(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while Kafka was to accept a record for " + topic.title(), e);
        }
    }

    @Override
    public void offer(Topic topic, String key, Event event) {
        start(topic, key, event).whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.debugf(failure, "a record for %s was lost, as it may be", topic.title());
            }
        });
    }

    private CompletableFuture<Void> start(Topic topic, String key, Event event) {
        if (topic.positioned()) {
            throw new IllegalArgumentException(topic.title() + " has positions: publish within a transaction");
        }
        String id = UUID.randomUUID().toString();
        return sender.send(
                topic.title(), key, Headers.of(source, id, Wire.type(event), Instant.now(), null), Wire.bytes(event));
    }
}
