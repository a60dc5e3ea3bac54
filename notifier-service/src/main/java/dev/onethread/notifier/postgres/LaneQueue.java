package dev.onethread.notifier.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeliveryReported;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.ReplyRequest.ReplyRequested;
import dev.onethread.delivery.Tx;
import dev.onethread.notifier.core.Amended;
import dev.onethread.notifier.core.Delivery;
import dev.onethread.notifier.core.Pacing.Head;
import dev.onethread.notifier.core.Parcel;
import dev.onethread.notifier.core.Part;
import dev.onethread.notifier.core.PartId;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A lane's queue: one line per address, of which only the head may go. Whoever calls this owns the lane and has fenced
/// the transaction with its lease.
@ApplicationScoped
public class LaneQueue {
    private static final String FOUND_SENDING = """
            UPDATE delivery SET state = 'pending', doubts = doubts + 1, due_at = now(), changed_at = now()
            WHERE lane = $1 AND state = 'sending'""";

    private static final String UNCALLED = """
            UPDATE delivery d SET state = 'pending', tries = d.tries - 1, due_at = now(), changed_at = now()
            WHERE d.lane = $1 AND d.state = 'sending'
              AND NOT EXISTS (SELECT 1 FROM unnest($2::uuid[], $3::int[]) AS c(reply, part)
                              WHERE c.reply = d.reply AND c.part = d.part)""";

    private static final String HEADS = """
            SELECT reply, part, address, tries, doubts, greatest(1, jsonb_array_length(attachments)) AS messages,
                   greatest(0, ceil(extract(epoch FROM due_at - clock_timestamp()) * 1000))::bigint AS due_in
            FROM (SELECT DISTINCT ON (address) reply, part, address, place, tries, doubts, due_at, attachments
                  FROM delivery
                  WHERE lane = $1 AND state IN ('pending', 'waiting', 'sending')
                  ORDER BY address, place, part) AS head
            WHERE NOT EXISTS (SELECT 1 FROM delivery s
                              WHERE s.lane = $1 AND s.address = head.address AND s.state = 'sending')
              AND NOT EXISTS (SELECT 1 FROM paused_address p WHERE p.address = head.address)
            ORDER BY due_in, place
            LIMIT 500""";

    private static final String BEGIN_PARTS = """
            UPDATE delivery d
            SET state = 'sending', tries = c.tries, due_at = NULL, changed_at = now()
            FROM unnest($1::uuid[], $2::int[], $3::int[]) AS c(reply, part, tries), reply r
            WHERE d.reply = c.reply AND d.part = c.part AND r.id = d.reply AND d.state IN ('pending', 'waiting')
            RETURNING d.reply, d.part, d.tries, d.doubts, d.text, d.attachments::text, d.form::text, r.request::text,
                      r.amends, r.withdraws,
                      ARRAY(SELECT m FROM delivery o
                            CROSS JOIN LATERAL unnest(coalesce(o.channel_messages, ARRAY[o.channel_message])) AS m
                            WHERE o.reply = r.amends AND m IS NOT NULL ORDER BY o.part) AS amended,
                      (SELECT count(*) FROM delivery o WHERE o.reply = r.amends AND o.text <> '')::int AS amended_texts,
                      EXISTS (SELECT 1 FROM delivery o WHERE o.reply = r.amends AND o.part = 1
                              AND o.attachments <> '[]') AS amended_caption""";

    private static final String BEGIN_REPLIES = """
            UPDATE reply SET state = 'sending' WHERE id = ANY($1) AND state = 'waiting'
            RETURNING id, conversation, address, attempt, now() AS at""";

    private static final String END_PARTS = """
            UPDATE delivery d
            SET state = e.state, due_at = now() + e.wait * interval '1 millisecond',
                tries = coalesce(e.tries, d.tries), doubts = coalesce(e.doubts, d.doubts),
                channel_message = coalesce(e.channel_message, d.channel_message), code = e.code, detail = e.detail,
                channel_messages = coalesce(string_to_array(e.channel_messages, ','), d.channel_messages),
                changed_at = now()
            FROM unnest($1::uuid[], $2::int[], $3::text[], $4::bigint[], $5::int[], $6::int[], $7::text[], $8::text[],
                        $9::text[], $10::text[])
                 AS e(reply, part, state, wait, tries, doubts, channel_message, code, detail, channel_messages)
            WHERE d.reply = e.reply AND d.part = e.part AND d.state = 'sending'""";

    private static final String FAIL_FOLLOWING_PARTS = """
            UPDATE delivery SET state = 'failed', code = 'earlier-part', due_at = NULL, changed_at = now()
            WHERE reply = ANY($1) AND state IN ('pending', 'waiting')""";

    private static final String FAIL_REPLIES = """
            UPDATE reply r SET state = 'failed', code = f.code, detail = f.detail, ended_at = now()
            FROM unnest($1::uuid[], $2::text[], $3::text[]) AS f(id, code, detail)
            WHERE r.id = f.id AND r.state = 'sending'
            RETURNING r.id, r.conversation, r.address, r.attempt, r.code, r.detail, now() AS at""";

    private static final String SENT_REPLIES = """
            UPDATE reply r SET state = 'sent', ended_at = now()
            WHERE r.id = ANY($1) AND r.state = 'sending'
              AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.reply = r.id AND d.state <> 'sent')
            RETURNING r.id, r.conversation, r.address, r.attempt, now() AS at,
                      (SELECT d.channel_message FROM delivery d WHERE d.reply = r.id ORDER BY d.part LIMIT 1) AS channel_message,
                      (SELECT bool_or(d.doubts > 0) FROM delivery d WHERE d.reply = r.id) AS perhaps_twice""";

    /// The heads that are due, oldest first, and how long until the next becomes so; null where none waits.
    public record Due(List<Head> heads, @Nullable Duration next) {}

    /// What a call ended in.
    public record End(PartId id, Delivery.Ended ended) {}

    /// The parts to send, and what is to be reported of their replies.
    public record Begun(List<Parcel> parcels, List<DeliveryReported> reports) {}

    /// What an owner before us left behind in the middle of a call.
    /// @return how many
    public int found(Tx tx, String lane) {
        return tx.update(FOUND_SENDING, lane);
    }

    /// Takes back what is marked as *sending* beside the calls being made: the mark was committed and the call never
    /// made.
    public void uncalled(Tx tx, String lane, Set<PartId> calling) {
        UUID[] replies = calling.stream().map(id -> id.reply().value()).toArray(UUID[]::new);
        Integer[] parts = calling.stream().map(PartId::part).toArray(Integer[]::new);
        tx.update(UNCALLED, lane, replies, parts);
    }

    public Due due(Tx tx, String lane) {
        List<Head> heads = new ArrayList<>();
        for (Row row : tx.query(HEADS, lane)) {
            long dueIn = row.getLong("due_in");
            if (dueIn > 0) {
                return new Due(heads, Duration.ofMillis(dueIn));
            }
            heads.add(new Head(
                    new PartId(new ReplyId(row.getUUID("reply")), row.getInteger("part")),
                    Address.parse(row.getString("address")),
                    new Delivery.Calls(row.getInteger("tries"), row.getInteger("doubts")),
                    row.getInteger("messages")));
        }
        return new Due(heads, null);
    }

    public Begun begin(Tx tx, List<Head> heads) {
        if (heads.isEmpty()) {
            return new Begun(List.of(), List.of());
        }
        UUID[] replies = heads.stream().map(head -> head.id().reply().value()).toArray(UUID[]::new);
        Integer[] parts = heads.stream().map(head -> head.id().part()).toArray(Integer[]::new);
        Integer[] tries = heads.stream()
                .map(head -> new Delivery.Pending(head.calls()).begin().calls().tries())
                .toArray(Integer[]::new);
        List<Parcel> parcels = new ArrayList<>();
        for (Row row : tx.query(BEGIN_PARTS, replies, parts, tries)) {
            parcels.add(parcel(row));
        }
        List<DeliveryReported> reports = new ArrayList<>();
        for (Row row : tx.query(BEGIN_REPLIES, (Object) replies)) {
            reports.add(report(row, new DeliveryReported.Outcome.Sending()));
        }
        return new Begun(parcels, reports);
    }

    /// @return what is to be reported
    public List<DeliveryReported> end(Tx tx, List<End> ends) {
        List<DeliveryReported> reports = new ArrayList<>();
        if (ends.isEmpty()) {
            return reports;
        }
        EndColumns columns = new EndColumns(ends);
        tx.update(END_PARTS, columns.values());
        if (columns.failed.length > 0) {
            tx.update(FAIL_FOLLOWING_PARTS, (Object) columns.failed);
            for (Row row : tx.query(FAIL_REPLIES, columns.failed, columns.failedCodes, columns.failedDetails)) {
                reports.add(report(
                        row, new DeliveryReported.Outcome.Failed(row.getString("code"), row.getString("detail"))));
            }
        }
        if (columns.sent.length > 0) {
            for (Row row : tx.query(SENT_REPLIES, (Object) columns.sent)) {
                reports.add(report(
                        row,
                        new DeliveryReported.Outcome.Sent(
                                row.getString("channel_message"), row.getBoolean("perhaps_twice"))));
            }
        }
        return reports;
    }

    private static DeliveryReported report(Row row, DeliveryReported.Outcome outcome) {
        return new DeliveryReported(
                new ConversationId(row.getUUID("conversation")),
                row.getOffsetDateTime("at").toInstant(),
                new ReplyId(row.getUUID("id")),
                Address.parse(row.getString("address")),
                row.getInteger("attempt"),
                outcome);
    }

    private static Amended amended(Row row) {
        return new Amended(
                row.getBoolean("withdraws"),
                List.of(row.getArrayOfStrings("amended")),
                row.getInteger("amended_texts"),
                row.getBoolean("amended_caption"));
    }

    private static Parcel parcel(Row row) {
        ReplyRequested request = Json.request(row.getString("request"));
        return new Parcel(
                new PartId(request.reply(), row.getInteger("part")),
                new Delivery.Sending(new Delivery.Calls(row.getInteger("tries"), row.getInteger("doubts"))),
                request.conversation(),
                request.to(),
                request.door(),
                request.at(),
                request.agent(),
                request.agentName(),
                request.body().subject(),
                request.inReplyTo(),
                request.answers(),
                new Part(
                        row.getString("text"),
                        Json.attachments(row.getString("attachments")),
                        Json.form(row.getString("form"))),
                row.getUUID("amends") == null ? null : amended(row),
                request.signature());
    }
}
