package dev.onethread.routing.postgres;

import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.PrivacyReport.Count;
import dev.onethread.contracts.PrivacyReport.ErasureDone;
import dev.onethread.contracts.RequestId;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The dispatcher's part of an erasure: work, what was decided (which no foreign key would remind anybody of), and then
/// the conversation and the customer, of whom nothing else is left.
@ApplicationScoped
public class Forgetting {
    public static final String PART = "dispatcher";

    /// Pools that finish at once come one after another, so that the last one knows that it is.
    private static final String LOCK =
            "select 1 from privacy_request where id = any($1::uuid[]) order by id for update";

    private static final String DECISIONS = "delete from decision where conversation = any($1::uuid[])";
    private static final String WORK = "delete from work where conversation = any($1::uuid[])";
    private static final String CONVERSATIONS = """
            delete from conversation where id = any($1::uuid[]) and erased_by is not null returning customer
            """;
    private static final String CUSTOMERS = "delete from customer where id = any($1::uuid[])";
    private static final String LEFT = "select count(*) from conversation where erased_by = $1";

    public void forget(Tx tx, Map<ConversationId, RequestId> forgotten, Instant now) {
        if (forgotten.isEmpty()) {
            return;
        }
        Set<RequestId> requests = new LinkedHashSet<>(forgotten.values());
        tx.update(LOCK, (Object) requests.stream().map(RequestId::value).toArray(UUID[]::new));
        for (RequestId request : requests) {
            UUID[] conversations = forgotten.entrySet().stream()
                    .filter(each -> each.getValue().equals(request))
                    .map(each -> each.getKey().value())
                    .toArray(UUID[]::new);
            forget(tx, request, conversations, now);
        }
    }

    private static void forget(Tx tx, RequestId request, UUID[] conversations, Instant now) {
        List<Count> counts = new ArrayList<>();
        count(counts, "decision", tx.update(DECISIONS, (Object) conversations));
        count(counts, "work", tx.update(WORK, (Object) conversations));
        List<UUID> customers = new ArrayList<>();
        for (Row row : tx.query(CONVERSATIONS, (Object) conversations)) {
            customers.add(row.getUUID("customer"));
        }
        count(counts, "conversation", customers.size());
        count(counts, "customer", tx.update(CUSTOMERS, (Object) customers.toArray(UUID[]::new)));
        if (tx.query(LEFT, request.value()).iterator().next().getLong(0) == 0) {
            tx.publish(Topic.PRIVACY_REPORTS, request.toString(), new ErasureDone(request, PART, now, counts));
        }
    }

    private static void count(List<Count> counts, String what, int rows) {
        if (rows > 0) {
            counts.add(new Count(what, rows));
        }
    }
}
