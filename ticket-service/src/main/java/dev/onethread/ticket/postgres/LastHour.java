package dev.onethread.ticket.postgres;

import dev.onethread.delivery.Database;
import dev.onethread.ticket.screen.People.HourView;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// How many tickets opened and were resolved in the last hour, by the database's clock.
@ApplicationScoped
public class LastHour {
    private static final String READ = """
            WITH part AS (SELECT n, now() - (60 - n * 5) * interval '1 minute' AS begin FROM generate_series(0, 11) AS n)
            SELECT (SELECT count(*) FROM ticket WHERE opened_at > part.begin
                        AND opened_at <= part.begin + interval '5 minutes')::int AS opened,
                (SELECT count(*) FROM ticket WHERE resolved_at > part.begin
                        AND resolved_at <= part.begin + interval '5 minutes')::int AS resolved
            FROM part ORDER BY n
            """;

    private final Database database;

    LastHour(Database database) {
        this.database = database;
    }

    public HourView read() {
        List<Integer> opened = new ArrayList<>();
        int resolved = 0;
        for (Row row : database.query(READ)) {
            opened.add(row.getInteger("opened"));
            resolved += row.getInteger("resolved");
        }
        return new HourView(opened, resolved);
    }
}
