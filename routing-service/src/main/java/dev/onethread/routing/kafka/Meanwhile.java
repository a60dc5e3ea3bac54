package dev.onethread.routing.kafka;

import dev.onethread.delivery.Tx;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Long work within a transaction that asks the database nothing meanwhile. A server that hears nothing of a
/// transaction for some seconds takes its client for dead and ends it, so that others can take over; a client that
/// works says so.
final class Meanwhile {
    private static final String ALIVE = "select 1";

    private Meanwhile() {}

    static <T> T of(Tx tx, Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread worker = Thread.ofVirtual().name("dispatcher-building").start(task);
        try {
            while (true) {
                try {
                    return task.get(1, TimeUnit.SECONDS);
                } catch (TimeoutException _) {
                    tx.query(ALIVE);
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            worker.interrupt();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a pool was built", e);
        }
    }
}
