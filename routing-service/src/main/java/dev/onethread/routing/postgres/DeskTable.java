package dev.onethread.routing.postgres;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The desks there are.
@ApplicationScoped
public class DeskTable {
    private static final String ALL = "select id, name, pool, version from desk order by id <> 'support', id";

    private static final String SAVE = """
            insert into desk (id, name, pool) values ($1, $2, $3)
            on conflict (id) do update set name = excluded.name, version = desk.version + 1
            """;

    private static final String USED = """
            select exists (select from work where desk = $1) or exists (select from rule_desk where desk = $1)
                or exists (select from agent_desk where desk = $1) or exists (select from desk_hours where overflow = $1)
            """;

    private static final String DELETE = "delete from desk where id = $1";

    /// The desk that always exists, and takes what nobody sends elsewhere.
    public static final DeskId SUPPORT = new DeskId("support");

    /// A desk with the version of its row.
    public record Desk(DeskId id, String name, PoolId pool, long version) {}

    public List<Desk> all(Tx tx) {
        List<Desk> desks = new ArrayList<>();
        for (Row row : tx.query(ALL)) {
            desks.add(new Desk(
                    new DeskId(row.getString("id")),
                    row.getString("name"),
                    new PoolId(row.getString("pool")),
                    row.getLong("version")));
        }
        return desks;
    }

    public Optional<Desk> find(Tx tx, DeskId id) {
        return all(tx).stream().filter(desk -> desk.id().equals(id)).findFirst();
    }

    /// Those of `wanted` that do not exist.
    public Set<DeskId> missing(Tx tx, Collection<DeskId> wanted) {
        Set<DeskId> missing = new TreeSet<>(wanted);
        if (!missing.isEmpty()) {
            all(tx).forEach(desk -> missing.remove(desk.id()));
        }
        return missing;
    }

    public void save(Tx tx, DeskId id, String name, PoolId pool) {
        tx.update(SAVE, id.value(), name, pool.value());
    }

    public boolean used(Tx tx, DeskId id) {
        return tx.query(USED, id.value()).iterator().next().getBoolean(0);
    }

    public boolean delete(Tx tx, DeskId id) {
        return tx.update(DELETE, id.value()) > 0;
    }
}
