package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Tells listeners of this replica what it has just committed, while Kafka still carries it to everybody.
final class Echo {
    private static final Logger LOG = Logger.getLogger(Echo.class);

    private final Map<String, List<Consumer<Event>>> listeners = new ConcurrentHashMap<>();

    <E extends Event> void listen(Topic topic, Class<E> type, Consumer<E> each) {
        listeners
                .computeIfAbsent(topic.title(), title -> new CopyOnWriteArrayList<>())
                .add(event -> {
                    if (type.isInstance(event)) {
                        each.accept(type.cast(event));
                    }
                });
    }

    void committed(List<Outgoing> events) {
        for (Outgoing outgoing : events) {
            listeners.getOrDefault(outgoing.topic(), List.of()).forEach(each -> tell(each, outgoing));
        }
    }

    private static void tell(Consumer<Event> listener, Outgoing outgoing) {
        try {
            listener.accept(outgoing.event());
        } catch (RuntimeException e) {
            LOG.warnf(e, "who listens early to %s could not take an event; it comes again by Kafka", outgoing.topic());
        }
    }
}
