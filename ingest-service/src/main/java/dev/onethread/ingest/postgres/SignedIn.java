package dev.onethread.ingest.postgres;

import dev.onethread.contracts.Visitor;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Visitors whom their page has signed in: one per widget and external id, with a secret per browser that
/// ends.
@ApplicationScoped
public class SignedIn {
    private static final String ADOPT = """
            UPDATE visitor SET external_id = $2 WHERE id = $3 AND widget = $1 AND external_id IS NULL
               AND NOT EXISTS (SELECT 1 FROM visitor WHERE widget = $1 AND external_id = $2)""";

    private static final String ENROL = """
            INSERT INTO visitor (id, secret_hash, widget, external_id) VALUES ($1, $2, $3, $4)
            ON CONFLICT (widget, external_id) DO NOTHING""";

    private static final String FIND =
            "SELECT id, last_seq, agent_saw FROM visitor WHERE widget = $1 AND external_id = $2";

    private static final String BEGIN =
            "INSERT INTO visitor_session (secret_hash, visitor, ends_at) VALUES ($1, $2, $3)";

    private static final String HOLDS =
            "SELECT 1 FROM visitor_session WHERE secret_hash = $1 AND visitor = $2 AND ends_at > now()";

    private static final String END = "DELETE FROM visitor_session WHERE secret_hash = $1";

    private static final String FORGET = "DELETE FROM visitor_session WHERE ends_at < now()";

    private final Database database;

    SignedIn(Database database) {
        this.database = database;
    }

    /// Who came in: `adopted` says that it is the visitor they were before, anonymously.
    public record Visiting(Visitor visitor, long lastSeq, long agentSaw, boolean adopted) {}

    /// A browser and what it proved. `before` is the anonymous visitor it was until now, if any: they
    /// become this person where this person has never been here. `newcomer` and `unused` are for somebody
    /// new: a name, and the hash of a secret nobody has.
    public record Arrival(
            String widget,
            String externalId,
            @Nullable Visitor before,
            Visitor newcomer,
            byte[] unused,
            byte[] secretHash,
            Instant endsAt) {}

    public Visiting begin(Arrival arrival) {
        return database.inTransaction(tx -> begin(tx, arrival));
    }

    private static Visiting begin(Tx tx, Arrival arrival) {
        Visitor before = arrival.before();
        if (before != null) {
            tx.update(ADOPT, arrival.widget(), arrival.externalId(), before.value());
        }
        tx.update(ENROL, arrival.newcomer().value(), arrival.unused(), arrival.widget(), arrival.externalId());
        for (Row row : tx.query(FIND, arrival.widget(), arrival.externalId())) {
            Visitor visitor = new Visitor(row.getString("id"));
            tx.update(
                    BEGIN,
                    arrival.secretHash(),
                    visitor.value(),
                    arrival.endsAt().atOffset(ZoneOffset.UTC));
            return new Visiting(visitor, row.getLong("last_seq"), row.getLong("agent_saw"), visitor.equals(before));
        }
        throw new IllegalStateException("a visitor who was just enrolled is not there");
    }

    /// Whether the secret opens this visitor's data now.
    public boolean holds(Visitor visitor, byte[] secretHash) {
        return database.query(HOLDS, secretHash, visitor.value()).size() > 0;
    }

    public void end(byte[] secretHash) {
        database.query(END, (Object) secretHash);
    }

    /// Throws away what has ended.
    public void forgetEnded() {
        database.query(FORGET);
    }
}
