package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// A handler that writes down what it applies, and fails at what it was told to fail at.
class Applying<E extends Event> implements Handler<E> {
    /// Texts that make any handler fail.
    static final Set<String> POISON = ConcurrentHashMap.newKeySet();

    private final String replica;
    private final Topic topic;
    private final Class<E> type;
    private final Function<E, String> text;
    private volatile BiConsumer<Tx, List<String>> before = (_, _) -> {};
    private volatile Duration tickEvery = Duration.ofDays(1);
    final List<Integer> assigned = new java.util.concurrent.CopyOnWriteArrayList<>();
    final List<Integer> ticked = new java.util.concurrent.CopyOnWriteArrayList<>();

    Applying(String replica, Topic topic, Class<E> type, Function<E, String> text) {
        this.replica = replica;
        this.topic = topic;
        this.type = type;
        this.text = text;
    }

    /// Runs within the transaction before anything is applied.
    Applying<E> before(BiConsumer<Tx, List<String>> action) {
        before = action;
        return this;
    }

    Applying<E> ticking(Duration every) {
        tickEvery = every;
        return this;
    }

    @Override
    public Topic topic() {
        return topic;
    }

    @Override
    public Class<E> type() {
        return type;
    }

    @Override
    public void apply(Tx tx, List<Received<E>> batch) {
        before.accept(tx, batch.stream().map(r -> text.apply(r.event())).toList());
        for (Received<E> received : batch) {
            String said = text.apply(received.event());
            if (POISON.contains(said)) {
                throw new IllegalArgumentException("poison");
            }
            tx.update(
                    "insert into applied (replica, topic, key, text, replay) values ($1, $2, $3, $4, $5)",
                    replica,
                    topic.title(),
                    received.key(),
                    said,
                    received.replayOf());
        }
    }

    @Override
    public void unreadable(Tx tx, DeadRecord dead) {
        tx.update("insert into unreadable (id, text) values ($1, $2)", dead.id(), dead.reason());
    }

    @Override
    public void assigned(Tx tx, int partition) {
        assigned.add(partition);
    }

    @Override
    public Duration tickEvery() {
        return tickEvery;
    }

    @Override
    public void tick(Tx tx, int partition) {
        ticked.add(partition);
    }
}
