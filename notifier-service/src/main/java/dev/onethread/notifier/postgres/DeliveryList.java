package dev.onethread.notifier.postgres;

import dev.onethread.delivery.Database;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Replies for those who watch over them: without what was written.
@ApplicationScoped
public class DeliveryList {
    private static final String IN_STATE = """
            SELECT r.id, r.place, r.conversation, r.channel, r.lane, r.attempt, r.state, r.code, r.detail, r.requested_at, r.ended_at,
                   (SELECT count(*) FROM delivery d WHERE d.reply = r.id) AS parts,
                   (SELECT count(*) FROM delivery d WHERE d.reply = r.id AND d.state = 'sent') AS sent_parts,
                   (SELECT coalesce(bool_or(d.doubts > 0), false) FROM delivery d WHERE d.reply = r.id) AS perhaps_twice
            FROM reply r
            WHERE r.state = $1 AND r.place < $2
            ORDER BY r.place DESC
            LIMIT $3""";

    private final Database database;

    DeliveryList(Database database) {
        this.database = database;
    }

    /// One reply; `place` orders them and serves as cursor.
    public record Line(
            UUID reply,
            long place,
            UUID conversation,
            String channel,
            String door,
            int attempt,
            String state,
            @Nullable String code,
            @Nullable String detail,
            Instant requestedAt,
            @Nullable Instant endedAt,
            long parts,
            long sentParts,
            boolean perhapsTwice) {}

    /// Newest first, from below `before`.
    public List<Line> inState(String state, long before, int limit) {
        List<Line> lines = new ArrayList<>();
        for (Row row : database.query(IN_STATE, state, before, limit)) {
            OffsetDateTime ended = row.getOffsetDateTime("ended_at");
            lines.add(new Line(
                    row.getUUID("id"),
                    row.getLong("place"),
                    row.getUUID("conversation"),
                    row.getString("channel"),
                    row.getString("lane"),
                    row.getInteger("attempt"),
                    row.getString("state"),
                    row.getString("code"),
                    row.getString("detail"),
                    row.getOffsetDateTime("requested_at").toInstant(),
                    ended == null ? null : ended.toInstant(),
                    row.getLong("parts"),
                    row.getLong("sent_parts"),
                    row.getBoolean("perhaps_twice")));
        }
        return lines;
    }
}
