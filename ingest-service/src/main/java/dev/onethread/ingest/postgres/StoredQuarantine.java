package dev.onethread.ingest.postgres;

import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.ingest.core.PlainText;
import dev.onethread.ingest.core.Quarantine;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The quarantine as a table, its bytes as blobs.
@ApplicationScoped
public class StoredQuarantine implements Quarantine {
    private static final Logger LOG = Logger.getLogger(StoredQuarantine.class);
    private static final int LONGEST_REASON = 500;

    private static final String HELD = "SELECT 1 FROM quarantine WHERE channel = $1 AND door = $2 AND identity = $3";

    private static final String KEEP = """
            INSERT INTO quarantine (id, channel, door, identity, reason, blob, sha256, size, left_out)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (channel, door, identity) DO NOTHING""";

    private static final String NEWEST = """
            SELECT * FROM quarantine
             WHERE ($1::timestamptz IS NULL OR (kept_at, id) < ($1::timestamptz, $2::uuid)) AND (NOT left_out OR $4)
             ORDER BY kept_at DESC, id DESC LIMIT $3""";

    private static final String ONE = "SELECT * FROM quarantine WHERE id = $1";

    private static final String REPLAYED = "UPDATE quarantine SET replayed_at = now() WHERE id = $1";

    /// As long as dead letters are kept.
    private static final String FORGET = """
            DELETE FROM quarantine WHERE id IN (
                SELECT id FROM quarantine
                 WHERE (left_out OR replayed_at IS NOT NULL) AND kept_at < now() - interval '30 days'
                 ORDER BY kept_at LIMIT 500 FOR UPDATE SKIP LOCKED)
            RETURNING blob""";

    private final Database database;
    private final Blobs blobs;
    private final MeterRegistry meters;

    StoredQuarantine(Database database, Blobs blobs, MeterRegistry meters) {
        this.database = database;
        this.blobs = blobs;
        this.meters = meters;
    }

    @Override
    public void keep(Door door, String identity, byte[] raw, String reason) {
        if (stored(door, identity, raw, reason, false)) {
            meters.counter("onethread.quarantined", "channel", door.channel().prefix(), "door", door.name())
                    .increment();
            LOG.warnf(
                    "Kept in quarantine: channel=%s door=%s reason=%s",
                    door.channel().prefix(), door.name(), shortened(reason));
        }
    }

    @Override
    public void leaveOut(Door door, String identity, byte[] raw, String reason) {
        stored(door, identity, raw, reason, true);
    }

    /// @return whether it was not there before
    private boolean stored(Door door, String identity, byte[] raw, String reason, boolean leftOut) {
        String channel = door.channel().prefix();
        if (database.query(HELD, channel, door.name(), identity).size() > 0) {
            return false;
        }
        BlobRef blob = written(raw);
        database.query(
                KEEP,
                UUID.randomUUID(),
                channel,
                door.name(),
                identity,
                shortened(reason),
                blob.name(),
                blob.sha256(),
                blob.size(),
                leftOut);
        return true;
    }

    private static String shortened(String reason) {
        return PlainText.cut(PlainText.clean(reason), LONGEST_REASON);
    }

    /// Some of what was left out or replayed a month ago.
    /// @return the names of the blobs nobody needs any more, empty once there is nothing left to forget
    public List<String> forgetDone() {
        List<String> forgotten = new ArrayList<>();
        database.query(FORGET).forEach(row -> forgotten.add(row.getString("blob")));
        return forgotten;
    }

    /// The newest first, what was left out only where `leftOut`; `after` is the last one of the page
    /// before, null for the first page.
    public List<Held> newest(@Nullable Held after, int limit, boolean leftOut) {
        List<Held> found = new ArrayList<>();
        database.query(NEWEST, after == null ? null : after.keptAt(), after == null ? null : after.id(), limit, leftOut)
                .forEach(row -> found.add(held(row)));
        return found;
    }

    public Optional<Held> find(UUID id) {
        for (Row row : database.query(ONE, id)) {
            return Optional.of(held(row));
        }
        return Optional.empty();
    }

    /// The bytes as they came.
    public byte[] bytes(Held held) throws IOException {
        try (InputStream bytes = blobs.read(held.blob().name())) {
            return bytes.readAllBytes();
        }
    }

    public void replayed(UUID id) {
        database.query(REPLAYED, id);
    }

    private BlobRef written(byte[] raw) {
        try {
            return blobs.write(raw);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Held held(Row row) {
        Channel channel = Channel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT));
        return new Held(
                row.getUUID("id"),
                new Door(channel, row.getString("door")),
                row.getString("identity"),
                row.getString("reason"),
                new BlobRef(row.getString("blob"), row.getString("sha256"), row.getLong("size")),
                row.getOffsetDateTime("kept_at"),
                row.getOffsetDateTime("replayed_at"),
                row.getBoolean("left_out"));
    }

    /// One thing in quarantine. `replayedAt` is null until a replay went through.
    public record Held(
            UUID id,
            Door door,
            String identity,
            String reason,
            BlobRef blob,
            OffsetDateTime keptAt,
            @Nullable OffsetDateTime replayedAt,
            boolean leftOut) {}
}
