package dev.onethread.ticket.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskEvent.QueuePlace;
import dev.onethread.contracts.Signal;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// Where waiting conversations stand, and telling it to those who wait in a web chat: only what they would read
/// otherwise, a place or a minute, is told again.
public final class Standing {
    private static final String STANDS = """
            WITH stood AS (
                INSERT INTO queue_place AS q (conversation, desk, place, expected, spread)
                SELECT * FROM unnest($1::uuid[], $2::text[], $3::int[], $4::bigint[], $5::bigint[])
                ON CONFLICT (conversation) DO UPDATE SET desk = EXCLUDED.desk, place = EXCLUDED.place,
                    expected = EXCLUDED.expected, spread = EXCLUDED.spread
                WHERE (q.place, round(q.expected / 60.0)) IS DISTINCT FROM
                    (EXCLUDED.place, round(EXCLUDED.expected / 60.0))
                RETURNING conversation, place, expected)
            SELECT c.address, s.place, s.expected FROM stood s JOIN conversation c ON c.id = s.conversation
            WHERE c.address LIKE 'web:%' AND c.work_state <> 'assigned'
            """;
    private static final String LEFT = """
            WITH gone AS (DELETE FROM queue_place WHERE conversation = ANY($1) RETURNING conversation)
            SELECT c.address, NULL::int AS place, NULL::bigint AS expected
            FROM gone JOIN conversation c ON c.id = gone.conversation WHERE c.address LIKE 'web:%'
            """;

    private Standing() {}

    public static void stand(Tx tx, Collection<QueuePlace> places, Instant at) {
        List<QueuePlace> all = places.stream()
                .sorted((a, b) ->
                        a.conversation().value().compareTo(b.conversation().value()))
                .toList();
        tx.query(
                        STANDS,
                        all.stream().map(each -> each.conversation().value()).toArray(UUID[]::new),
                        all.stream().map(each -> each.desk().value()).toArray(String[]::new),
                        all.stream().map(QueuePlace::place).toArray(Integer[]::new),
                        all.stream().map(QueuePlace::expectedSeconds).toArray(Long[]::new),
                        all.stream().map(QueuePlace::spreadSeconds).toArray(Long[]::new))
                .forEach(row -> tell(tx, row, at));
    }

    /// These wait no longer.
    static void left(Tx tx, Collection<ConversationId> conversations, Instant at) {
        if (!conversations.isEmpty()) {
            tx.query(LEFT, (Object)
                            conversations.stream().map(ConversationId::value).toArray(UUID[]::new))
                    .forEach(row -> tell(tx, row, at));
        }
    }

    private static void tell(Tx tx, Row row, Instant at) {
        Address address = Address.parse(row.getString("address"));
        if (address.channel() == Channel.WEB) {
            tx.publish(
                    Topic.SIGNALS,
                    address.key(),
                    new Signal.InQueue(address, at, row.getInteger("place"), row.getLong("expected")));
        }
    }
}
