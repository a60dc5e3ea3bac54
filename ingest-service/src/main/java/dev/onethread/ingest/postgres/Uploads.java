package dev.onethread.ingest.postgres;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Visitor;
import dev.onethread.delivery.Database;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Files that visitors have brought. Each belongs to its visitor: nobody else can send it.
@ApplicationScoped
public class Uploads {
    private static final String KEEP = """
            INSERT INTO visitor_upload (id, visitor, name, media_type, blob, sha256, size)
            VALUES ($1, $2, $3, $4, $5, $6, $7)""";

    private static final String FIND = """
            SELECT name, media_type, blob, sha256, size FROM visitor_upload WHERE id = $1 AND visitor = $2""";

    private static final String RECENT = """
            SELECT count(*) AS files FROM visitor_upload WHERE visitor = $1 AND at > now() - interval '1 hour'""";

    private static final String SENT = "UPDATE visitor_upload SET sent = true WHERE id = ANY($1) AND visitor = $2";

    private static final String FORGET = """
            DELETE FROM visitor_upload WHERE id IN (SELECT id FROM visitor_upload
                WHERE NOT sent AND at < now() - interval '1 day' LIMIT 100 FOR UPDATE SKIP LOCKED)
            RETURNING blob""";

    private final Database database;

    Uploads(Database database) {
        this.database = database;
    }

    public void keep(String id, Visitor visitor, Attachment file, BlobRef blob) {
        database.query(
                KEEP, id, visitor.value(), file.name(), file.mediaType(), blob.name(), blob.sha256(), blob.size());
    }

    /// Empty for what is not there and for what is somebody else's.
    public Optional<Attachment> find(String id, Visitor visitor) {
        for (Row row : database.query(FIND, id, visitor.value())) {
            String mediaType = row.getString("media_type");
            BlobRef blob = new BlobRef(row.getString("blob"), row.getString("sha256"), row.getLong("size"));
            return Optional.of(
                    Attachment.file(Attachment.Kind.ofMediaType(mediaType), row.getString("name"), mediaType, blob));
        }
        return Optional.empty();
    }

    /// Marks files as sent along, from when on they are kept. To be called before the message goes anywhere.
    /// @return whether all of them still stood
    public boolean sent(List<String> ids, Visitor visitor) {
        String[] wanted = ids.stream().distinct().toArray(String[]::new);
        return wanted.length == 0
                || database.query(SENT, wanted, visitor.value()).rowCount() == wanted.length;
    }

    /// Takes some of the rows of files that nobody sent within a day.
    /// @return the names of their blobs, to be deleted
    public List<String> forgetUnsent() {
        List<String> blobs = new ArrayList<>();
        database.query(FORGET).forEach(row -> blobs.add(row.getString("blob")));
        return blobs;
    }

    /// Files brought in the last hour.
    public long recent(Visitor visitor) {
        for (Row row : database.query(RECENT, visitor.value())) {
            return row.getLong("files");
        }
        return 0;
    }
}
