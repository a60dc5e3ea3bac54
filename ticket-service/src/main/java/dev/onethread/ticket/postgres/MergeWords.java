package dev.onethread.ticket.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.ConversationEvent.ConversationSeparated;
import dev.onethread.contracts.ConversationEvent.MovedPlace;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.MergeId;
import dev.onethread.contracts.Wire;
import dev.onethread.delivery.Tx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the sides of merges have said so far, and what waits for the last of them. Under the locks of the
/// conversations.
public final class MergeWords {
    private static final String MEET = "SELECT pg_advisory_xact_lock($1)";
    private static final String SAY = """
            INSERT INTO merge_word (merge, conversation, what, up_to, event) VALUES ($1, $2, $3, $4, $5::text::jsonb)
            ON CONFLICT DO NOTHING
            """;
    private static final String SAID = """
            SELECT conversation, up_to, event::text AS event FROM merge_word WHERE merge = $1 AND what = $2
            """;
    private static final String FORGET = "DELETE FROM merge_word WHERE merge = $1 AND what = ANY($2)";
    private static final String WAITING =
            "SELECT conversation FROM merge_word WHERE what = 'reopened' AND conversation = ANY($1)";
    private static final String HOLD =
            "INSERT INTO held_event (conversation, type, value, replay_of) VALUES ($1, $2, $3, $4)";
    private static final String RELEASE = """
            WITH held AS (DELETE FROM held_event WHERE conversation = $1 RETURNING id, type, value, replay_of)
            SELECT type, value, replay_of FROM held ORDER BY id
            """;
    private static final String ABSORB = "UPDATE conversation SET absorbed_by = $2 WHERE id = $1";

    private MergeWords() {}

    /// What one side said; `upTo` is the number its transcript had then.
    public record Said<E>(ConversationId conversation, long upTo, E event) {}

    /// An event that waited.
    public record Held(ConversationEvent event, @Nullable String replayOf) {}

    /// Of two sides that speak at once the later one waits, and then hears the earlier.
    public static void say(Tx tx, MergeId merge, String what, ConversationId conversation, long upTo, Object event) {
        tx.query(MEET, merge.value().getMostSignificantBits());
        tx.update(SAY, merge.value(), conversation.value(), what, upTo, Json.of(event));
    }

    public static <E> Map<ConversationId, Said<E>> said(Tx tx, MergeId merge, String what, Class<E> type) {
        Map<ConversationId, Said<E>> said = new HashMap<>();
        for (Row row : tx.query(SAID, merge.value(), what)) {
            ConversationId conversation = new ConversationId(row.getUUID("conversation"));
            said.put(
                    conversation,
                    new Said<>(conversation, row.getLong("up_to"), Json.read(row.getString("event"), type)));
        }
        return said;
    }

    public static void forget(Tx tx, MergeId merge, String... whats) {
        tx.update(FORGET, merge.value(), whats);
    }

    /// Those of which something has still to come from another stream before they go on.
    public static Set<ConversationId> waiting(Tx tx, Collection<ConversationId> ids) {
        Set<ConversationId> waiting = new HashSet<>();
        UUID[] asked = ids.stream().map(ConversationId::value).distinct().toArray(UUID[]::new);
        tx.query(WAITING, (Object) asked).forEach(row -> waiting.add(new ConversationId(row.getUUID(0))));
        return waiting;
    }

    public static void hold(Tx tx, ConversationEvent event, @Nullable String replayOf) {
        tx.update(HOLD, event.conversation().value(), Wire.type(event), Buffer.buffer(Wire.bytes(event)), replayOf);
    }

    /// What was held, in its order; it is held no longer.
    public static List<Held> release(Tx tx, ConversationId conversation) {
        List<Held> held = new ArrayList<>();
        for (Row row : tx.query(RELEASE, conversation.value())) {
            held.add(new Held(read(row), row.getString("replay_of")));
        }
        return held;
    }

    private static ConversationEvent read(Row row) {
        try {
            byte[] value = row.getBuffer("value").getBytes();
            return (ConversationEvent) Wire.read(row.getString("type"), null, value);
        } catch (Wire.Unreadable e) {
            throw new IllegalStateException("an event of ours that we wrote ourselves", e);
        }
    }

    public static void absorb(Tx tx, ConversationId strand, @Nullable ConversationId survivor) {
        tx.update(ABSORB, strand.value(), survivor == null ? null : survivor.value());
    }

    static Set<String> keys(ConversationSeparated event) {
        Set<String> keys = new HashSet<>();
        event.addresses().stream().map(Address::key).forEach(keys::add);
        return keys;
    }

    static Map<Long, Long> places(ConversationSeparated event) {
        Map<Long, Long> places = new HashMap<>();
        for (MovedPlace moved : event.moved()) {
            places.put(moved.place(), moved.to());
        }
        return places;
    }
}
