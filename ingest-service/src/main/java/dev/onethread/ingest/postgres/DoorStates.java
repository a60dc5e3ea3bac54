package dev.onethread.ingest.postgres;

import dev.onethread.contracts.Door;
import dev.onethread.delivery.Database;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// How the doors fare, for people to see. Told by whoever reads a door; what is lost here delays no message, so a
/// database that is away is only logged.
@ApplicationScoped
public class DoorStates {
    private static final Logger LOG = Logger.getLogger(DoorStates.class);

    private static final String KNOWN = """
            INSERT INTO door_state (door, title, state) VALUES ($1, $2, $3)
            ON CONFLICT (door) DO UPDATE SET title = excluded.title""";

    private static final String CONNECTING = """
            UPDATE door_state SET since = CASE state WHEN 'connecting' THEN since ELSE now() END, state = 'connecting'
            WHERE door = $1""";

    private static final String FAILING = """
            UPDATE door_state SET since = CASE state WHEN 'failing' THEN since ELSE now() END, state = 'failing',
                code = $2, detail = $3, failed_at = now()
            WHERE door = $1""";

    private static final String READING = """
            UPDATE door_state SET since = CASE state WHEN 'importing' THEN since ELSE now() END, state = 'importing',
                taken = $2, waiting = $3
            WHERE door = $1""";

    private static final String OPEN = """
            UPDATE door_state SET since = CASE state WHEN 'open' THEN since ELSE now() END, state = 'open', waiting = 0,
                read_at = now()
            WHERE door = $1""";

    private static final String FILLED =
            "UPDATE door_state SET filled = $2 WHERE door = $1 AND filled IS DISTINCT FROM $2";

    private static final String ALL = """
            SELECT door, title, state, since, code, detail, failed_at, read_at, waiting, taken, filled,
                CASE WHEN state <> 'open' AND read_at IS NOT NULL
                    THEN extract(epoch FROM now() - read_at)::bigint ELSE 0 END AS lag
            FROM door_state ORDER BY door""";

    private final Database database;
    private final Map<Door, String> last = new ConcurrentHashMap<>();

    DoorStates(Database database) {
        this.database = database;
    }

    /// One door. `code` and `detail` are of the last failure, also where it is over. `taken` of an import
    /// have been taken in, `waiting` are still to come. `filled` is in percent, null where nobody says. `lag`
    /// are seconds for which what arrived may not have been read.
    public record Seen(
            Door door,
            String title,
            String state,
            OffsetDateTime since,
            @Nullable String code,
            @Nullable String detail,
            @Nullable OffsetDateTime failedAt,
            @Nullable OffsetDateTime readAt,
            long waiting,
            long taken,
            @Nullable Integer filled,
            long lag) {}

    /// A door there is; `state` until somebody says more.
    public void known(Door door, String title, String state) {
        tell(KNOWN, door.key(), title, state);
    }

    public void connecting(Door door) {
        if (changes(door, "connecting")) {
            tell(CONNECTING, door.key());
        }
    }

    /// `code` is stable, such as `sign-in-refused`; `detail` for people, without secrets.
    public void failing(Door door, String code, @Nullable String detail) {
        last.remove(door);
        tell(FAILING, door.key(), code, detail == null ? null : cut(detail));
    }

    public void reading(Door door, long taken, long waiting) {
        last.remove(door);
        tell(READING, door.key(), taken, waiting);
    }

    /// Nothing waits there now. Cheap to say again: only what is new is written, and once a minute that it still is
    /// so.
    public void open(Door door) {
        if (changes(door, "open " + System.currentTimeMillis() / 60_000)) {
            tell(OPEN, door.key());
        }
    }

    /// How full a mailbox is, in percent: one that is full takes no mail any more, and its senders are told so.
    public void filled(Door door, @Nullable Integer percent) {
        tell(FILLED, door.key(), percent);
    }

    public List<Seen> all() {
        List<Seen> all = new ArrayList<>();
        for (Row row : database.query(ALL)) {
            all.add(seen(row));
        }
        return all;
    }

    private boolean changes(Door door, String state) {
        return !state.equals(last.put(door, state));
    }

    private void tell(String sql, @Nullable Object... parameters) {
        try {
            database.query(sql, parameters);
        } catch (RuntimeException e) {
            last.clear();
            LOG.debugf(e, "How a door fares could not be written: door=%s", parameters[0]);
        }
    }

    private static Seen seen(Row row) {
        String key = row.getString("door");
        return new Seen(
                door(key),
                row.getString("title"),
                row.getString("state"),
                row.getOffsetDateTime("since"),
                row.getString("code"),
                row.getString("detail"),
                row.getOffsetDateTime("failed_at"),
                row.getOffsetDateTime("read_at"),
                row.getLong("waiting"),
                row.getLong("taken"),
                row.getInteger("filled"),
                row.getLong("lag"));
    }

    private static Door door(String key) {
        int colon = key.indexOf(':');
        for (var channel : dev.onethread.contracts.Channel.values()) {
            if (channel.prefix().equals(key.substring(0, colon))) {
                return new Door(channel, key.substring(colon + 1));
            }
        }
        throw new IllegalStateException("a door of no channel: " + key);
    }

    private static String cut(String detail) {
        return detail.length() <= 300 ? detail : detail.substring(0, 300);
    }
}
