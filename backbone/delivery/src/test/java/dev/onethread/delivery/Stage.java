package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.Servers;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.local.kafka.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.flywaydb.core.Flyway;

/// A database and topics of a test's own, and as many replicas on them as it needs. The servers behind are
/// real and shared by all tests of the run.
final class Stage implements AutoCloseable {
    private static final Servers SERVERS = Servers.open();
    private static final String TEMPLATE = Servers.freshName();
    private static final Vertx VERTX = Vertx.vertx();
    static final Duration LEASE = Duration.ofMillis(1_500);

    static {
        Map<String, String> at = SERVERS.database(TEMPLATE, null);
        Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://" + at.get("onethread.database.host") + ":"
                                + at.get("onethread.database.port") + "/" + TEMPLATE,
                        at.get("onethread.database.user"),
                        at.get("onethread.database.password"))
                .locations("db/delivery", "db/migration")
                .load()
                .migrate();
        Runtime.getRuntime().addShutdownHook(new Thread(SERVERS::close));
    }

    final String name = Servers.freshName();
    final TestTopics topics;
    private final Map<String, String> address;
    private final Pool pool;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    Stage() {
        address = SERVERS.database(name, TEMPLATE);
        Topics.create(SERVERS.bootstrap(), name + ".", 4);
        topics = new TestTopics(SERVERS.bootstrap(), name + ".");
        pool = pool(options());
    }

    /// A replica of the one service of this stage, not started yet.
    Actor replica() {
        return replica(options());
    }

    /// A replica that reaches the database on another port.
    Actor replicaThrough(int port) {
        return replica(options().setHost("127.0.0.1").setPort(port));
    }

    /// A replica that first reaches Kafka on another port, and gives a call up after half a second.
    Actor replicaThroughKafkaAt(int port) {
        return replica(
                options(),
                Map.of(
                        "bootstrap.servers",
                        "127.0.0.1:" + port,
                        "default.api.timeout.ms",
                        500,
                        "request.timeout.ms",
                        500));
    }

    int kafkaPort() {
        String bootstrap = SERVERS.bootstrap();
        return Integer.parseInt(bootstrap.substring(bootstrap.lastIndexOf(':') + 1));
    }

    private Actor replica(PgConnectOptions options) {
        return replica(options, Map.of("bootstrap.servers", SERVERS.bootstrap()));
    }

    private Actor replica(PgConnectOptions options, Map<String, Object> kafka) {
        Settings settings = new Settings(
                "service", UUID.randomUUID(), name + ".", kafka, LEASE, Duration.ofSeconds(1), 500, 4 << 20);
        Actor actor = new Actor(settings, pool(options), options);
        opened.push(actor);
        return actor;
    }

    /// The database as the test sees it, beside all replicas.
    Database database() {
        return new Transactions(pool, new Outbox(_ -> {}, new Echo()));
    }

    int port() {
        return options().getPort();
    }

    PgConnectOptions options() {
        return new PgConnectOptions()
                .setHost(address.get("onethread.database.host"))
                .setPort(Integer.parseInt(address.get("onethread.database.port")))
                .setDatabase(name)
                .setUser(address.get("onethread.database.user"))
                .setPassword(address.get("onethread.database.password"))
                .setCachePreparedStatements(true)
                .addProperty("idle_in_transaction_session_timeout", "4000");
    }

    static Pool pool(PgConnectOptions options) {
        return PgBuilder.pool()
                .connectingTo(options)
                .with(new PoolOptions().setMaxSize(12))
                .using(VERTX)
                .build();
    }

    /// What handlers applied of a key, in their order.
    List<String> applied(String key) {
        List<String> texts = new ArrayList<>();
        database()
                .query("select text from applied where key = $1 order by n", key)
                .forEach(row -> texts.add(row.getString(0)));
        return texts;
    }

    long count(String sql, Object... parameters) {
        return database().query(sql, parameters).iterator().next().getLong(0);
    }

    long offsetOf(Topic topic, int partition) {
        return count(
                "select coalesce(max(next_offset), 0) from consumer_offset where topic = $1 and partition = $2",
                topic.title(),
                partition);
    }

    static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(50));
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        topics.close();
        Waiting.on(pool.close());
        SERVERS.execute("drop database if exists " + name + " with (force)");
    }

    /// A replica with its own pool and meters.
    static final class Actor implements AutoCloseable {
        final Settings settings;
        final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        final Replica replica;
        private final Pool pool;
        private boolean gone;

        Actor(Settings settings, Pool pool, PgConnectOptions options) {
            this.settings = settings;
            this.pool = pool;
            this.replica = new Replica(settings, pool, VERTX, options, meters);
        }

        Actor start(Handler<?>... handlers) {
            replica.start(List.of(handlers));
            return this;
        }

        Transactions transactions() {
            return replica.transactions();
        }

        void publish(Topic topic, String key, Event... events) {
            transactions().inTransaction(tx -> {
                List.of(events).forEach(event -> tx.publish(topic, key, event));
                return null;
            });
        }

        double counted(String meter) {
            return meters.find(meter).counters().stream()
                    .mapToDouble(c -> c.count())
                    .sum();
        }

        /// From now on it reaches the database no more, and gives nothing up in order.
        void cutOff() {
            Waiting.on(pool.close());
        }

        @Override
        public void close() {
            if (!gone) {
                gone = true;
                replica.close();
                Waiting.on(pool.close());
            }
        }
    }
}
