package dev.onethread.ticket.postgres;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.ReplyId;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Files that agents put up to send along; whoever put one up is the only one to use it, and once.
@ApplicationScoped
public class Uploads {
    private static final String ADD =
            "INSERT INTO upload (id, app_user, name, media_type, blob, sha256, size) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    private static final String TAKE = """
            UPDATE upload SET used_by = $3
            WHERE id = ANY($1) AND app_user = $2 AND (used_by IS NULL OR used_by = $3)
            RETURNING id, name, media_type, blob, sha256, size
            """;
    private static final String BLOBS = "SELECT id, blob FROM upload WHERE id = ANY($1)";
    private static final String FORGET = """
            DELETE FROM upload WHERE id IN (SELECT id FROM upload
                WHERE used_by IS NULL AND made_at < now() - interval '1 day' LIMIT 100 FOR UPDATE SKIP LOCKED)
            RETURNING blob
            """;

    private final Database database;

    Uploads(Database database) {
        this.database = database;
    }

    public void add(UUID id, AgentId user, String name, String mediaType, BlobRef blob) {
        database.inTransaction(
                tx -> tx.update(ADD, id, user.value(), name, mediaType, blob.name(), blob.sha256(), blob.size()));
    }

    /// Takes the rows of uploads that nobody used within a day.
    /// @return the names of their blobs, to be deleted
    public List<String> forgetUnused() {
        return database.inTransaction(tx -> {
            List<String> blobs = new java.util.ArrayList<>();
            tx.query(FORGET).forEach(row -> blobs.add(row.getString("blob")));
            return blobs;
        });
    }

    static List<Attachment> take(Tx tx, AgentId user, List<UUID> wanted, ReplyId reply) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Map<UUID, Attachment> taken = new HashMap<>();
        for (Row row : tx.query(TAKE, wanted.toArray(UUID[]::new), user.value(), reply.value())) {
            String mediaType = row.getString("media_type");
            taken.put(
                    row.getUUID("id"),
                    Attachment.file(
                            Attachment.Kind.ofMediaType(mediaType),
                            row.getString("name"),
                            mediaType,
                            new BlobRef(row.getString("blob"), row.getString("sha256"), row.getLong("size"))));
        }
        if (!taken.keySet().containsAll(wanted)) {
            throw new Problem(422, "upload-unknown", "A file is not yours, was sent before, or was kept too long.");
        }
        return wanted.stream().map(taken::get).toList();
    }

    static List<String> blobs(Tx tx, List<UUID> uploads) {
        if (uploads.isEmpty()) {
            return List.of();
        }
        Map<UUID, String> blobs = new HashMap<>();
        for (Row row : tx.query(BLOBS, (Object) uploads.toArray(UUID[]::new))) {
            blobs.put(row.getUUID("id"), row.getString("blob"));
        }
        return uploads.stream().map(id -> blobs.getOrDefault(id, "")).toList();
    }
}
