package dev.onethread.delivery;

import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.jboss.logging.Logger;

/// Shares the outbox's shards among the replicas that live: each renews what it holds, takes what is free up to its
/// even share, and gives back what is above it. Times are the database's.
final class Shards {
    private static final Logger LOG = Logger.getLogger(Shards.class);
    private static final String NAME = "outbox/";

    private static final String LIVE = """
            with me as (
                insert into replica (id, until) values ($1, clock_timestamp() + make_interval(secs => $2))
                on conflict (id) do update set until = excluded.until
            ), gone as (
                delete from replica where until < clock_timestamp() - interval '1 minute'
            )
            select count(*)::int + 1 from replica where id <> $1 and until > clock_timestamp()
            """;

    private static final String RENEW = """
            update lease l set until = clock_timestamp() + make_interval(secs => $3)
            from unnest($1::text[], $2::bigint[]) as mine(name, epoch)
            where l.name = mine.name and l.epoch = mine.epoch and l.until > clock_timestamp()
            returning l.name, l.epoch
            """;

    private static final String TAKE = """
            update lease set holder = $1, epoch = epoch + 1, until = clock_timestamp() + make_interval(secs => $2)
            where name in (
                select name from lease where name like 'outbox/%' and until <= clock_timestamp()
                order by name limit $3 for update skip locked)
            returning name, epoch
            """;

    private static final String RELEASE = """
            update lease l set holder = null, until = clock_timestamp()
            from unnest($1::text[], $2::bigint[]) as mine(name, epoch)
            where l.name = mine.name and l.epoch = mine.epoch
            """;

    private final Database database;
    private final UUID replica;
    private final Duration duration;
    private final Runnable changed;
    private final IntPredicate busy;
    private final Map<Integer, Held> held = new ConcurrentHashMap<>();
    private final Bell bell = new Bell();
    private volatile boolean running = true;

    /// A shard that is ours, until `deadline` of the monotonic clock.
    record Held(int shard, long epoch, long deadline) {}

    /// `changed` is told of shards gained; `busy` whether records of a shard are on their way.
    Shards(Database database, UUID replica, Duration duration, Runnable changed, IntPredicate busy) {
        this.database = database;
        this.replica = replica;
        this.duration = duration;
        this.changed = changed;
        this.busy = busy;
    }

    Thread start() {
        return Thread.ofVirtual().name("outbox-shards").start(this::run);
    }

    /// Looks again at once: somebody may have given a shard back.
    void nudge() {
        bell.ring();
    }

    Collection<Held> usable() {
        long now = System.nanoTime();
        return held.values().stream().filter(h -> h.deadline() - now > 0).toList();
    }

    boolean holds(Collection<Integer> shards) {
        return held.keySet().containsAll(shards);
    }

    private void run() {
        int failures = 0;
        while (running) {
            try {
                round();
                failures = 0;
                bell.await(duration.dividedBy(3));
            } catch (RuntimeException e) {
                LOG.debugf(e, "the outbox's shards could not be looked after");
                bell.await(Bell.pause(failures++));
            }
        }
    }

    private void round() {
        long asked = System.nanoTime();
        int live = database.query(LIVE, replica, seconds()).iterator().next().getInteger(0);
        renew(asked);
        int share = Math.ceilDiv(Outbox.SHARDS, live);
        if (held.size() > share) {
            giveBack(held.values().stream().limit(held.size() - share).toList());
        } else if (held.size() < share) {
            take(share - held.size());
        }
    }

    private void renew(long asked) {
        List<Held> mine = List.copyOf(held.values());
        if (mine.isEmpty()) {
            return;
        }
        List<Integer> kept = new ArrayList<>();
        for (Row row : database.query(RENEW, names(mine), epochs(mine), seconds())) {
            kept.add(hold(row, asked));
        }
        held.keySet().retainAll(kept);
    }

    private void take(int wanted) {
        long asked = System.nanoTime();
        boolean gained = false;
        for (Row row : database.query(TAKE, replica, seconds(), wanted)) {
            hold(row, asked);
            gained = true;
        }
        if (gained) {
            changed.run();
        }
    }

    private int hold(Row row, long asked) {
        int shard = Integer.parseInt(row.getString(0).substring(NAME.length()));
        long deadline = asked + duration.minus(duration.dividedBy(6)).toNanos();
        held.put(shard, new Held(shard, row.getLong(1), deadline));
        return shard;
    }

    /// First nothing more is sent, then what is on its way arrives, then others may begin.
    private void giveBack(List<Held> surplus) {
        surplus.forEach(h -> held.remove(h.shard(), h));
        long patience = System.nanoTime() + duration.dividedBy(6).toNanos();
        while (surplus.stream().anyMatch(h -> busy.test(h.shard())) && System.nanoTime() < patience) {
            bell.await(Duration.ofMillis(5));
        }
        database.query(RELEASE, names(surplus), epochs(surplus));
        database.query("select pg_notify('" + Wakeups.OUTBOX + "', 'shards')");
    }

    void stop() {
        running = false;
        bell.ring();
    }

    /// Gives everything back, so that others need not wait for it to run out.
    void leave() {
        List<Held> mine = List.copyOf(held.values());
        held.clear();
        database.query("delete from replica where id = $1", replica);
        database.query(RELEASE, names(mine), epochs(mine));
        database.query("select pg_notify('" + Wakeups.OUTBOX + "', 'shards')");
    }

    private double seconds() {
        return DatabaseLeases.seconds(duration);
    }

    private static String[] names(List<Held> mine) {
        return mine.stream().map(h -> NAME + h.shard()).toArray(String[]::new);
    }

    private static Long[] epochs(List<Held> mine) {
        return mine.stream().map(Held::epoch).toArray(Long[]::new);
    }
}
