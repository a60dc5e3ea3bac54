package dev.onethread.ticket.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeliveryReported;
import dev.onethread.contracts.ReplyId;
import dev.onethread.delivery.Database;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who has read what in the web chat, both ways.
@ApplicationScoped
public class Readings {
    private static final String UNREAD = """
            SELECT o.conversation, o.reply_id, o.attempt FROM entry e
              JOIN entry o ON o.conversation = e.conversation AND o.address = e.address AND o.seq <= e.seq
             WHERE e.reply_id = $1 AND e.address = $2 AND o.kind = 'reply'
               AND o.delivery_state IN ('waiting', 'sending', 'sent', 'delivered')
             ORDER BY o.seq
            """;

    private static final String NEWEST = """
            SELECT e.address, e.channel_message FROM conversation c JOIN entry e ON e.conversation = c.id
             WHERE c.id = $1 AND c.agent = $2 AND c.work_state = 'assigned' AND e.kind = 'message'
               AND e.address LIKE 'web:%' AND e.channel_message IS NOT NULL
             ORDER BY e.seq DESC LIMIT 1
            """;

    private final Database database;

    Readings(Database database) {
        this.database = database;
    }

    /// A customer's message that stands before the eyes of whoever it is for. `channelMessage` is the
    /// channel's own id.
    public record Newest(Address address, String channelMessage) {}

    /// The customer has seen `reply`, and with it what was written to this address before. Said again it
    /// changes nothing; of a reply to another address it says nothing.
    public void customerSaw(Address address, ReplyId reply, Instant at) {
        database.inTransaction(tx -> {
            List<DeliveryReported> reports = new ArrayList<>();
            for (Row row : tx.query(UNREAD, reply.value(), address.key())) {
                reports.add(new DeliveryReported(
                        new ConversationId(row.getUUID("conversation")),
                        at,
                        new ReplyId(row.getUUID("reply_id")),
                        address,
                        row.getInteger("attempt"),
                        new DeliveryReported.Outcome.Read()));
            }
            if (!reports.isEmpty()) {
                Transcript transcript =
                        Transcript.lockKnown(tx, List.of(reports.getFirst().conversation()));
                Deliveries.report(tx, transcript, reports);
                transcript.store();
            }
            return null;
        });
    }

    /// The newest message of a web visitor in a conversation; null unless it is this agent's.
    public @Nullable Newest newest(UUID conversation, String agent) {
        for (Row row : database.query(NEWEST, conversation, agent)) {
            return new Newest(Address.parse(row.getString("address")), row.getString("channel_message"));
        }
        return null;
    }
}
