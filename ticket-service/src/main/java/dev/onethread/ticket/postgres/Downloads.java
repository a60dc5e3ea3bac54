package dev.onethread.ticket.postgres;

import dev.onethread.delivery.Database;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/// Short-lived rights to fetch the bytes of one entry, kept as hashes.
@ApplicationScoped
public class Downloads {
    private static final String GRANT = """
            INSERT INTO download_token (hash, conversation, seq, until)
            VALUES ($1, $2, $3, now() + $4 * interval '1 second')
            """;
    private static final String VALID =
            "SELECT 1 FROM download_token WHERE hash = $1 AND conversation = $2 AND seq = $3 AND until > now()";
    private static final String FORGET = "DELETE FROM download_token WHERE until < now()";

    private final Database database;

    Downloads(Database database) {
        this.database = database;
    }

    public void grant(String hash, UUID conversation, long seq, Duration life) {
        database.inTransaction(tx -> tx.update(GRANT, hash, conversation, seq, life.toSeconds()));
    }

    public boolean valid(String hash, UUID conversation, long seq) {
        for (Row ignored : database.query(VALID, hash, conversation, seq)) {
            return true;
        }
        return false;
    }

    public void forgetOld() {
        database.inTransaction(tx -> tx.update(FORGET));
    }
}
