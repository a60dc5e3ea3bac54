package dev.onethread.ingest.postgres;

import dev.onethread.contracts.Door;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Lease;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// How far each door has been read. Written only after Kafka has accepted everything up to there, and only by the
/// holder of the door's lease.
@ApplicationScoped
public class Checkpoints {
    private static final String READ = "SELECT generation, position FROM checkpoint WHERE door = $1";

    private static final String RISE = """
            INSERT INTO checkpoint (door, generation, position) VALUES ($1, $2, $3)
            ON CONFLICT (door) DO UPDATE
               SET generation = excluded.generation, position = excluded.position, raised_at = now()
             WHERE checkpoint.generation <> excluded.generation OR checkpoint.position < excluded.position""";

    private final Database database;

    Checkpoints(Database database) {
        this.database = database;
    }

    /// Null for a door that was never read.
    public @Nullable Checkpoint of(Door door) {
        for (Row row : database.query(READ, door.key())) {
            return new Checkpoint(row.getLong("generation"), row.getLong("position"));
        }
        return null;
    }

    /// Raises it; within a generation it never falls.
    /// @throws dev.onethread.delivery.Fenced when the lease is no longer ours: stop reading, acknowledge nothing
    public void rise(Lease lease, Door door, Checkpoint to) {
        database.inTransaction(tx -> {
            tx.fence(lease);
            return tx.update(RISE, door.key(), to.generation(), to.position());
        });
    }

    /// `generation` is what gives `position` its meaning: UIDVALIDITY for a mailbox (RFC 9051 section 2.3.1.1), 0 for a
    /// bot. Positions of different generations are not compared.
    public record Checkpoint(long generation, long position) {}
}
