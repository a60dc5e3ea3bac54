package dev.onethread.ingest.kafka;

import dev.onethread.contracts.Signal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/// Typing and seen, at most once: what cannot be sent now is worth nothing later.
@ApplicationScoped
public class Signals {
    private final Emitter<byte[]> emitter;

    Signals(@Channel("signals-out") @OnOverflow(OnOverflow.Strategy.DROP) Emitter<byte[]> emitter) {
        this.emitter = emitter;
    }

    public void send(String key, Signal signal) {
        Outgoing.send(emitter, key, signal, UUID.randomUUID().toString());
    }
}
