package dev.onethread.routing.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Signature;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The desks there are.
@ApplicationScoped
public class DeskTable {
    private static final String ALL =
            "select id, name, pool, policy::text, signature::text, version from desk order by id <> 'support', id";

    private static final String FIND =
            "select id, name, pool, policy::text, signature::text, version from desk where id = $1";
    private static final String POOLS = "select id, pool from desk";

    private static final String SAVE = """
            insert into desk (id, name, pool, policy, signature)
            values ($1, $2, $3, $4::text::jsonb, $5::text::jsonb)
            on conflict (id) do update set name = excluded.name, pool = excluded.pool, policy = excluded.policy,
                signature = excluded.signature, version = desk.version + 1
            """;

    private static final String USED = """
            select exists (select from work where desk = $1) or exists (select from rule_desk where desk = $1)
                or exists (select from agent_desk where desk = $1)
                or exists (select from desk_hours where overflow = $1)
                or exists (select from desk where policy -> 'overflow' ->> 'desk' = $1)
            """;

    private static final TypeReference<DeskTerms> TERMS = new TypeReference<>() {};
    private static final TypeReference<Signature> SIGNATURE = new TypeReference<>() {};
    private static final String DELETE = "delete from desk where id = $1";

    /// The desk that always exists, and takes what nobody sends elsewhere.
    public static final DeskId SUPPORT = new DeskId("support");

    /// The pool that always exists.
    public static final PoolId MAIN = new PoolId("main");

    /// A desk with the version of its row.
    public record Desk(
            DeskId id,
            String name,
            PoolId pool,
            DeskTerms terms,
            @Nullable Signature signature,
            long version) {}

    public List<Desk> all(Tx tx) {
        List<Desk> desks = new ArrayList<>();
        tx.query(ALL).forEach(row -> desks.add(desk(row)));
        return desks;
    }

    public Optional<Desk> find(Tx tx, DeskId id) {
        for (Row row : tx.query(FIND, id.value())) {
            return Optional.of(desk(row));
        }
        return Optional.empty();
    }

    /// The pool of every desk.
    public Map<DeskId, PoolId> pools(Tx tx) {
        Map<DeskId, PoolId> pools = new HashMap<>();
        tx.query(POOLS).forEach(row -> pools.put(new DeskId(row.getString("id")), new PoolId(row.getString("pool"))));
        return pools;
    }

    /// Those of `wanted` that do not exist.
    public Set<DeskId> missing(Tx tx, Collection<DeskId> wanted) {
        Set<DeskId> missing = new TreeSet<>(wanted);
        if (!missing.isEmpty()) {
            all(tx).forEach(desk -> missing.remove(desk.id()));
        }
        return missing;
    }

    public void save(Tx tx, DeskId id, String name, PoolId pool, DeskTerms terms, @Nullable Signature signature) {
        tx.update(
                SAVE,
                id.value(),
                name,
                pool.value(),
                Json.text(terms),
                signature == null ? null : Json.text(signature));
    }

    public boolean used(Tx tx, DeskId id) {
        return tx.query(USED, id.value()).iterator().next().getBoolean(0);
    }

    public boolean delete(Tx tx, DeskId id) {
        return tx.update(DELETE, id.value()) > 0;
    }

    private static Desk desk(Row row) {
        return new Desk(
                new DeskId(row.getString("id")),
                row.getString("name"),
                new PoolId(row.getString("pool")),
                terms(row),
                row.getString("signature") == null ? null : Json.read(row.getString("signature"), SIGNATURE),
                row.getLong("version"));
    }

    static DeskTerms terms(Row row) {
        return Json.read(row.getString("policy"), TERMS);
    }
}
