package dev.onethread.ticket.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Circumstances;
import dev.onethread.contracts.Door;
import dev.onethread.delivery.Database;
import dev.onethread.ticket.core.Happening;
import dev.onethread.ticket.core.Words;
import dev.onethread.ticket.screen.EntryView;
import dev.onethread.ticket.screen.Summary;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Transcripts to read.
@ApplicationScoped
public class Entries {
    private static final String SELECT = """
            SELECT e.conversation, e.seq, e.woven, e.version, e.kind, e.at, e.author_kind, e.author_id, e.author_name, e.address,
                e.door, e.text, e.subject, e.quoted, e.html IS NOT NULL AS html, e.attachments::text AS attachments,
                e.delivery_state, e.delivery_code, e.delivery_detail, e.perhaps_twice, e.attempt, e.reply_id,
                e.edited_at, e.deleted, e.reactions, e.event::text AS event, e.unreadable, u.name AS agent_name,
                e.spans::text AS spans, e.around::text AS around, e.buttons::text AS buttons,
                e.amendment::text AS amendment, e.channel_message IS NOT NULL AS answerable, e.reply_to IS NOT NULL AS answers,
                answered.seq AS answered_seq, answered.author_name AS answered_author, answered.text AS answered_text,
                CASE WHEN e.buttons IS NOT NULL THEN ARRAY(SELECT c.around ->> 'choice' FROM entry c
                    WHERE c.conversation = e.conversation AND c.reply_to = e.channel_message AND c.address = e.address
                        AND c.around ->> 'choice' IS NOT NULL) END AS choices
            FROM entry e LEFT JOIN app_user u ON u.id = e.event ->> 'agent'
            LEFT JOIN LATERAL (SELECT a.seq, a.author_name, left(a.text, 500) AS text FROM entry a
                WHERE a.conversation = e.conversation AND a.channel_message = e.reply_to AND a.address = e.address
                ORDER BY a.seq LIMIT 1) AS answered ON e.reply_to IS NOT NULL
            """;
    private static final String BEFORE =
            SELECT + "WHERE e.conversation = $1 AND e.seq < $2 ORDER BY e.seq DESC LIMIT $3";
    private static final String AFTER = SELECT + "WHERE e.conversation = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3";
    private static final String ONE = SELECT + "WHERE e.conversation = $1 AND e.seq = $2";
    private static final String BY_KEYS = SELECT + """
            JOIN unnest($1::uuid[], $2::bigint[]) AS k (conversation, seq)
                ON k.conversation = e.conversation AND k.seq = e.seq
            ORDER BY e.conversation, e.seq
            """;
    private static final String FILES =
            "SELECT attachments::text AS attachments, html::text AS html FROM entry WHERE conversation = $1 AND seq = $2";

    private static final String VERSIONS = """
            SELECT text, spans::text AS spans, written_at FROM entry_version
            WHERE conversation = $1 AND seq = $2 ORDER BY id LIMIT 200
            """;

    private static final Comparator<EntryView> WOVEN = Comparator.comparing(EntryView::woven)
            .thenComparing(EntryView::strand)
            .thenComparing(EntryView::seq);

    private final Database database;

    Entries(Database database) {
        this.database = database;
    }

    /// Entries in rising order; `more` stand beyond them in the direction asked for.
    public record EntryPage(List<EntryView> items, boolean more) {}

    /// What an entry's bytes are: its files and its unsanitised HTML.
    public record Files(
            List<Attachment> attachments, @Nullable BlobRef html) {}

    /// Names an entry.
    public record Key(UUID conversation, long seq) {}

    public EntryPage before(UUID conversation, long seq, int limit) {
        return page(BEFORE, conversation, seq, limit, true);
    }

    /// The newest of several strands, woven by time; of each only what stands below its bound, where it has
    /// one.
    public EntryPage woven(List<UUID> strands, Map<UUID, Long> below, int limit) {
        List<EntryView> all = new ArrayList<>();
        for (UUID strand : strands) {
            database.query(BEFORE, strand, below.getOrDefault(strand, Long.MAX_VALUE), limit + 1)
                    .forEach(row -> all.add(view(row)));
        }
        all.sort(WOVEN);
        boolean more = all.size() > limit;
        return new EntryPage(more ? List.copyOf(all.subList(all.size() - limit, all.size())) : all, more);
    }

    public EntryPage after(UUID conversation, long seq, int limit) {
        return page(AFTER, conversation, seq, limit, false);
    }

    public Optional<EntryView> find(UUID conversation, long seq) {
        RowSet<Row> rows = database.query(ONE, conversation, seq);
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(view(rows.iterator().next()));
    }

    public Map<UUID, List<EntryView>> byKeys(Collection<Key> keys) {
        Map<UUID, List<EntryView>> found = new HashMap<>();
        Object[] conversations = keys.stream().map(Key::conversation).toArray(UUID[]::new);
        Long[] seqs = keys.stream().map(Key::seq).toArray(Long[]::new);
        for (Row row : database.query(BY_KEYS, conversations, seqs)) {
            found.computeIfAbsent(row.getUUID("conversation"), id -> new ArrayList<>())
                    .add(view(row));
        }
        return found;
    }

    public Optional<Files> files(UUID conversation, long seq) {
        RowSet<Row> rows = database.query(FILES, conversation, seq);
        if (rows.size() == 0) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        String html = row.getString("html");
        return Optional.of(new Files(
                Attachments.read(row.getString("attachments")), html == null ? null : Json.read(html, BlobRef.class)));
    }

    /// What an entry said before, oldest first.
    public List<EntryView.VersionView> versions(UUID conversation, long seq) {
        List<EntryView.VersionView> versions = new ArrayList<>();
        for (Row row : database.query(VERSIONS, conversation, seq)) {
            versions.add(new EntryView.VersionView(
                    row.getString("text"),
                    Told.spans(row.getString("spans")),
                    row.getOffsetDateTime("written_at").toInstant()));
        }
        return versions;
    }

    private EntryPage page(String sql, UUID conversation, long seq, int limit, boolean falling) {
        List<EntryView> views = new ArrayList<>();
        database.query(sql, conversation, seq, limit + 1).forEach(row -> views.add(view(row)));
        boolean more = views.size() > limit;
        List<EntryView> items = more ? views.subList(0, limit) : views;
        return new EntryPage(falling ? items.reversed() : items, more);
    }

    static EntryView view(Row row) {
        String address = row.getString("address");
        String door = row.getString("door");
        String event = row.getString("event");
        Circumstances around = Told.around(row.getString("around"));
        return new EntryView(
                row.getUUID("conversation"),
                row.getLong("seq"),
                row.getLong("version"),
                row.getString("kind"),
                row.getOffsetDateTime("at").toInstant(),
                address == null ? null : Address.parse(address).channel().prefix(),
                address,
                door == null ? null : door(door),
                new EntryView.AuthorView(
                        row.getString("author_kind"), row.getString("author_id"), row.getString("author_name")),
                row.getString("text"),
                row.getString("subject"),
                row.getString("quoted"),
                row.getBoolean("html"),
                files(Attachments.read(row.getString("attachments"))),
                row.getString("delivery_state") == null ? null : delivery(row),
                row.getUUID("reply_id"),
                ConversationRow.instant(row, "edited_at"),
                row.getBoolean("deleted"),
                Arrays.asList(row.getArrayOfStrings("reactions")),
                event == null ? null : event(Json.read(event, Happening.class), row.getString("agent_name")),
                row.getString("unreadable"),
                Told.spans(row.getString("spans")),
                around == null ? null : around.album(),
                Told.answered(row, around),
                around == null ? null : around.origin(),
                Told.buttons(row),
                around != null && around.choice() != null,
                Told.amendment(row.getString("amendment")),
                row.getBoolean("answerable"),
                row.getOffsetDateTime("woven").toInstant(),
                Told.letter(around, row.getUUID("conversation")));
    }

    static Summary.DoorView door(String key) {
        Door door = ConversationRow.door(key);
        return new Summary.DoorView(door.channel().prefix(), door.name());
    }

    private static EntryView.DeliveryView delivery(Row row) {
        return new EntryView.DeliveryView(
                row.getString("delivery_state"),
                row.getString("delivery_code"),
                row.getString("delivery_detail"),
                row.getBoolean("perhaps_twice"),
                row.getInteger("attempt"));
    }

    private static List<EntryView.FileView> files(List<Attachment> attachments) {
        List<EntryView.FileView> views = new ArrayList<>();
        for (Attachment file : attachments) {
            BlobRef blob = file.blob();
            views.add(new EntryView.FileView(
                    views.size(),
                    file.name(),
                    Words.of(file.kind()),
                    file.mediaType(),
                    blob == null ? null : blob.size(),
                    file.missing(),
                    file.detail(),
                    file.media(),
                    file.card()));
        }
        return views;
    }

    private static EntryView.EventView event(Happening happening, @Nullable String agentName) {
        return new EntryView.EventView(
                happening.type(),
                happening.agent() == null ? null : happening.agent().value(),
                agentName,
                happening.reason(),
                happening.desk() == null ? null : happening.desk().value(),
                happening.decision() == null ? null : happening.decision().toString(),
                happening.detail(),
                happening.conversation() == null
                        ? null
                        : happening.conversation().value(),
                happening.merge() == null ? null : happening.merge().value());
    }
}
