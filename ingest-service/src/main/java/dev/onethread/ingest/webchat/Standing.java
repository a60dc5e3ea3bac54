package dev.onethread.ingest.webchat;

import dev.onethread.contracts.Signal;
import dev.onethread.contracts.Visitor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where waiting visitors were last told to stand, for whoever opens the chat again. Every replica hears all of it. The
/// oldest is forgotten beyond a bound: they see their place again when it changes.
final class Standing {
    private static final int MOST = 10_000;

    private final Map<Visitor, Signal.InQueue> stands = new LinkedHashMap<>();

    synchronized void stands(Visitor visitor, Signal.InQueue now) {
        stands.remove(visitor);
        if (now.place() != null) {
            stands.put(visitor, now);
        }
        if (stands.size() > MOST) {
            stands.remove(stands.keySet().iterator().next());
        }
    }

    synchronized Optional<Signal.InQueue> of(Visitor visitor) {
        return Optional.ofNullable(stands.get(visitor));
    }
}
