package dev.onethread.delivery;

import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.logging.Logger;

/// Carries the outbox to Kafka. It always reads *all* rows of a shard that still stand there and are not on
/// their way, so a row that became visible late is never skipped, whatever its id. A shard stops at its
/// first failure; when nothing of it is on its way any more it goes on from the first row that still
/// stands.
final class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final int AT_ONCE = 100;
    private static final int ON_THE_WAY = 2_000;

    /// One deletion for many records; meanwhile they are passed over by their ids.
    private static final Duration GATHERING = Duration.ofMillis(20);

    private static final String STANDING = """
            select o.shard, o.id, o.topic, o.key, o.event_id, o.type, o.position, o.made_at, o.value, s.epoch
            from unnest($1::int[], $2::bigint[]) as s(shard, epoch) cross join lateral (
                select * from (
                    select *, sum(length(value)) over (order by id) - length(value) as bytes_before
                    from (select * from outbox where shard = s.shard and id <> all($3::bigint[]) order by id limit $4) f
                ) g where bytes_before < 524288) o
            order by o.id
            """;

    /// Nobody waits for it to be on disk: a deletion that a crash of the server takes back only means that
    /// a record is sent once more.
    private static final String DELETE = """
            with unsynced as materialized (select set_config('synchronous_commit', 'off', true))
            delete from outbox o
            using unsynced, unnest($1::int[], $2::bigint[], $3::bigint[]) as done(shard, id, epoch)
            join lease l on l.name = 'outbox/' || done.shard and l.epoch = done.epoch
            where o.shard = done.shard and o.id = done.id
            """;

    private final Database database;
    private final Sender sender;
    private final Shards shards;
    private final Settings settings;
    private final Meters meters;
    private final Bell work = new Bell();
    private final Bell deletions = new Bell();
    private final Bell ending = new Bell();
    private final Map<Long, Sent> onTheWay = new ConcurrentHashMap<>();
    private final Queue<Sent> accepted = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Stop> stops = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> attempts = new ConcurrentHashMap<>();
    private volatile boolean running = true;

    private record Sent(int shard, long id, long epoch) {}

    private record Stop(int attempt, long until) {}

    Relay(Database database, Sender sender, Settings settings, Meters meters) {
        this.database = database;
        this.sender = sender;
        this.settings = settings;
        this.meters = meters;
        this.shards = new Shards(database, settings.replica(), settings.lease(), work::ring, this::busy);
    }

    List<Thread> start() {
        return List.of(
                Thread.ofVirtual().name("outbox-relay").start(this::run),
                Thread.ofVirtual().name("outbox-deletions").start(this::runDeletions),
                shards.start());
    }

    /// A transaction of this replica committed. Others are told only of what is theirs to send.
    void committed(Set<Integer> touched) {
        if (touched.isEmpty()) {
            return;
        }
        work.ring();
        if (!shards.holds(touched)) {
            Thread.ofVirtual().start(this::tellOthers);
        }
    }

    private void tellOthers() {
        try {
            database.query("select pg_notify('" + Wakeups.OUTBOX + "', '')");
        } catch (RuntimeException e) {
            LOG.debugf(e, "others find the new rows by their sweep");
        }
    }

    /// Somebody else committed, or gave shards back.
    void notified(String what) {
        if (what.equals("shards")) {
            shards.nudge();
        }
        work.ring();
    }

    /// How many shards are ours to send, and how many of them have stopped at a failure.
    String standing() {
        return shards.usable().size() + " of " + Outbox.SHARDS + " shards"
                + (stops.isEmpty() ? "" : ", stopped: " + stops.size());
    }

    private boolean busy(int shard) {
        return onTheWay.values().stream().anyMatch(sent -> sent.shard() == shard);
    }

    private void run() {
        int failures = 0;
        while (running) {
            try {
                if (!sendStanding()) {
                    work.await(settings.sweep());
                }
                failures = 0;
            } catch (RuntimeException e) {
                LOG.debugf(e, "the outbox could not be read");
                work.await(Bell.pause(failures++));
            }
        }
    }

    /// @return whether there may be more
    private boolean sendStanding() {
        List<Shards.Held> open =
                shards.usable().stream().filter(h -> open(h.shard())).toList();
        if (open.isEmpty() || onTheWay.size() >= ON_THE_WAY) {
            return false;
        }
        Integer[] numbers = open.stream().map(Shards.Held::shard).toArray(Integer[]::new);
        Long[] epochs = open.stream().map(Shards.Held::epoch).toArray(Long[]::new);
        Long[] sent = onTheWay.keySet().toArray(Long[]::new);
        int sending = 0;
        for (Row row : database.query(STANDING, numbers, epochs, sent, AT_ONCE)) {
            if (!stops.containsKey(row.getInteger(0))) {
                send(row);
                sending++;
            }
        }
        return sending >= AT_ONCE;
    }

    /// Whether a shard may send: it has not stopped, or it is time to try again and nothing of it is on its
    /// way.
    private boolean open(int shard) {
        Stop stop = stops.get(shard);
        if (stop == null) {
            return true;
        }
        if (busy(shard) || stop.until() - System.nanoTime() > 0) {
            return false;
        }
        attempts.put(shard, stop.attempt());
        stops.remove(shard);
        return true;
    }

    private void send(Row row) {
        Sent sent = new Sent(row.getInteger(0), row.getLong(1), row.getLong(9));
        onTheWay.put(sent.id(), sent);
        String title = row.getString(2);
        Map<String, String> headers = Headers.of(
                settings.application(),
                row.getUUID(4).toString(),
                row.getString(5),
                row.getOffsetDateTime(7).toInstant(),
                row.getLong(6));
        sender.send(title, row.getString(3), headers, row.getBuffer(8).getBytes())
                .whenComplete((_, failure) -> {
                    if (failure == null) {
                        accepted.add(sent);
                        deletions.ring();
                    } else {
                        stop(sent, title, failure);
                    }
                });
    }

    private void stop(Sent sent, String title, Throwable failure) {
        int attempt = attempts.getOrDefault(sent.shard(), 0) + 1;
        Duration pause = Bell.pause(attempt);
        Stop stop = new Stop(attempt, System.nanoTime() + pause.toNanos());
        if (stops.putIfAbsent(sent.shard(), stop) == null) {
            meters.relayStopped();
            LOG.errorf(
                    "shard %d of the outbox stops at record %d for %s, attempt %d: %s",
                    sent.shard(), sent.id(), title, attempt, Failures.reason(failure));
        }
        onTheWay.remove(sent.id());
    }

    private void runDeletions() {
        int failures = 0;
        List<Sent> done = new ArrayList<>();
        while (running || !onTheWay.isEmpty()) {
            if (accepted.isEmpty() && done.isEmpty()) {
                deletions.await(Duration.ofMillis(running ? 1_000 : 50));
                gather();
            }
            for (Sent sent = accepted.poll(); sent != null; sent = accepted.poll()) {
                done.add(sent);
            }
            try {
                delete(done);
                done.clear();
                failures = 0;
            } catch (RuntimeException e) {
                LOG.debugf(e, "sent records could not be deleted from the outbox yet");
                if (!running) {
                    return;
                }
                deletions.await(Bell.pause(failures++));
            }
        }
    }

    private void gather() {
        if (running && onTheWay.size() < ON_THE_WAY / 2) {
            ending.await(GATHERING);
        }
    }

    private void delete(List<Sent> done) {
        if (done.isEmpty()) {
            return;
        }
        Integer[] numbers = done.stream().map(Sent::shard).toArray(Integer[]::new);
        Long[] ids = done.stream().map(Sent::id).toArray(Long[]::new);
        Long[] epochs = done.stream().map(Sent::epoch).toArray(Long[]::new);
        database.query(DELETE, numbers, ids, epochs);
        done.forEach(sent -> onTheWay.remove(sent.id()));
        done.forEach(sent -> attempts.remove(sent.shard()));
        meters.published(done.size());
        if (onTheWay.size() >= ON_THE_WAY / 2 || !stops.isEmpty()) {
            work.ring();
        }
    }

    /// Sends nothing more; what is on its way may still arrive.
    void stop() {
        running = false;
        shards.stop();
        work.ring();
        deletions.ring();
        ending.ring();
    }

    /// Gives the shards to others. After the threads have ended.
    void leave() {
        shards.leave();
    }
}
