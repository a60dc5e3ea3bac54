package dev.onethread.delivery;

import dev.onethread.contracts.Unhandled;
import dev.onethread.delivery.Incoming.Line;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes dead letters and carries out what operators wish of them.
final class DeadLetterStore {
    private static final String WRITE = """
            insert into dead_letter
                (id, topic, partition, "offset", key, source, position, sent_at, headers, value, consumer, reason, parks)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            on conflict (id) do nothing
            """;

    private static final String PARK = """
            insert into parked_key (topic, source, key, dead_letter) values ($1, $2, $3, $4)
            on conflict (topic, source, key) do nothing
            """;

    private static final String WISHES = """
            select id, state, parks, partition, "offset", key, sent_at, headers, value from dead_letter
            where topic = $1 and partition = $2 and consumer = $3 and state in ('replaying', 'discarding')
            order by "offset" limit 50
            """;

    private static final String REPLAYED = "update dead_letter set state = 'replayed' where id = $1";
    private static final String UNPARK = "delete from parked_key where dead_letter = $1";
    private static final String DELETE = "delete from dead_letter where id = $1";
    private static final String FAILED_AGAIN = """
            update dead_letter set state = 'dead', attempts = attempts + 1, reason = $2, failed_at = clock_timestamp()
            where id = $1
            """;

    /// A larger value, in base64 and with its headers, might not fit into a record; the table has it whole.
    private static final int LARGEST_COPY = 400_000;

    private final String topic;
    private final String consumer;

    DeadLetterStore(String topic, String consumer) {
        this.topic = topic;
        this.consumer = consumer;
    }

    /// What an operator wants done with a dead letter.
    record Wish(UUID id, boolean replay, boolean parks, Incoming record) {}

    DeadRecord write(OpenTx tx, Incoming record, String reason, boolean parks) {
        UUID id = UUID.randomUUID();
        String why = Positions.storable(reason);
        var unused = insert(tx, id, record, why, parks);
        if (parks) {
            tx.update(PARK, topic, source(record), key(record), id);
        }
        publish(tx, record, why);
        return new DeadRecord(
                id, record.partition(), record.offset(), record.key(), record.value(), record.headers(), why);
    }

    /// For a record that every replica reads: the first to write it publishes it, for the others it is done already.
    /// @return whether it was us
    boolean writeOnce(OpenTx tx, Incoming record, String reason) {
        String place = consumer + "/" + topic + "/" + record.partition() + "/" + record.offset();
        UUID id = UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
        String why = Positions.storable(reason);
        if (tx.answer(insert(tx, id, record, why, false)).rowCount() == 0) {
            return false;
        }
        publish(tx, record, why);
        return true;
    }

    private Future<RowSet<Row>> insert(OpenTx tx, UUID id, Incoming record, String why, boolean parks) {
        return tx.send(
                WRITE,
                id,
                topic,
                record.partition(),
                record.offset(),
                key(record),
                source(record),
                record.position(),
                record.sentAt(),
                Positions.json(record.headers()),
                record.value(),
                consumer,
                why,
                parks);
    }

    private void publish(OpenTx tx, Incoming record, String why) {
        String key = key(record);
        tx.publish(topic + ".dead", key == null ? "" : key, unhandled(record, key, why));
    }

    private static @Nullable String key(Incoming record) {
        return record.key() == null ? null : Positions.storable(record.key());
    }

    private static @Nullable String source(Incoming record) {
        return record.source() == null ? null : Positions.storable(Objects.requireNonNull(record.source()));
    }

    /// NullAway does not see from outside its module that an `Unhandled` may come without a value.
    @SuppressWarnings("NullAway")
    private Unhandled unhandled(Incoming record, @Nullable String key, String reason) {
        return new Unhandled(
                topic,
                record.partition(),
                record.offset(),
                key,
                record.size() > LARGEST_COPY ? null : record.value(),
                record.headers(),
                consumer,
                reason,
                1,
                Instant.now());
    }

    List<Wish> wishes(Database database, int partition) {
        List<Wish> wishes = new ArrayList<>();
        for (Row row : database.query(WISHES, topic, partition, consumer)) {
            UUID id = row.getUUID("id");
            boolean replay = row.getString("state").equals("replaying");
            wishes.add(new Wish(id, replay, row.getBoolean("parks"), Positions.record(topic, row, id.toString())));
        }
        return wishes;
    }

    /// The record was handled after all.
    void replayed(OpenTx tx, UUID id) {
        var unparked = tx.send(UNPARK, id);
        var unused = tx.send(REPLAYED, id);
    }

    void discarded(OpenTx tx, UUID id) {
        var unused = tx.send(DELETE, id);
    }

    void failedAgain(Database database, UUID id, String reason) {
        database.query(FAILED_AGAIN, id, Positions.storable(reason));
    }

    static Line line(Incoming record) {
        return Objects.requireNonNull(record.line(), "only records with a position park");
    }
}
