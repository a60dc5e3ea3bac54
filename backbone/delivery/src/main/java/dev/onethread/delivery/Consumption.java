package dev.onethread.delivery;

import dev.onethread.contracts.Event;

/// What all partitions of one handler share. `consumer` names it in tables, groups and metrics.
record Consumption<E extends Event>(
        Handler<E> handler, String consumer, String group, Transactions database, Meters meters, Settings settings) {
    static <E extends Event> Consumption<E> of(
            Handler<E> handler, Transactions database, Meters meters, Settings settings) {
        String consumer = settings.consumer(handler.topic().title());
        return new Consumption<>(handler, consumer, settings.prefix() + consumer, database, meters, settings);
    }

    /// The topic's name on the broker.
    String topicName() {
        return settings.named(title());
    }

    String title() {
        return handler.topic().title();
    }

    boolean positioned() {
        return handler.topic().positioned();
    }
}
