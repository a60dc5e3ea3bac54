package dev.onethread.ticket.postgres;

import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Signed-in sessions as families of refresh tokens, of which only hashes are kept. Each renewal replaces the token; a
/// replaced one that is used again was stolen, or its thief was first, so the whole family ends (RFC 9700 section
/// 4.14.2). For ten seconds it still renews: a page reloaded twice, or an answer lost on the way, is no theft.
@ApplicationScoped
public class Sessions {
    private static final String BEGIN = """
            INSERT INTO refresh_token (hash, family, app_user, expires_at)
            VALUES ($1, $2, $3, now() + $4 * interval '1 second')
            """;
    private static final String FIND = """
            SELECT family, app_user, revoked_at IS NOT NULL AS revoked, expires_at < now() AS expired,
                coalesce(replaced_at < now() - interval '10 seconds', false) AS replaced
            FROM refresh_token WHERE hash = $1 FOR UPDATE
            """;
    private static final String REPLACE =
            "UPDATE refresh_token SET replaced_at = coalesce(replaced_at, now()) WHERE hash = $1";
    private static final String REVOKE =
            "UPDATE refresh_token SET revoked_at = now() WHERE family = $1 AND revoked_at IS NULL";
    private static final String END = """
            UPDATE refresh_token SET revoked_at = now()
            WHERE family = (SELECT family FROM refresh_token WHERE hash = $1) AND revoked_at IS NULL
            """;
    private static final String FORGET = "DELETE FROM refresh_token WHERE expires_at < now() - interval '1 day'";

    private static final String FAILED = """
            INSERT INTO sign_in_attempt (app_user, source, failures, last_at) VALUES ($1, $2, 1, now())
            ON CONFLICT (app_user, source) DO UPDATE SET last_at = now(), failures = CASE
                WHEN sign_in_attempt.last_at < now() - $3 * interval '1 second' THEN 1
                ELSE sign_in_attempt.failures + 1 END
            """;
    private static final String FAILURES = """
            SELECT coalesce(max(failures), 0) AS here, (SELECT coalesce(sum(failures), 0) FROM sign_in_attempt
                WHERE source = $2 AND last_at > now() - $3 * interval '1 second') AS source
            FROM sign_in_attempt
            WHERE app_user = $1 AND source = $2 AND last_at > now() - $3 * interval '1 second'
            """;
    private static final String SUCCEEDED = "DELETE FROM sign_in_attempt WHERE app_user = $1 AND source = $2";
    private static final String FORGET_ATTEMPTS =
            "DELETE FROM sign_in_attempt WHERE last_at < now() - interval '1 day'";

    private final Database database;

    Sessions(Database database) {
        this.database = database;
    }

    /// How often signing in failed lately: for this user from this source, and from the source at all.
    public record Failures(long here, long source) {}

    public void begin(String hash, String user, Duration life) {
        database.inTransaction(tx -> tx.update(BEGIN, hash, UUID.randomUUID(), user, life.toSeconds()));
    }

    /// Puts `fresh` in the place of `hash`.
    /// @return the user, empty when the session is over
    public Optional<String> renew(String hash, String fresh, Duration life) {
        return database.inTransaction(tx -> renew(tx, hash, fresh, life));
    }

    public void end(String hash) {
        database.inTransaction(tx -> tx.update(END, hash));
    }

    public Failures failures(String user, String source, Duration within) {
        Row row = database.query(FAILURES, user, source, within.toSeconds())
                .iterator()
                .next();
        return new Failures(row.getInteger("here"), row.getLong("source"));
    }

    public void failed(String user, String source, Duration within) {
        database.inTransaction(tx -> tx.update(FAILED, user, source, within.toSeconds()));
    }

    public void succeeded(String user, String source) {
        database.inTransaction(tx -> tx.update(SUCCEEDED, user, source));
    }

    public void forgetOld() {
        database.inTransaction(tx -> tx.update(FORGET) + tx.update(FORGET_ATTEMPTS));
    }

    private static Optional<String> renew(Tx tx, String hash, String fresh, Duration life) {
        for (Row row : tx.query(FIND, hash)) {
            if (row.getBoolean("replaced")) {
                tx.update(REVOKE, row.getUUID("family"));
                return Optional.empty();
            }
            if (row.getBoolean("revoked") || row.getBoolean("expired")) {
                return Optional.empty();
            }
            tx.update(REPLACE, hash);
            tx.update(BEGIN, fresh, row.getUUID("family"), row.getString("app_user"), life.toSeconds());
            return Optional.of(row.getString("app_user"));
        }
        return Optional.empty();
    }
}
