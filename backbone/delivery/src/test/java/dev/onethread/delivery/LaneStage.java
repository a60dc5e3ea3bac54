package dev.onethread.delivery;

import static dev.onethread.delivery.Stage.eventually;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Partition 0 in the hands of one replica, whatever the group thinks: what a zombie looks like.
final class LaneStage<E extends Event> implements Lane.Owner<E> {
    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicBoolean fenced = new AtomicBoolean();
    private final Consumption<E> consumption;
    private final Lane<E> lane;

    LaneStage(Stage.Actor actor, Handler<E> handler) {
        consumption = Consumption.of(handler, actor.transactions(), new Meters(actor.meters), actor.settings);
        lane = new Lane<>(consumption, 0, null, this);
        lane.start();
    }

    void give(long offset, String key, Event event, long position) {
        byte[] value = Wire.bytes(event);
        var record =
                new ConsumerRecord<>(consumption.topicName(), 0, offset, key.getBytes(StandardCharsets.UTF_8), value);
        Map.of(Wire.TYPE, Wire.type(event), Wire.SOURCE, "test", Wire.SEQUENCE, Long.toString(position))
                .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        lane.offer(List.of(record));
    }

    void awaitReady() {
        eventually().untilTrue(ready);
    }

    boolean fenced() {
        eventually().untilTrue(fenced);
        return true;
    }

    void stop() {
        lane.stop();
    }

    @Override
    public void ready(Lane<E> lane, long next) {
        ready.set(true);
    }

    @Override
    public void roomy(Lane<E> lane) {}

    @Override
    public void fenced(Lane<E> lane) {
        fenced.set(true);
    }
}
