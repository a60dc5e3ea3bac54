package dev.onethread.routing.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// When the customers of addresses were erased.
@ApplicationScoped
public class ErasedAddresses {
    private static final String FIND = """
            select k.key, e.erased_at from unnest($1::text[]) as k(key)
            join erased_address e on e.hash = position_key(k.key)
            """;

    private static final String FORGET = """
            delete from erased_address where hash in (
                select hash from erased_address where erased_at < clock_timestamp() - interval '40 days' limit $1)
            """;

    private final Database database;

    ErasedAddresses(Database database) {
        this.database = database;
    }

    /// By the address's key; empty for whom nobody has erased.
    public Map<String, Instant> find(Tx tx, Collection<Address> addresses) {
        Map<String, Instant> erased = new HashMap<>();
        String[] keys = addresses.stream().map(Address::key).distinct().toArray(String[]::new);
        for (Row row : tx.query(FIND, (Object) keys)) {
            erased.put(row.getString("key"), row.getOffsetDateTime("erased_at").toInstant());
        }
        return erased;
    }

    /// Some of those from whom nothing can come late any more.
    /// @return how many
    int forgetOld(int atOnce) {
        return database.query(FORGET, atOnce).rowCount();
    }
}
