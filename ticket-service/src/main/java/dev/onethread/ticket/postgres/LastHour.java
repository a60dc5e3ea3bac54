package dev.onethread.ticket.postgres;

import dev.onethread.delivery.Database;
import dev.onethread.ticket.screen.People.AnswersView;
import dev.onethread.ticket.screen.People.HourView;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// How many tickets opened, were answered in time and were resolved in the last hour, by the database's clock.
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

    /// The first reply after a ticket opened answers it; notices of the system are none.
    private static final String ANSWERED = """
            SELECT count(*)::int AS answered,
                count(*) FILTER (WHERE reply.at <= t.opened_at + $2 * interval '1 second')::int AS within
            FROM ticket t JOIN conversation c ON c.id = t.conversation
                CROSS JOIN LATERAL (SELECT min(e.at) AS at FROM entry e
                    WHERE e.conversation = t.conversation AND e.kind = 'reply' AND e.author_kind = 'agent' AND e.seq >= t.first_seq
                        AND (t.resolved_at IS NULL OR e.at <= t.resolved_at)) AS reply
            WHERE t.conversation IN (SELECT conversation FROM entry WHERE kind = 'reply' AND at > now() - interval '1 hour')
                AND reply.at > now() - interval '1 hour' AND c.desk = $1
            """;

    private final Database database;

    LastHour(Database database) {
        this.database = database;
    }

    /// @param seconds what a desk has to answer within
    public AnswersView answers(String desk, long seconds) {
        Row row = database.query(ANSWERED, desk, (double) seconds).iterator().next();
        return new AnswersView(row.getInteger("answered"), row.getInteger("within"));
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
