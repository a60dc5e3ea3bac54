package dev.onethread.routing.postgres;

import dev.onethread.contracts.PrivacyReport.Count;
import dev.onethread.contracts.PrivacyRequest;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.privacy.Holding;
import dev.onethread.delivery.privacy.Holdings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// What routing holds of customers. The pool's dispatcher lets go of the conversation itself, its work and what was
/// decided of it ([Forgetting]); until then they stand empty.
@ApplicationScoped
public class RoutingHoldings implements Holdings {
    private static final String OF_CONVERSATION = "t.conversation = any(asked.conversations)";
    private static final String OF_CUSTOMER = "t.customer = any(asked.customers)";
    private static final String OF_ADDRESS = "lower(t.channel) || ':' || t.%s = any(asked.addresses)";

    private static final String ORPHANS =
            "delete from identity i where not exists (select from proved p where p.kind = i.kind and p.value = i.value)";

    /// As long as the topics keep anything, and a week more for the segments they are kept in.
    private static final String LATE = """
            insert into erased_address (hash, erased_at)
            select position_key(key), $2 from unnest($1::text[]) as key order by 1
            on conflict (hash) do update set erased_at = excluded.erased_at
            """;

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.of("customer_act", OF_CONVERSATION),
                Holding.of("placed_message", OF_CONVERSATION),
                Holding.of("suggestion", "t.low = any(asked.customers) or t.high = any(asked.customers)"),
                Holding.of("apart", "t.low = any(asked.customers) or t.high = any(asked.customers)"),
                Holding.of(
                        "link",
                        OF_CUSTOMER + " or " + OF_ADDRESS.formatted("value")
                                + " or t.merge in (select m.id from merge m where m.survivor = any(asked.conversations)"
                                + " or m.absorbed = any(asked.conversations))"),
                Holding.of("proved", OF_ADDRESS.formatted("address")),
                Holding.of("address", OF_CUSTOMER + " or t.home = any(asked.conversations)"),
                Holding.of("merge", "t.survivor = any(asked.conversations) or t.absorbed = any(asked.conversations)"),
                Holding.of("customer_attribute", OF_CUSTOMER),
                Holding.of("customer_note", OF_CUSTOMER),
                Holding.of("customer_fact", OF_CUSTOMER),
                Holding.of(
                                "privacy_part",
                                "t.request in (select r.id from privacy_request r where r.kind = 'export'"
                                        + " and r.customer = any(asked.customers))")
                        .withBlobs("t.blob"),
                Holding.of("work", OF_CONVERSATION).leftToOthers(),
                Holding.of("decision", OF_CONVERSATION).leftToOthers(),
                Holding.of("conversation", "t.id = any(asked.conversations)").leftToOthers(),
                Holding.of("customer", "t.id = any(asked.customers)")
                        .emptiedBy("set name = null, language = null, called = null, speaks = null, time_zone = null"));
    }

    @Override
    public List<Count> eraseMore(Tx tx, PrivacyRequest request) {
        int orphans = tx.update(ORPHANS);
        return orphans == 0 ? List.of() : List.of(new Count("identity", orphans));
    }

    @Override
    public void erased(Tx tx, PrivacyRequest request) {
        tx.update(
                LATE,
                request.addresses().stream().map(address -> address.key()).toArray(String[]::new),
                request.at().atOffset(java.time.ZoneOffset.UTC));
    }
}
