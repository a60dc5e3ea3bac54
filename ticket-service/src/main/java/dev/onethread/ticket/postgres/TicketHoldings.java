package dev.onethread.ticket.postgres;

import dev.onethread.contracts.InboxChange;
import dev.onethread.contracts.PrivacyRequest;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.privacy.Holding;
import dev.onethread.delivery.privacy.Holdings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// What the ticket service holds of customers: their transcripts and all that hangs on them.
@ApplicationScoped
public class TicketHoldings implements Holdings {
    private static final String OF_CONVERSATION = "t.conversation = ANY(asked.conversations)";

    /// Sides of merges that were undone are told in the other's stream, and name addresses.
    private static final String NAMES_THEM = OF_CONVERSATION + """
             OR EXISTS (SELECT FROM unnest(asked."values") AS v
                WHERE length(v) >= 5 AND position('"' || v || '"' IN t.event::text) > 0)
            """;

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.of(
                                "message_blob",
                                "EXISTS (SELECT FROM entry e WHERE e.message_id = t.message_id"
                                        + " AND e.conversation = ANY(asked.conversations))")
                        .withBlobs("t.blob")
                        .after("SELECT 1 FROM conversation c, asked WHERE c.id = ANY(asked.conversations)"
                                + " ORDER BY c.id FOR UPDATE OF c"),
                Holding.of("entry_version", OF_CONVERSATION),
                Holding.of("download_token", OF_CONVERSATION),
                Holding.of(
                                "upload",
                                "t.used_by IN (SELECT e.reply_id FROM entry e"
                                        + " WHERE e.conversation = ANY(asked.conversations))")
                        .withBlobs("t.blob"),
                Holding.of("entry", OF_CONVERSATION).withBlobs("t.attachments::text || coalesce(t.html::text, '')"),
                Holding.of("held_event", OF_CONVERSATION).withBlobs("encode(t.value, 'escape')"),
                Holding.of("merge_word", NAMES_THEM),
                Holding.of("ticket", OF_CONVERSATION)
                        .after("UPDATE conversation c SET ticket = NULL FROM asked"
                                + " WHERE c.id = ANY(asked.conversations)"),
                Holding.of("customer_address", "t.customer = ANY(asked.customers)"),
                Holding.of("queue_place", OF_CONVERSATION),
                Holding.of("command", OF_CONVERSATION),
                Holding.of("conversation", "t.id = ANY(asked.conversations)")
                        .after("UPDATE conversation c SET absorbed_by = NULL FROM asked"
                                + " WHERE c.absorbed_by = ANY(asked.conversations)"));
    }

    @Override
    public void erased(Tx tx, PrivacyRequest request) {
        InboxChange erased = new InboxChange.ConversationsErased(request.conversations());
        tx.publish(Topic.INBOX_CHANGES, request.customer().toString(), erased);
    }
}
