package dev.onethread.delivery;

import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Leases as rows of `lease`. All times are the database's; a holder's own clock only tells it when to stop early.
final class DatabaseLeases implements Leases {
    private static final String TAKE = """
            insert into lease as l (name, holder, epoch, until)
            values ($1, $2, 1, clock_timestamp() + make_interval(secs => $3))
            on conflict (name) do update
            set holder = excluded.holder, epoch = l.epoch + 1, until = excluded.until
            where l.until <= clock_timestamp()
            returning epoch
            """;

    private static final String RENEW = """
            update lease set until = clock_timestamp() + make_interval(secs => $3)
            where name = $1 and epoch = $2 and until > clock_timestamp()
            """;

    private static final String RELEASE =
            "update lease set holder = null, until = clock_timestamp() where name = $1 and epoch = $2";

    private static final String LEFT =
            "select extract(epoch from until - clock_timestamp())::float8 from lease where name = $1";

    private final Database database;
    private final UUID holder;
    private final Duration usual;
    private final Set<Keeper> keepers = ConcurrentHashMap.newKeySet();

    DatabaseLeases(Database database, UUID holder, Duration usual) {
        this.database = database;
        this.holder = holder;
        this.usual = usual;
    }

    @Override
    public @Nullable Lease tryAcquire(String name, Duration duration) {
        for (Row row : database.query(TAKE, name, holder, seconds(duration))) {
            return new Lease(name, row.getLong(0));
        }
        return null;
    }

    @Override
    public boolean renew(Lease lease, Duration duration) {
        return database.query(RENEW, lease.name(), lease.epoch(), seconds(duration))
                        .rowCount()
                == 1;
    }

    @Override
    public void release(Lease lease) {
        database.query(RELEASE, lease.name(), lease.epoch());
    }

    @Override
    public Keeping keep(String name, Holder holder) {
        Keeper keeper = new Keeper(this, name, usual, holder);
        keepers.add(keeper);
        keeper.start();
        return keeper;
    }

    /// The names of the leases that are kept and held now.
    List<String> held() {
        keepers.removeIf(Keeper::closed);
        return keepers.stream().filter(Keeper::holds).map(Keeper::name).sorted().toList();
    }

    /// How long somebody's lease has yet to run by the database's clock; not more than `atMost`.
    Duration left(String name, Duration atMost) {
        for (Row row : database.query(LEFT, name)) {
            long millis = (long) (row.getDouble(0) * 1000) + 1;
            return Duration.ofMillis(Math.clamp(millis, 1, atMost.toMillis()));
        }
        return Duration.ofMillis(1);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
