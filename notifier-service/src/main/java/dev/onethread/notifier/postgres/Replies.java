package dev.onethread.notifier.postgres;

import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.ReplyRequest.DeliveryRetryRequested;
import dev.onethread.contracts.ReplyRequest.ReplyRequested;
import dev.onethread.delivery.Tx;
import dev.onethread.notifier.core.Admission;
import dev.onethread.notifier.core.Part;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Replies as they were asked for.
@ApplicationScoped
public class Replies {
    private static final String STORE_REPLIES = """
            INSERT INTO reply (id, conversation, address, channel, lane, request, state, code, detail, requested_at,
                               amends, withdraws, ended_at)
            SELECT id, conversation, address, channel, lane, request::jsonb, state, code, detail, requested_at,
                   amends, withdraws, CASE WHEN state IN ('sent', 'failed') THEN now() END
            FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                        $9::text[], $10::timestamptz[], $11::uuid[], $12::bool[])
                 WITH ORDINALITY AS r(id, conversation, address, channel, lane, request, state, code, detail,
                                      requested_at, amends, withdraws, n)
            ORDER BY n
            ON CONFLICT (id) DO NOTHING
            RETURNING id, place""";

    private static final String STORE_PARTS = """
            INSERT INTO delivery (reply, part, place, lane, address, text, attachments, state, code, form, due_at)
            SELECT reply, part, place, lane, address, text, attachments::jsonb, state, code, form::jsonb,
                   CASE WHEN state = 'pending' THEN now() END
            FROM unnest($1::uuid[], $2::int[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                        $9::text[], $10::text[])
                 AS d(reply, part, place, lane, address, text, attachments, state, code, form)""";

    private static final String REOPEN = """
            UPDATE reply SET attempt = $2, state = 'waiting', code = NULL, detail = NULL, ended_at = NULL
            WHERE id = $1 AND attempt < $2 AND state = 'failed'
            RETURNING request::text""";

    private static final String KNOWN = "SELECT 1 FROM reply WHERE id = $1";

    private static final String PARTS_OF =
            "SELECT part, text, attachments::text, form::text, state FROM delivery WHERE reply = $1 ORDER BY part";

    private static final String REARM = """
            UPDATE delivery
            SET state = 'pending', due_at = now(), tries = 0, code = NULL, detail = NULL, changed_at = now()
            WHERE reply = $1 AND state = 'failed'""";

    private static final String HAND_OVER_AGAIN = """
            WITH parts AS (
                UPDATE delivery SET state = 'sent', due_at = NULL, code = NULL, detail = NULL, changed_at = now()
                WHERE reply = $1)
            UPDATE reply SET state = 'sent', ended_at = now() WHERE id = $1""";

    private static final String FAIL_AGAIN =
            "UPDATE reply SET state = 'failed', code = $2, detail = $3, ended_at = now() WHERE id = $1";

    private static final String RING =
            "SELECT pg_notify('" + LaneBell.CHANNEL + "', lane) FROM unnest($1::text[]) AS l(lane)";

    /// A reply with what is to be done with it; `amends` is the one it changes or takes back.
    public record Arrival(
            ReplyRequested request,
            Admission admission,
            @Nullable ReplyId amends,
            boolean withdraws) {
        public Arrival(ReplyRequested request, Admission admission) {
            this(request, admission, null, false);
        }
    }

    /// A failed reply that was asked for again.
    public record Reopened(ReplyRequested request, List<Part> parts) {}

    /// @return those that were not stored before
    public SequencedSet<ReplyId> store(Tx tx, List<Arrival> arrivals) {
        if (arrivals.isEmpty()) {
            return new LinkedHashSet<>();
        }
        Map<UUID, Long> places = storeReplies(tx, arrivals);
        storeParts(tx, arrivals, places);
        SequencedSet<ReplyId> fresh = new LinkedHashSet<>();
        arrivals.stream()
                .map(arrival -> arrival.request().reply())
                .filter(id -> places.containsKey(id.value()))
                .forEach(fresh::add);
        return fresh;
    }

    /// Takes up a failed reply again if `retry` is newer than all that was heard of it.
    /// @return null where there is nothing to take up
    public @Nullable Reopened reopen(Tx tx, DeliveryRetryRequested retry) {
        for (Row row : tx.query(REOPEN, retry.reply().value(), retry.attempt())) {
            List<Part> parts = new ArrayList<>();
            for (Row part : tx.query(PARTS_OF, retry.reply().value())) {
                parts.add(new Part(
                        part.getString("text"),
                        Json.attachments(part.getString("attachments")),
                        Json.form(part.getString("form"))));
            }
            return new Reopened(Json.request(row.getString("request")), parts);
        }
        return null;
    }

    public boolean known(Tx tx, ReplyId reply) {
        return tx.query(KNOWN, reply.value()).size() > 0;
    }

    /// What a reopened reply starts with.
    public void restart(Tx tx, ReplyId reply, Admission admission) {
        switch (admission) {
            case Admission.Queued queued -> tx.update(REARM, reply.value());
            case Admission.HandedOver handed -> tx.update(HAND_OVER_AGAIN, reply.value());
            case Admission.Refused refused -> tx.update(FAIL_AGAIN, reply.value(), refused.code(), refused.detail());
        }
    }

    /// Wakes the owners of these lanes, wherever they are, once the transaction has committed.
    public void ring(Tx tx, SequencedSet<String> lanes) {
        if (!lanes.isEmpty()) {
            tx.query(RING, (Object) lanes.toArray(String[]::new));
        }
    }

    private static Map<UUID, Long> storeReplies(Tx tx, List<Arrival> arrivals) {
        int n = arrivals.size();
        UUID[] ids = new UUID[n];
        UUID[] conversations = new UUID[n];
        String[][] texts = new String[7][n];
        OffsetDateTime[] requested = new OffsetDateTime[n];
        @Nullable UUID[] amends = new @Nullable UUID[n];
        Boolean[] withdraws = new Boolean[n];
        for (int i = 0; i < n; i++) {
            ReplyRequested request = arrivals.get(i).request();
            Start start = Start.of(arrivals.get(i).admission());
            ids[i] = request.reply().value();
            conversations[i] = request.conversation().value();
            texts[0][i] = request.to().key();
            texts[1][i] = request.to().channel().name();
            texts[2][i] = request.door().key();
            texts[3][i] = Json.of(request);
            texts[4][i] = start.reply();
            texts[5][i] = start.code();
            texts[6][i] = start.detail();
            requested[i] = utc(request.at());
            ReplyId amended = arrivals.get(i).amends();
            amends[i] = amended == null ? null : amended.value();
            withdraws[i] = arrivals.get(i).withdraws();
        }
        Map<UUID, Long> places = new HashMap<>();
        for (Row row : tx.query(
                STORE_REPLIES,
                ids,
                conversations,
                texts[0],
                texts[1],
                texts[2],
                texts[3],
                texts[4],
                texts[5],
                texts[6],
                requested,
                amends,
                withdraws)) {
            places.put(row.getUUID("id"), row.getLong("place"));
        }
        return places;
    }

    private static void storeParts(Tx tx, List<Arrival> arrivals, Map<UUID, Long> places) {
        PartColumns columns = new PartColumns();
        SequencedSet<UUID> done = new LinkedHashSet<>();
        for (Arrival arrival : arrivals) {
            ReplyRequested request = arrival.request();
            Long place = places.get(request.reply().value());
            if (place != null && done.add(request.reply().value())) {
                columns.add(request, arrival.admission(), place);
            }
        }
        columns.insert(tx);
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /// The states a reply and its parts begin in.
    private record Start(
            String reply,
            String part,
            @Nullable String code,
            @Nullable String detail) {
        static Start of(Admission admission) {
            return switch (admission) {
                case Admission.Queued queued -> new Start("waiting", "pending", null, null);
                case Admission.HandedOver handed -> new Start("sent", "sent", null, null);
                case Admission.Refused refused -> new Start("failed", "failed", refused.code(), refused.detail());
            };
        }
    }

    /// Parts column by column, as `unnest` takes them.
    private static final class PartColumns {
        private final List<UUID> replies = new ArrayList<>();
        private final List<Integer> parts = new ArrayList<>();
        private final List<Long> places = new ArrayList<>();
        private final List<String> lanes = new ArrayList<>();
        private final List<String> addresses = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();
        private final List<String> attachments = new ArrayList<>();
        private final List<String> states = new ArrayList<>();
        private final List<@Nullable String> codes = new ArrayList<>();
        private final List<@Nullable String> forms = new ArrayList<>();

        void add(ReplyRequested request, Admission admission, long place) {
            Start start = Start.of(admission);
            int number = 1;
            for (Part part : admission.parts()) {
                replies.add(request.reply().value());
                parts.add(number++);
                places.add(place);
                lanes.add(request.door().key());
                addresses.add(request.to().key());
                texts.add(part.text());
                attachments.add(Json.of(part.attachments()));
                states.add(start.part());
                codes.add(start.code());
                forms.add(Json.of(part.form()));
            }
        }

        void insert(Tx tx) {
            if (replies.isEmpty()) {
                return;
            }
            tx.update(
                    STORE_PARTS,
                    replies.toArray(UUID[]::new),
                    parts.toArray(Integer[]::new),
                    places.toArray(Long[]::new),
                    lanes.toArray(String[]::new),
                    addresses.toArray(String[]::new),
                    texts.toArray(String[]::new),
                    attachments.toArray(String[]::new),
                    states.toArray(String[]::new),
                    codes.toArray(String[]::new),
                    forms.toArray(String[]::new));
        }
    }
}
