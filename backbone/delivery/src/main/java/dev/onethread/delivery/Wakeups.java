package dev.onethread.delivery;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Listens to the database's notifications on a connection of its own. What was missed while it was down is made good
/// by `reconnected`.
final class Wakeups {
    static final String OUTBOX = "onethread_outbox";
    static final String WISHES = "onethread_wishes";

    private static final Logger LOG = Logger.getLogger(Wakeups.class);
    private static final Duration PROBE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final BiConsumer<String, String> notified;
    private final Runnable reconnected;
    private final Bell bell = new Bell();
    private volatile boolean running = true;

    Wakeups(Vertx vertx, PgConnectOptions options, BiConsumer<String, String> notified, Runnable reconnected) {
        this.vertx = vertx;
        this.options = options;
        this.notified = notified;
        this.reconnected = reconnected;
    }

    Thread start() {
        return Thread.ofVirtual().name("database-wakeups").start(this::run);
    }

    private void run() {
        int failures = 0;
        while (running) {
            PgConnection connection = null;
            try {
                connection = connect();
                failures = 0;
                reconnected.run();
                probeUntilLost(connection);
            } catch (RuntimeException e) {
                LOG.debugf(e, "no notifications from the database for now");
                close(connection);
                bell.await(Bell.pause(failures++));
            }
        }
    }

    private PgConnection connect() {
        PgConnection connection = Waiting.on(PgConnection.connect(vertx, options));
        connection.notificationHandler(n -> notified.accept(n.getChannel(), String.valueOf(n.getPayload())));
        connection.closeHandler(_ -> bell.ring());
        connection.exceptionHandler(e -> LOG.debugf(e, "the connection for notifications ended"));
        Waiting.on(connection.query("listen " + OUTBOX + "; listen " + WISHES).execute());
        return connection;
    }

    /// A connection that died silently answers no question.
    private void probeUntilLost(PgConnection connection) {
        while (running) {
            bell.await(PROBE);
            connection
                    .query("select 1")
                    .execute()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(PROBE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        close(connection);
    }

    private static void close(@Nullable PgConnection connection) {
        if (connection != null) {
            connection.close();
        }
    }

    void stop() {
        running = false;
        bell.ring();
    }
}
