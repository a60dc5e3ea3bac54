package dev.onethread.ingest.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.delivery.Database;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One-time links, by their hashes.
@ApplicationScoped
public class Continuations {
    private static final String FORGET =
            "DELETE FROM continuation WHERE expires_at < clock_timestamp() - interval '1 day'";

    private static final String KEEP = """
            INSERT INTO continuation (hash, given_to, channel, target, expires_at)
            SELECT $1, $2, $3, $4, clock_timestamp() + $5::bigint * interval '1 second'
            WHERE (SELECT count(*) FROM continuation
                WHERE given_to = $2 AND given_at > clock_timestamp() - interval '1 hour') < $6
              AND ($4::text IS NULL OR (SELECT count(*) FROM continuation
                WHERE target = $4 AND given_at > clock_timestamp() - interval '1 hour') < 3)
            ON CONFLICT (hash) DO NOTHING
            RETURNING hash
            """;

    /// Whoever used it may use it again: what is brought twice has one effect.
    private static final String USE = """
            UPDATE continuation SET used_by = $3, used_at = coalesce(used_at, clock_timestamp())
            WHERE hash = $1 AND channel = $2 AND (used_by = $3 OR used_by IS NULL AND expires_at > clock_timestamp())
              AND (target IS NULL OR target = $3)
            RETURNING given_to
            """;

    private static final String FIND = """
            SELECT given_to, target FROM continuation
            WHERE hash = $1 AND channel = $2 AND (used_by IS NOT NULL OR expires_at > clock_timestamp())
            """;

    private final Database database;

    Continuations(Database database) {
        this.database = database;
    }

    /// A link, and who alone may use it.
    public record Known(Address givenTo, @Nullable Address target) {}

    /// @return whether it was kept; an address gets at most `hourly` links an hour, and nobody more than
    /// three mails
    public boolean keep(
            byte[] hash, Address givenTo, Channel channel, @Nullable Address target, Duration valid, int hourly) {
        database.query(FORGET);
        return database.query(
                                KEEP,
                                Buffer.buffer(hash),
                                givenTo.key(),
                                channel.name(),
                                target == null ? null : target.key(),
                                valid.toSeconds(),
                                hourly)
                        .size()
                > 0;
    }

    /// Uses a link, once and for one address.
    /// @return to whom it had been given; empty where it is unknown, over, used by another or meant for
    /// another
    public Optional<Address> use(byte[] hash, Channel channel, Address by) {
        for (Row row : database.query(USE, Buffer.buffer(hash), channel.name(), by.key())) {
            return Optional.of(Address.parse(row.getString("given_to")));
        }
        return Optional.empty();
    }

    /// A link that can be used, or was.
    public Optional<Known> find(byte[] hash, Channel channel) {
        for (Row row : database.query(FIND, Buffer.buffer(hash), channel.name())) {
            String target = row.getString("target");
            return Optional.of(
                    new Known(Address.parse(row.getString("given_to")), target == null ? null : Address.parse(target)));
        }
        return Optional.empty();
    }
}
