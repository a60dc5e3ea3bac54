package dev.onethread.ingest.postgres;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.delivery.Database;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/// Mails that bring another one.
@ApplicationScoped
public class ForwardedMails {
    private static final String KEEP = """
            INSERT INTO forwarded_mail (id, door, raw, received_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (id) DO NOTHING""";
    private static final String FIND = "SELECT door, raw, received_at FROM forwarded_mail WHERE id = $1";
    private static final String MADE =
            "UPDATE forwarded_mail SET made_by = $2, made_at = now() WHERE id = $1 AND made_by IS NULL";

    private final Database database;

    ForwardedMails(Database database) {
        this.database = database;
    }

    /// Where one lies; `raw` names its bytes.
    public record Kept(Door door, String raw, Instant receivedAt) {}

    public void keep(UUID id, Door door, String raw, Instant receivedAt) {
        database.query(KEEP, id, door.name(), raw, receivedAt.atOffset(ZoneOffset.UTC));
    }

    public Optional<Kept> find(UUID id) {
        for (Row row : database.query(FIND, id)) {
            return Optional.of(new Kept(
                    new Door(Channel.MAIL, row.getString("door")),
                    row.getString("raw"),
                    row.getOffsetDateTime("received_at").toInstant()));
        }
        return Optional.empty();
    }

    /// Somebody made the inner mail its writer's own; the first one is remembered.
    public void made(UUID id, String by) {
        database.query(MADE, id, by);
    }
}
