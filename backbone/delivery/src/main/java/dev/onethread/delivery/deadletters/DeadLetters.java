package dev.onethread.delivery.deadletters;

import dev.onethread.delivery.Database;
import dev.onethread.delivery.Handler;
import io.quarkus.arc.All;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The dead letters' table, and operators' wishes. A wish is carried out by the owner of the partition, between its
/// batches: that keeps the order within the key, and touches no other reader of the topic.
@ApplicationScoped
class DeadLetters {
    private static final String COLUMNS = """
            select id, topic, partition, "offset", key, source, position, sent_at, headers, consumer, reason, attempts,
                   failed_at, state, parks
            """;

    private static final String PAGE = COLUMNS + """
            from dead_letter
            where ($1::text is null or topic = $1)
              and ($2::timestamptz is null or (failed_at, id) < ($2, $3::uuid))
            order by failed_at desc, id desc limit $4
            """;

    private static final String ONE = COLUMNS + ", value from dead_letter where id = $1";

    private static final String WISH =
            "update dead_letter set state = $2 where id = $1 and state = 'dead' returning topic, partition";

    /// Nobody waits for a letter that parks nothing, nor for one of a topic without a handler, which has no owner.
    private static final String DELETE = """
            delete from dead_letter
            where id = $1 and (state = 'replayed' or (state = 'dead' and not parks) or topic <> all ($2::text[]))
            """;

    private static final String NOTIFY = "select pg_notify('onethread_wishes', $1)";

    private final Database database;
    private final Set<String> taken;

    DeadLetters(Database database, @All List<Handler<?>> handlers) {
        this.database = database;
        this.taken = handlers.stream().map(handler -> handler.topic().title()).collect(Collectors.toUnmodifiableSet());
    }

    /// Whether this service has a handler for the letter's topic; what was only read live cannot be repeated.
    boolean replayable(DeadLetter letter) {
        return taken.contains(letter.topic());
    }

    /// A page of the newest first; `next` is the cursor of the following page, null at the end.
    record Page(List<DeadLetter> items, @Nullable String next) {}

    Page page(@Nullable String topic, @Nullable String cursor, int limit) {
        Place after = cursor == null ? null : Place.read(cursor);
        List<DeadLetter> items = new ArrayList<>();
        OffsetDateTime at = after == null ? null : after.at().atOffset(ZoneOffset.UTC);
        for (Row row : database.query(PAGE, topic, at, after == null ? null : after.id(), limit + 1)) {
            items.add(letter(row, null));
        }
        if (items.size() <= limit) {
            return new Page(items, null);
        }
        List<DeadLetter> shown = items.subList(0, limit);
        return new Page(List.copyOf(shown), Place.of(shown.getLast()).written());
    }

    @Nullable
    DeadLetter find(UUID id) {
        for (Row row : database.query(ONE, id)) {
            var value = row.getBuffer("value");
            return letter(row, value == null ? null : value.getBytes());
        }
        return null;
    }

    /// @return whether it is under way now; a letter that is no longer dead is left as it is
    boolean replay(UUID id) {
        return wish(id, "replaying");
    }

    /// @return whether it is gone at once; otherwise its owner has been asked to release what waits for it
    boolean discard(UUID id) {
        if (database.query(DELETE, id, taken.toArray(String[]::new)).rowCount() > 0) {
            return true;
        }
        wish(id, "discarding");
        return false;
    }

    private boolean wish(UUID id, String state) {
        return database.inTransaction(tx -> {
            for (Row row : tx.query(WISH, id, state)) {
                tx.query(NOTIFY, row.getString(0) + "/" + row.getInteger(1));
                return true;
            }
            return false;
        });
    }

    private static DeadLetter letter(Row row, byte @Nullable [] value) {
        Map<String, String> headers = new HashMap<>();
        row.getJsonObject("headers").forEach(e -> headers.put(e.getKey(), String.valueOf(e.getValue())));
        return new DeadLetter(
                row.getUUID("id"),
                row.getString("topic"),
                row.getInteger("partition"),
                row.getLong("offset"),
                row.getString("key"),
                row.getString("source"),
                row.getLong("position"),
                row.getOffsetDateTime("sent_at").toInstant(),
                headers,
                value,
                row.getString("consumer"),
                row.getString("reason"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("failed_at").toInstant(),
                row.getString("state"),
                row.getBoolean("parks"));
    }

    /// Where a page ended.
    private record Place(Instant at, UUID id) {
        static Place of(DeadLetter letter) {
            return new Place(letter.failedAt(), letter.id());
        }

        String written() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((at + "|" + id).getBytes(StandardCharsets.UTF_8));
        }

        static Place read(String cursor) {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\\|", 2);
            return new Place(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        }
    }
}
