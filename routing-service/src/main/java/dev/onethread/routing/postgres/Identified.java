package dev.onethread.routing.postgres;

import dev.onethread.contracts.CustomerId;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom another system means: by what is verified of somebody, or by an address of theirs. Each is told with the
/// customer an address began as, so that what is said of a strand stays with it.
@ApplicationScoped
public class Identified {
    private static final String BY_PROOF = """
            select a.customer, h.customer as own, max(p.proved_at) as at
            from proved p join address a on a.channel = p.channel and a.value = p.address
                join conversation h on h.id = a.home
            where p.kind = $1 and p.value = $2 group by 1, 2 order by at desc, own
            """;

    /// Whichever page signed them in, or the one named.
    private static final String BY_EXTERNAL_ID = """
            select a.customer, h.customer as own, max(p.proved_at) as at
            from proved p join address a on a.channel = p.channel and a.value = p.address
                join conversation h on h.id = a.home
            where p.kind = 'SIGNED_IN' and substr(p.value, strpos(p.value, ' ') + 1) = $1
              and ($2::text is null or p.value = $2 || ' ' || $1)
            group by 1, 2 order by at desc, own
            """;

    private static final String BY_ADDRESS = """
            select a.customer, h.customer as own from address a join conversation h on h.id = a.home
            where a.channel = $1 and a.value = $2
            """;

    /// `customer` is who goes on for `own`.
    public record Found(CustomerId customer, CustomerId own) {}

    public List<Found> byProof(Tx tx, String kind, String value) {
        return found(tx.query(BY_PROOF, kind, value));
    }

    public List<Found> byExternalId(Tx tx, String id, @Nullable String realm) {
        return found(tx.query(BY_EXTERNAL_ID, id, realm));
    }

    public List<Found> byAddress(Tx tx, String channel, String value) {
        return found(tx.query(BY_ADDRESS, channel, value));
    }

    private static List<Found> found(Iterable<Row> rows) {
        List<Found> found = new ArrayList<>();
        rows.forEach(row ->
                found.add(new Found(new CustomerId(row.getUUID("customer")), new CustomerId(row.getUUID("own")))));
        return found;
    }
}
