package dev.onethread.notifier.postgres;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Hears, on a connection of its own, that a lane has new rows, whichever replica stored them. A bell rung while the
/// connection was down is lost; its listener is told of every new connection and looks for itself.
@ApplicationScoped
public class LaneBell {
    static final String CHANNEL = "lane_work";
    private static final long RECONNECT_MILLIS = 500;
    private static final Logger LOG = Logger.getLogger(LaneBell.class);

    private final Vertx vertx;
    private final PgConnectOptions options;
    private @Nullable PgSubscriber subscriber;

    LaneBell(
            Vertx vertx,
            @ConfigProperty(name = "onethread.database.host") String host,
            @ConfigProperty(name = "onethread.database.port") int port,
            @ConfigProperty(name = "onethread.database.name") String database,
            @ConfigProperty(name = "onethread.database.user") String user,
            @ConfigProperty(name = "onethread.database.password") String password) {
        this.vertx = vertx;
        this.options = new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(database)
                .setUser(user)
                .setPassword(password);
    }

    /// Calls `rung` with a lane's name, and `connected` whenever listening begins anew.
    public void listen(Consumer<String> rung, Runnable connected) {
        PgSubscriber subscribing =
                PgSubscriber.subscriber(vertx, options).reconnectPolicy(failures -> RECONNECT_MILLIS);
        subscriber = subscribing;
        subscribing.channel(CHANNEL).subscribeHandler(ok -> connected.run()).handler(rung::accept);
        subscribing.connect().onFailure(failure -> LOG.warn("Cannot listen for new deliveries yet", failure));
    }

    @PreDestroy
    void close() {
        PgSubscriber open = subscriber;
        if (open != null) {
            open.close();
        }
    }
}
