package dev.onethread.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes delivery's parts for the container, starts them once the service is up, and stops them in order.
@Singleton
@Unremovable
class Beans {
    private static final int LAST = 10_000;

    private final Replica replica;
    private final List<Handler<?>> handlers;
    private boolean started;

    Beans(Replica replica, @All List<Handler<?>> handlers) {
        this.replica = replica;
        this.handlers = handlers;
    }

    void start(@Observes @Priority(LAST) StartupEvent event) {
        replica.start(handlers);
        started = true;
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        if (started) {
            replica.close();
        }
    }

    /// The parts for injection.
    @Singleton
    static class Parts {
        @Produces
        @Singleton
        Replica replica(
                @ConfigProperty(name = "quarkus.application.name") String application,
                @ConfigProperty(name = "onethread.topics.prefix") java.util.Optional<String> prefix,
                @Identifier("default-kafka-broker") Map<String, Object> kafka,
                @ConfigProperty(name = "onethread.leases.duration") Duration lease,
                @ConfigProperty(name = "onethread.relay.sweep") Duration sweep,
                @ConfigProperty(name = "onethread.consumption.batch-records") int batchRecords,
                @ConfigProperty(name = "onethread.consumption.batch-bytes") int batchBytes,
                @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
                @ConfigProperty(name = "quarkus.datasource.username") String user,
                @ConfigProperty(name = "quarkus.datasource.password") String password,
                Pool pool,
                Vertx vertx,
                MeterRegistry registry) {
            Settings settings = new Settings(
                    application, UUID.randomUUID(), prefix.orElse(""), kafka, lease, sweep, batchRecords, batchBytes);
            PgConnectOptions listening = PgConnectOptions.fromUri(url.replaceFirst("^vertx-reactive:", ""))
                    .setUser(user)
                    .setPassword(password);
            return new Replica(settings, pool, vertx, listening, registry);
        }

        @Produces
        @Singleton
        Database database(Replica replica) {
            return replica.transactions();
        }

        @Produces
        @Singleton
        Publisher publisher(Replica replica) {
            return replica.publisher();
        }

        @Produces
        @Singleton
        Leases leases(Replica replica) {
            return replica.leases();
        }

        @Produces
        @Singleton
        Broadcasts broadcasts(Replica replica) {
            return replica.broadcasts();
        }

        @Produces
        @Singleton
        Past past(Replica replica) {
            return replica.past();
        }
    }
}
