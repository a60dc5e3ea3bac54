package dev.onethread.routing.postgres;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Setting.HoursSetting;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Hours;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/// Tells the other services when desks work: as intervals of some weeks to come, so that nobody but this
/// service has to know zones, exceptions and changes of the clock.
@ApplicationScoped
public class HoursTold {
    private static final Duration AHEAD = Duration.ofDays(35);

    private static final String DUE = """
            select desk, now() as now from desk_hours where told_until < now() + interval '28 days'
            order by desk limit 100 for update skip locked
            """;

    private static final String TOLD = "update desk_hours set told_until = $2 where desk = $1";

    private final Database database;
    private final HoursTable hours;

    HoursTold(Database database, HoursTable hours) {
        this.database = database;
        this.hours = hours;
    }

    public void tell(Tx tx, DeskId desk, Hours now, Instant at) {
        Instant until = at.plus(AHEAD);
        tx.update(TOLD, desk.value(), until.atOffset(ZoneOffset.UTC));
        publish(tx, new HoursSetting(desk, now.opens(at, until), until));
    }

    /// The desk always works, as far as anybody can tell.
    public void tellAlways(Tx tx, DeskId desk, Instant at) {
        publish(tx, new HoursSetting(desk, null, at.plus(AHEAD)));
    }

    /// Tells again what others will soon have known the last of. Several replicas take different desks.
    public void tellAgain() {
        database.inTransaction(tx -> {
            for (Row row : tx.query(DUE)) {
                DeskId desk = new DeskId(row.getString("desk"));
                Instant at = row.getOffsetDateTime("now").toInstant();
                hours.find(tx, desk)
                        .ifPresent(kept -> tell(tx, desk, kept.hours().hours(), at));
            }
            return null;
        });
    }

    private static void publish(Tx tx, HoursSetting setting) {
        tx.publish(Topic.SETTINGS, setting.key(), setting);
    }
}
