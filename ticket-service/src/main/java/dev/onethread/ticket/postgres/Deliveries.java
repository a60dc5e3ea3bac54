package dev.onethread.ticket.postgres;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeliveryReported;
import dev.onethread.contracts.DeliveryReported.Outcome;
import dev.onethread.contracts.ReplyId;
import dev.onethread.delivery.Tx;
import dev.onethread.ticket.core.Delivery;
import dev.onethread.ticket.core.Words;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How far replies have come; read and changed only under the lock of their conversation.
public final class Deliveries {
    private static final String OF_REPLIES = """
            SELECT conversation, seq, reply_id, delivery_state, delivery_code, delivery_detail, perhaps_twice, attempt
            FROM entry WHERE reply_id = ANY($1)
            """;
    private static final String WHERE = """
            SELECT conversation FROM entry WHERE reply_id = ANY($1)
            UNION
            SELECT conversation FROM entry WHERE amendment IS NOT NULL AND amendment ->> 'id' = ANY($2)
            """;
    private static final String SENT_AS = """
            SELECT reply_id FROM entry WHERE conversation = $1 AND channel_message = $2 AND reply_id IS NOT NULL
            """;
    private static final String UPDATE = """
            UPDATE entry e SET version = e.version + 1, delivery_state = n.delivery_state,
                delivery_code = n.delivery_code, delivery_detail = n.delivery_detail,
                perhaps_twice = n.perhaps_twice, attempt = n.attempt,
                channel_message = coalesce(n.channel_message, e.channel_message)
            FROM json_to_recordset($1::text::json) AS n (reply_id uuid, delivery_state text, delivery_code text,
                delivery_detail text, perhaps_twice boolean, attempt int, channel_message text)
            WHERE e.reply_id = n.reply_id
            """;

    private Deliveries() {}

    /// Where a reply stands, and in which entry.
    record Standing(
            ConversationId conversation,
            long seq,
            Delivery delivery,
            @Nullable String channelMessage) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record DeliveryRow(
            UUID replyId,
            String deliveryState,
            @Nullable String deliveryCode,
            @Nullable String deliveryDetail,
            boolean perhapsTwice,
            int attempt,
            @Nullable String channelMessage) {}

    /// Applies reports in their order. Those of replies that are not in a transcript here are nobody's to
    /// see.
    public static void report(Tx tx, Transcript transcript, List<DeliveryReported> reports) {
        Map<ReplyId, Standing> before =
                of(tx, reports.stream().map(DeliveryReported::reply).toList());
        Map<ReplyId, Standing> changed = new LinkedHashMap<>();
        for (DeliveryReported report : reports) {
            Standing standing = changed.getOrDefault(report.reply(), before.get(report.reply()));
            if (standing != null) {
                transcript.also(List.of(standing.conversation()));
            }
            if (standing == null) {
                continue;
            }
            Standing after = after(standing, report);
            if (!after.equals(standing)) {
                changed.put(report.reply(), after);
            }
        }
        store(tx, transcript, changed);
    }

    /// Where these replies, and changes of replies, stand.
    public static List<ConversationId> conversations(Tx tx, Collection<ReplyId> replies) {
        List<ConversationId> conversations = new ArrayList<>();
        UUID[] wanted = replies.stream().map(ReplyId::value).distinct().toArray(UUID[]::new);
        String[] changes = replies.stream().map(ReplyId::toString).distinct().toArray(String[]::new);
        tx.query(WHERE, wanted, changes)
                .forEach(row -> conversations.add(new ConversationId(row.getUUID("conversation"))));
        return conversations;
    }

    /// Applies what came back about a message of ours, named by the channel's own id.
    /// @return the reply's entry; empty where this conversation has none of that name
    public static OptionalLong cameBack(
            Tx tx, Transcript transcript, ConversationId conversation, String channelMessage, Outcome outcome) {
        var rows = tx.query(SENT_AS, conversation.value(), channelMessage).iterator();
        if (!rows.hasNext()) {
            return OptionalLong.empty();
        }
        ReplyId reply = new ReplyId(rows.next().getUUID("reply_id"));
        Standing standing = of(tx, List.of(reply)).get(reply);
        if (standing == null) {
            return OptionalLong.empty();
        }
        Delivery after = standing.delivery().report(standing.delivery().attempt(), outcome);
        if (!after.equals(standing.delivery())) {
            store(tx, transcript, Map.of(reply, new Standing(conversation, standing.seq(), after, null)));
        }
        return OptionalLong.of(standing.seq());
    }

    static Map<ReplyId, Standing> of(Tx tx, Collection<ReplyId> replies) {
        Map<ReplyId, Standing> standing = new LinkedHashMap<>();
        UUID[] wanted = replies.stream().map(ReplyId::value).distinct().toArray(UUID[]::new);
        for (Row row : tx.query(OF_REPLIES, (Object) wanted)) {
            standing.put(
                    new ReplyId(row.getUUID("reply_id")),
                    new Standing(
                            new ConversationId(row.getUUID("conversation")), row.getLong("seq"), delivery(row), null));
        }
        return standing;
    }

    static void store(Tx tx, Transcript transcript, Map<ReplyId, Standing> changed) {
        if (changed.isEmpty()) {
            return;
        }
        tx.update(
                UPDATE,
                Json.of(changed.entrySet().stream()
                        .map(each -> row(each.getKey(), each.getValue()))
                        .toList()));
        changed.values().forEach(standing -> transcript.touched(standing.conversation(), standing.seq()));
    }

    private static Standing after(Standing standing, DeliveryReported report) {
        Delivery delivery = standing.delivery().report(report.attempt(), report.outcome());
        String channelMessage = report.outcome() instanceof DeliveryReported.Outcome.Sent sent
                ? sent.channelMessage()
                : standing.channelMessage();
        return new Standing(standing.conversation(), standing.seq(), delivery, channelMessage);
    }

    private static DeliveryRow row(ReplyId reply, Standing standing) {
        Delivery delivery = standing.delivery();
        return new DeliveryRow(
                reply.value(),
                Words.of(delivery.state()),
                Json.clean(delivery.code()),
                Json.clean(delivery.detail()),
                delivery.perhapsTwice(),
                delivery.attempt(),
                Json.clean(standing.channelMessage()));
    }

    static Delivery delivery(Row row) {
        return new Delivery(
                Words.read(Delivery.State.class, row.getString("delivery_state")),
                row.getString("delivery_code"),
                row.getString("delivery_detail"),
                row.getBoolean("perhaps_twice"),
                row.getInteger("attempt"));
    }
}
