package dev.onethread.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Everything one replica runs: relay, wake-ups, one intake per handler. Beans make one of it; tests make
/// several.
final class Replica implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Replica.class);

    private static final String STANDING = """
            select (select count(*) from outbox),
                   (select coalesce(extract(epoch from clock_timestamp() - min(made_at)), 0)::bigint from outbox),
                   (select count(*) from held_record), (select count(*) from parked_key),
                   (select count(*) from dead_letter where state <> 'replayed')
            """;

    /// Seconds without an answer after which Kafka is said to be silent: several heartbeats.
    private static final double SILENT = 8;
    private static final double NEVER = Double.MAX_VALUE;

    /// What was handled after all is of interest as long as the `.dead` topics keep it.
    private static final String FORGET =
            "delete from dead_letter where state = 'replayed' and failed_at < clock_timestamp() - interval '30 days'";

    private final Settings settings;
    private final Meters meters;
    private final Echo echo = new Echo();
    private final Transactions transactions;
    private final DatabaseLeases leases;
    private final Sender sender;
    private final LiveDeadLetters liveDead;
    private final Relay relay;
    private final Wakeups wakeups;
    private final Map<String, Intake<?>> intakes = new ConcurrentHashMap<>();
    private final Bell closing = new Bell();
    private List<Thread> threads = List.of();
    private volatile boolean running;

    Replica(Settings settings, Pool pool, Vertx vertx, PgConnectOptions listening, MeterRegistry registry) {
        this.settings = settings;
        this.meters = new Meters(registry);
        this.transactions = new Transactions(pool, new Outbox(this::committed, echo));
        this.leases = new DatabaseLeases(transactions, settings.replica(), settings.lease());
        this.sender = new Sender(settings);
        this.liveDead = new LiveDeadLetters(transactions, settings, meters, this::takesIn);
        this.relay = new Relay(transactions, sender, settings, meters);
        this.wakeups = new Wakeups(vertx, listening, this::notified, this::lookEverywhere);
    }

    Transactions transactions() {
        return transactions;
    }

    Publisher publisher() {
        return new DirectPublisher(sender, settings.application());
    }

    Leases leases() {
        return leases;
    }

    Broadcasts broadcasts() {
        return new LiveReader(settings, liveDead, echo);
    }

    boolean running() {
        return running;
    }

    /// How the parts stand, by name, for people who look after a replica.
    Map<String, String> standing() {
        Map<String, String> standing = new TreeMap<>();
        standing.put("outbox", relay.standing());
        standing.put("leases", String.join(", ", leases.held()));
        double silence = 0;
        for (Intake<?> intake : intakes.values()) {
            standing.put(intake.title(), "partitions " + new TreeSet<>(intake.partitions()));
            silence = Math.max(silence, intake.silentSeconds() < 0 ? NEVER : intake.silentSeconds());
        }
        standing.put(
                "kafka",
                silence < SILENT
                        ? "answers"
                        : silence >= NEVER ? "has not answered yet" : "is silent for " + Math.round(silence) + " s");
        return standing;
    }

    Past past() {
        return new PastReader(settings);
    }

    private boolean takesIn(String title) {
        return intakes.containsKey(title);
    }

    /// The partitions this replica holds of a topic.
    Set<Integer> partitions(String title) {
        Intake<?> intake = intakes.get(title);
        return intake == null ? Set.of() : intake.partitions();
    }

    void start(Iterable<Handler<?>> handlers) {
        for (Handler<?> handler : handlers) {
            Intake<?> intake = new Intake<>(Consumption.of(handler, transactions, meters, settings));
            if (intakes.put(intake.title(), intake) != null) {
                throw new IllegalStateException("two handlers take in " + intake.title());
            }
        }
        running = true;
        threads = relay.start();
        wakeups.start();
        Thread.ofVirtual().name("delivery-gauges").start(this::watch);
        intakes.values().forEach(Intake::start);
        LOG.infof("%s takes in %s", settings.application(), intakes.keySet());
    }

    private void committed(Set<Integer> shards) {
        relay.committed(shards);
    }

    private void notified(String channel, String what) {
        if (channel.equals(Wakeups.OUTBOX)) {
            relay.notified(what);
            return;
        }
        int slash = what.lastIndexOf('/');
        Intake<?> intake = slash < 0 ? null : intakes.get(what.substring(0, slash));
        if (intake != null) {
            intake.wish(Integer.parseInt(what.substring(slash + 1)));
        }
    }

    /// After a time without notifications.
    private void lookEverywhere() {
        relay.notified("");
        intakes.values().forEach(intake -> intake.wish(-1));
    }

    private void watch() {
        while (running) {
            try {
                Row row = transactions.query(STANDING).iterator().next();
                meters.standing(row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
                transactions.query(FORGET);
            } catch (RuntimeException e) {
                LOG.debugf(e, "the gauges stay as they are");
            }
            closing.await(Duration.ofSeconds(10));
        }
    }

    /// Takes no more in, lets what is at work end, and gives up every lease.
    @Override
    public void close() {
        running = false;
        closing.ring();
        List<Thread> stopping = intakes.values().stream()
                .map(intake -> Thread.ofVirtual().start(intake::close))
                .toList();
        stopping.forEach(Replica::join);
        wakeups.stop();
        relay.stop();
        threads.forEach(Replica::join);
        try {
            relay.leave();
        } catch (RuntimeException e) {
            LOG.debugf(e, "the leases run out by themselves");
        }
        sender.close();
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
