package dev.onethread.routing.postgres;

import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.DeskPace;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// How fast the queues of desks move, as their pool's dispatcher last wrote it down.
@ApplicationScoped
public class PaceTable {
    private static final String OF_POOL = """
            select p.desk, p.departures, p.busy_millis from desk_pace p join desk d on d.id = p.desk where d.pool = $1
            order by p.desk
            """;

    /// A desk may have been deleted since it was measured.
    private static final String SAVE = """
            insert into desk_pace (desk, departures, busy_millis)
            select n.desk, n.departures, n.busy_millis
            from unnest($1::text[], $2::double precision[], $3::double precision[]) as n(desk, departures, busy_millis)
            join desk d on d.id = n.desk
            on conflict (desk) do update set departures = excluded.departures, busy_millis = excluded.busy_millis
            """;

    public List<DeskPace> of(Tx tx, PoolId pool) {
        List<DeskPace> paces = new ArrayList<>();
        for (Row row : tx.query(OF_POOL, pool.value())) {
            paces.add(new DeskPace(
                    new DeskId(row.getString("desk")), row.getDouble("departures"), row.getDouble("busy_millis")));
        }
        return paces;
    }

    /// Call under the pool's epoch.
    public void save(Tx tx, List<DeskPace> paces) {
        if (!paces.isEmpty()) {
            tx.update(
                    SAVE,
                    paces.stream().map(pace -> pace.desk().value()).toArray(String[]::new),
                    paces.stream().map(DeskPace::departures).toArray(Double[]::new),
                    paces.stream().map(DeskPace::busyMillis).toArray(Double[]::new));
        }
    }
}
