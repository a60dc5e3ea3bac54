package dev.onethread.ingest.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.ScreenChanged;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Visitor;
import dev.onethread.contracts.Wire;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.ingest.core.ScreenEntry;
import dev.onethread.ingest.core.ScreenEntry.From;
import dev.onethread.ingest.core.Screens;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Visitors and what stands on their screens.
@ApplicationScoped
public class Visitors {
    private static final String ENROL = "INSERT INTO visitor (id, secret_hash, widget) VALUES ($1, $2, $3)";

    private static final String FIND =
            "SELECT secret_hash, widget, last_seq, external_id, agent_saw FROM visitor WHERE id = $1";

    private static final String LOCK = "SELECT last_seq FROM visitor WHERE id = $1 FOR UPDATE";

    private static final String SEQ_OF = "SELECT seq FROM visitor_entry WHERE visitor = $1 AND id = $2";

    private static final String ADD = """
            INSERT INTO visitor_entry (visitor, seq, id, sender, body, agent_name, attachments, at)
            VALUES ($1, $2, $3, $4, $5, $6, ($7::text)::jsonb, $8)""";

    private static final String COUNT = "UPDATE visitor SET last_seq = $2 WHERE id = $1";

    private static final String AFTER = """
            SELECT seq, id, sender, body, agent_name, attachments::text AS attachments, at
              FROM visitor_entry WHERE visitor = $1 AND seq > $2 ORDER BY seq LIMIT $3""";

    private static final String AFTER_FOR_ANONYMOUS = """
            SELECT e.seq, e.id, e.sender, e.body, e.agent_name, e.attachments::text AS attachments, e.at
              FROM visitor_entry e JOIN visitor v ON v.id = e.visitor AND v.external_id IS NULL
             WHERE e.visitor = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3""";

    private static final String NEWEST_REPLY = """
            SELECT id FROM visitor_entry WHERE visitor = $1 AND seq <= $2 AND sender = 'AGENT'
             ORDER BY seq DESC LIMIT 1""";

    private static final String AGENT_SAW = """
            UPDATE visitor v SET agent_saw = e.seq FROM visitor_entry e
             WHERE v.id = $1 AND e.visitor = v.id AND e.id = $2 AND e.sender = 'CUSTOMER' AND v.agent_saw < e.seq""";

    private final Database database;
    private final Instance<Screens> screens;

    Visitors(Database database, Instance<Screens> screens) {
        this.database = database;
        this.screens = screens;
    }

    public void enrol(Visitor visitor, byte[] secretHash, String widget) {
        database.query(ENROL, visitor.value(), secretHash, widget);
    }

    public Optional<Known> find(Visitor visitor) {
        for (Row row : database.query(FIND, visitor.value())) {
            return Optional.of(new Known(
                    row.getBuffer("secret_hash").getBytes(),
                    row.getString("widget"),
                    row.getLong("last_seq"),
                    row.getString("external_id"),
                    row.getLong("agent_saw")));
        }
        return Optional.empty();
    }

    /// The number of an entry that is there already.
    public OptionalLong seqOf(Visitor visitor, String id) {
        for (Row row : database.query(SEQ_OF, visitor.value(), id)) {
            return OptionalLong.of(row.getLong("seq"));
        }
        return OptionalLong.empty();
    }

    /// Adds what the visitor wrote, once; the same id again gives the same number.
    public long add(Visitor visitor, NewEntry entry) {
        return database.inTransaction(tx -> add(tx, visitor, entry));
    }

    /// The same; nothing for a visitor who was erased meanwhile.
    public OptionalLong addKnown(Visitor visitor, NewEntry entry) {
        return database.inTransaction(tx -> addKnown(tx, visitor, entry));
    }

    public OptionalLong addKnown(Tx tx, Visitor visitor, NewEntry entry) {
        return tx.query(LOCK, visitor.value()).size() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(add(tx, visitor, entry));
    }

    /// The same as part of `tx`, telling every replica that holds the visitor's sockets.
    /// @throws IllegalArgumentException for a visitor that does not exist
    public long add(Tx tx, Visitor visitor, NewEntry entry) {
        long last = lock(tx, visitor);
        for (Row row : tx.query(SEQ_OF, visitor.value(), entry.id())) {
            return row.getLong("seq");
        }
        long seq = last + 1;
        tx.update(
                ADD,
                visitor.value(),
                seq,
                entry.id(),
                entry.from().name(),
                entry.text(),
                entry.agentName(),
                json(entry.attachments()),
                entry.at().atOffset(ZoneOffset.UTC));
        tx.update(COUNT, visitor.value(), seq);
        tx.publish(Topic.WEBCHAT_SCREENS, visitor.value(), new ScreenChanged(visitor, seq));
        tx.afterCommit(() -> screens.get().changed(visitor, seq));
        return seq;
    }

    /// In order, at most `limit`. To whoever is not signed in, nothing of a visitor who is by now.
    public List<ScreenEntry> after(Visitor visitor, boolean signedIn, long seq, int limit) {
        List<ScreenEntry> entries = new ArrayList<>();
        database.query(signedIn ? AFTER : AFTER_FOR_ANONYMOUS, visitor.value(), seq, limit)
                .forEach(row -> entries.add(entry(row)));
        return entries;
    }

    /// The newest reply up to a number.
    public Optional<String> newestReply(Visitor visitor, long seq) {
        for (Row row : database.query(NEWEST_REPLY, visitor.value(), seq)) {
            return Optional.of(row.getString("id"));
        }
        return Optional.empty();
    }

    /// An agent has seen the visitor's message of this id, and so everything before. Saying it again
    /// changes nothing.
    /// @return the newest number an agent has seen by now; 0 for an unknown visitor
    public long agentSaw(Visitor visitor, String id) {
        database.query(AGENT_SAW, visitor.value(), id);
        return find(visitor).map(Known::agentSaw).orElse(0L);
    }

    private static long lock(Tx tx, Visitor visitor) {
        for (Row row : tx.query(LOCK, visitor.value())) {
            return row.getLong("last_seq");
        }
        throw new IllegalArgumentException("no such visitor");
    }

    private static ScreenEntry entry(Row row) {
        return new ScreenEntry(
                row.getLong("seq"),
                row.getString("id"),
                From.valueOf(row.getString("sender")),
                row.getString("body"),
                row.getString("agent_name"),
                row.getOffsetDateTime("at").toInstant(),
                attachments(row.getString("attachments")));
    }

    private static String json(List<Attachment> attachments) {
        try {
            return Wire.mapper().writeValueAsString(attachments);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("attachments always have a JSON form", e);
        }
    }

    private static List<Attachment> attachments(String json) {
        try {
            return Wire.mapper().readValue(json, new TypeReference<List<Attachment>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("attachments we wrote ourselves", e);
        }
    }

    /// What we know of a visitor. `secretHash` is the SHA-256 of the secret its browser holds; of no use
    /// once the visitor has an `externalId`. `agentSaw` is their newest number an agent has seen.
    public record Known(
            byte[] secretHash,
            String widget,
            long lastSeq,
            @Nullable String externalId,
            long agentSaw) {}

    /// An entry that has no number yet.
    public record NewEntry(
            String id, From from, String text, @Nullable String agentName, Instant at, List<Attachment> attachments) {}
}
