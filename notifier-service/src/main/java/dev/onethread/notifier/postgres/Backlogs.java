package dev.onethread.notifier.postgres;

import dev.onethread.delivery.Database;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/// What waits to be sent, by door.
@ApplicationScoped
public class Backlogs {
    private static final String STANDING = """
            SELECT d.lane, count(*) AS parts, coalesce(extract(epoch FROM now() - min(r.requested_at)), 0)::float8 AS oldest
            FROM delivery d JOIN reply r ON r.id = d.reply
            WHERE d.state IN ('pending', 'waiting', 'sending')
            GROUP BY d.lane""";

    private final Database database;

    Backlogs(Database database) {
        this.database = database;
    }

    /// Parts not sent yet, and how long ago the oldest of them was asked for.
    public record Backlog(long parts, double oldestSeconds) {}

    public Map<String, Backlog> now() {
        Map<String, Backlog> standing = new HashMap<>();
        for (Row row : database.query(STANDING)) {
            standing.put(row.getString("lane"), new Backlog(row.getLong("parts"), row.getDouble("oldest")));
        }
        return standing;
    }
}
