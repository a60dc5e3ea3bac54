package dev.onethread.ticket.postgres;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.onethread.contracts.Address;
import dev.onethread.contracts.ConversationEvent.ConversationSeparated;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.Door;
import dev.onethread.delivery.Tx;
import dev.onethread.ticket.core.Conversation;
import dev.onethread.ticket.core.Glance;
import dev.onethread.ticket.core.Happening;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Entries that an undone merge moves. Each goes on under the next number of the reopened conversation; in
/// its place it leaves a *moved* entry, so that no number is missing.
public final class Moving {
    private static final String LEAVING = """
            SELECT seq, kind, at, woven, place, version FROM entry
            WHERE conversation = $1 AND address = ANY($2) AND kind IN ('message', 'reply') AND seq <= $3
            ORDER BY seq
            """;
    private static final String LAST_WOVEN =
            "SELECT woven FROM entry WHERE conversation = $1 ORDER BY seq DESC LIMIT 1";
    private static final String MOVE = """
            UPDATE entry e SET conversation = $2, seq = n.to_seq, place = n.to_place, woven = n.to_woven,
                version = e.version + 1
            FROM json_to_recordset($3::text::json) AS n (seq bigint, to_seq bigint, to_place bigint,
                to_woven timestamptz)
            WHERE e.conversation = $1 AND e.seq = n.seq
            """;
    private static final String LEAVE = """
            INSERT INTO entry (conversation, seq, version, kind, at, author_kind, event, woven)
            SELECT $1, n.seq, n.version, 'event', n.at, 'system', $2::text::jsonb, n.woven
            FROM json_to_recordset($3::text::json) AS n (seq bigint, version bigint, at timestamptz, woven timestamptz)
            """;
    /// What came in after the last answer and the last resolution.
    private static final String UNANSWERED = """
            SELECT count(*)::int AS still, min(at) AS since FROM entry
            WHERE conversation = $1 AND kind = 'message' AND seq > coalesce((SELECT max(seq) FROM entry
                WHERE conversation = $1 AND (kind = 'reply' OR event ->> 'type' = 'resolved')), 0)
            """;
    private static final String LAST_SHOWN = """
            SELECT kind, text, at FROM entry
            WHERE conversation = $1 AND kind IN ('message', 'reply', 'note') ORDER BY seq DESC LIMIT 1
            """;
    private static final String LAST_USED = """
            SELECT address, door FROM entry
            WHERE conversation = $1 AND kind = 'message' AND address IS NOT NULL AND door IS NOT NULL
            ORDER BY seq DESC LIMIT 1
            """;
    private static final String CHANNELS = """
            SELECT DISTINCT split_part(address, ':', 1) AS channel FROM entry
            WHERE conversation = $1 AND kind = 'message' AND address IS NOT NULL
            """;

    private Moving() {}

    /// What went: how many entries, and up to which place.
    public record Went(int entries, long place) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Step(
            long seq,
            long version,
            Instant at,
            Instant woven,
            long toSeq,
            @Nullable Long toPlace,
            Instant toWoven) {}

    /// Moves what belongs to the reopened conversation from one side, as far as it had come when it said so.
    /// Everything appended must have been stored.
    public static Went move(
            Tx tx, Transcript transcript, Conversation to, MergeWords.Said<ConversationSeparated> said, long lastSeq) {
        ConversationSeparated event = said.event();
        Map<Long, Long> places = MergeWords.places(event);
        Instant woven = lastWoven(tx, to.id());
        List<Step> steps = new ArrayList<>();
        long place = 0;
        String[] keys = MergeWords.keys(event).toArray(String[]::new);
        for (Row row : tx.query(LEAVING, said.conversation().value(), keys, said.upTo())) {
            Long stood = row.getLong("place");
            Long goes = stood == null ? null : places.get(stood);
            boolean message = row.getString("kind").equals("message");
            if (message && stood != null && goes == null) {
                // Said after the strand had been joined again.
                continue;
            }
            Instant at = row.getOffsetDateTime("at").toInstant();
            Instant shown = row.getOffsetDateTime("woven").toInstant();
            woven = woven != null && woven.isAfter(at) ? woven : at;
            steps.add(new Step(
                    row.getLong("seq"),
                    row.getLong("version") + 1,
                    at,
                    shown,
                    lastSeq + steps.size() + 1,
                    goes,
                    woven));
            place = Math.max(place, goes == null ? 0 : goes);
        }
        if (!steps.isEmpty()) {
            String json = Json.of(steps);
            UUID from = said.conversation().value();
            var moved = Happening.merging("moved", event.by(), null, null, to.id(), event.merge());
            tx.update(MOVE, from, to.id().value(), json);
            tx.update(LEAVE, from, Json.of(moved), json);
            steps.forEach(step -> {
                transcript.touched(said.conversation(), step.seq());
                transcript.touched(to.id(), step.toSeq());
            });
        }
        return new Went(steps.size(), place);
    }

    private static @Nullable Instant lastWoven(Tx tx, ConversationId id) {
        for (Row row : tx.query(LAST_WOVEN, id.value())) {
            return row.getOffsetDateTime("woven").toInstant();
        }
        return null;
    }

    /// What lists show of a conversation from which something went, or to which something came.
    /// @param waits whether anything of either waited for an answer
    public static Glance glance(Tx tx, Conversation conversation, boolean waits) {
        Glance before = conversation.glance();
        Instant since = null;
        int still = 0;
        if (waits) {
            Row row = tx.query(UNANSWERED, conversation.id().value()).iterator().next();
            still = row.getInteger("still");
            since = ConversationRow.instant(row, "since");
        }
        String text = "";
        Glance.By by = Glance.By.EVENT;
        Instant at = before.lastAt();
        for (Row row : tx.query(LAST_SHOWN, conversation.id().value())) {
            text = row.getString("text");
            at = row.getOffsetDateTime("at").toInstant();
            by = switch (row.getString("kind")) {
                case "message" -> Glance.By.CUSTOMER;
                case "reply" -> Glance.By.AGENT;
                default -> Glance.By.NOTE;
            };
        }
        Address address = null;
        Door door = null;
        for (Row row : tx.query(LAST_USED, conversation.id().value())) {
            address = Address.parse(row.getString("address"));
            door = ConversationRow.door(row.getString("door"));
        }
        List<String> channels = new ArrayList<>();
        tx.query(CHANNELS, conversation.id().value()).forEach(row -> channels.add(row.getString("channel")));
        return before.left(still, since, text, by, at, address, door, Set.copyOf(channels));
    }
}
