package dev.onethread.delivery;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Waits for the driver on a virtual thread.
final class Waiting {
    private Waiting() {}

    static <T extends @Nullable Object> T on(Future<T> future) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("an event loop must not wait for the database");
        }
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw unwrapped(e);
        }
    }

    private static RuntimeException unwrapped(CompletionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof RuntimeException runtime) {
            return runtime;
        }
        return new IllegalStateException(cause == null ? e : cause);
    }
}
