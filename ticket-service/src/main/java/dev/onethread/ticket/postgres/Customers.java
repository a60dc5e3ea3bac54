package dev.onethread.ticket.postgres;

import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Which conversation a customer has.
public final class Customers {
    private static final String CONVERSATIONS = "SELECT id, customer FROM conversation WHERE customer = ANY($1)";

    private static final String REREAD = "UPDATE conversation SET profile = profile + 1 WHERE id = ANY($1)";

    private Customers() {}

    /// What routing knows of these conversations' customers is to be read anew. Their rows must be locked.
    public static void reread(Tx tx, Collection<ConversationId> conversations) {
        if (!conversations.isEmpty()) {
            tx.update(REREAD, (Object)
                    conversations.stream().map(ConversationId::value).toArray(UUID[]::new));
        }
    }

    public static Map<CustomerId, ConversationId> conversations(Tx tx, Collection<CustomerId> customers) {
        UUID[] wanted = customers.stream().map(CustomerId::value).distinct().toArray(UUID[]::new);
        Map<CustomerId, ConversationId> conversations = new HashMap<>();
        for (Row row : tx.query(CONVERSATIONS, (Object) wanted)) {
            conversations.put(new CustomerId(row.getUUID("customer")), new ConversationId(row.getUUID("id")));
        }
        return conversations;
    }
}
