package dev.onethread.routing.postgres;

import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keys of machines. Each is shown once, when it is made; what is kept is its SHA-256, which is enough for 256 random
/// bits.
@ApplicationScoped
public class MachineKeys {
    public static final String PREFIX = "otk_";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private static final String ALL = "select id, name, made_by, made_at, used_at from machine_key order by id";
    private static final String MAKE = """
            insert into machine_key (id, name, hash, made_by) values ($1, $2, $3, $4) on conflict (id) do nothing
            """;
    private static final String RENAME = "update machine_key set name = $2 where id = $1";
    private static final String DELETE = "delete from machine_key where id = $1";
    private static final String FIND = "select id, used_at from machine_key where hash = $1";
    private static final String USED = """
            update machine_key set used_at = clock_timestamp()
            where id = $1 and (used_at is null or used_at < clock_timestamp() - interval '1 minute')
            """;

    private final Database database;

    MachineKeys(Database database) {
        this.database = database;
    }

    public record Key(
            String id,
            String name,
            String madeBy,
            Instant madeAt,
            @Nullable Instant usedAt) {}

    public List<Key> all(Tx tx) {
        List<Key> all = new ArrayList<>();
        for (Row row : tx.query(ALL)) {
            var used = row.getOffsetDateTime("used_at");
            all.add(new Key(
                    row.getString("id"),
                    row.getString("name"),
                    row.getString("made_by"),
                    row.getOffsetDateTime("made_at").toInstant(),
                    used == null ? null : used.toInstant()));
        }
        return all;
    }

    /// Makes a key, or names the one there is anew.
    /// @return the key where it was made: it can never be read again
    public Optional<String> save(Tx tx, String id, String name, String by) {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        if (tx.update(MAKE, id, name, hash(key), by) > 0) {
            return Optional.of(key);
        }
        tx.update(RENAME, id, name);
        return Optional.empty();
    }

    public boolean delete(Tx tx, String id) {
        return tx.update(DELETE, id) > 0;
    }

    /// Whose key this is.
    public Optional<String> holder(String key) {
        for (Row row : database.query(FIND, hash(key))) {
            database.query(USED, row.getString("id"));
            return Optional.of(row.getString("id"));
        }
        return Optional.empty();
    }

    private static Buffer hash(String key) {
        try {
            return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
