package dev.onethread.delivery;

import dev.onethread.delivery.Incoming.Line;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whose turn it is: within source and key the record after the last applied one. Lower ones were applied before,
/// higher ones are held until the gap closes. A key is parked simply by leaving its gap open.
///
/// All of it happens under the partition's guard, so nobody else moves these rows meanwhile.
final class Positions {
    private static final int LOOK_AHEAD = 200;

    private static final String LAST = """
            select w.source, w.key, coalesce(p.last, 0), exists (
                select from held_record h where h.topic = $1 and h.source = w.source and h.key = w.key)
            from unnest($2::text[], $3::text[]) as w(source, key)
            left join incoming_position p on p.topic = $1 and p.source = w.source and p.key = position_key(w.key)
            """;

    private static final String HELD = """
            select source, key, position, partition, "offset", sent_at, headers, value from held_record
            where topic = $1 and source = $2 and key = $3 and position > $4 order by position limit $5
            """;

    private static final String ADVANCE = """
            insert into incoming_position as p (topic, source, key, last)
            select $1, source, position_key(key), last from unnest($2::text[], $3::text[], $4::bigint[]) as w(source, key, last)
            on conflict (topic, source, key) do update set last = excluded.last
            """;

    private static final String HOLD = """
            insert into held_record (topic, source, key, position, partition, "offset", sent_at, headers, value)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
            """;

    private static final String RELEASE = """
            delete from held_record h using unnest($2::text[], $3::text[], $4::bigint[]) as w(source, key, position)
            where h.topic = $1 and h.source = w.source and h.key = w.key and h.position = w.position
            """;

    private static final String RELEASABLE = """
            select h.source, h.key from held_record h
            left join incoming_position p on p.topic = h.topic and p.source = h.source and p.key = position_key(h.key)
            where h.topic = $1 and h.partition = $2 and h.position <= coalesce(p.last, 0) + 1
              and not exists (select from parked_key k where k.topic = h.topic and k.source = h.source and k.key = h.key)
            group by h.source, h.key
            """;

    private static final String FORGET_STALE =
            "delete from held_record where topic = $1 and source = $2 and key = $3 and position <= $4";

    private final String topic;

    Positions(String topic) {
        this.topic = topic;
    }

    /// What a batch comes to: the records to apply now, and what was done with the others. `more` are the lines that
    /// may have further held records whose turn it is.
    record Turn(List<Incoming> apply, int dropped, int held, int released, Set<Line> more) {}

    /// Where a line stands while a batch is looked at.
    private static final class Cursor {
        final Line line;
        final long before;
        final boolean holds;
        long last;
        boolean loaded;
        final TreeMap<Long, Incoming> waiting = new TreeMap<>();
        final Map<Long, Incoming> fresh = new LinkedHashMap<>();
        final List<Long> released = new ArrayList<>();

        Cursor(Line line, long last, boolean holds) {
            this.line = line;
            this.before = last;
            this.last = last;
            this.holds = holds;
        }
    }

    /// Asks where the lines of a batch stand. Records without a position are guilty.
    Future<RowSet<Row>> ask(OpenTx tx, List<Incoming> batch) {
        Set<Line> lines = new LinkedHashSet<>();
        for (Incoming record : batch) {
            Line line = record.line();
            if (line == null) {
                throw new Guilty(record, "no position, source or key on a topic that has positions");
            }
            lines.add(line);
        }
        return tx.send(LAST, topic, sources(lines), keys(lines));
    }

    /// @param releasing whether held records whose gap closes are to be applied too
    Turn take(OpenTx tx, List<Incoming> batch, RowSet<Row> answer, boolean releasing) {
        Map<Line, Cursor> cursors = new HashMap<>();
        for (Row row : answer) {
            Line line = new Line(row.getString(0), row.getString(1));
            cursors.put(line, new Cursor(line, row.getLong(2), row.getBoolean(3)));
        }
        List<Incoming> apply = new ArrayList<>();
        int dropped = 0;
        for (Incoming record : batch) {
            Cursor cursor = cursor(cursors, record);
            long position = position(record);
            if (position <= cursor.last) {
                dropped++;
            } else if (position > cursor.last + 1) {
                wait(cursor, position, record);
            } else {
                apply.add(record);
                cursor.last = position;
                if (releasing) {
                    apply.addAll(release(tx, cursor));
                }
            }
        }
        return store(tx, cursors.values(), apply, dropped);
    }

    private static void wait(Cursor cursor, long position, Incoming record) {
        if (!cursor.waiting.containsKey(position)) {
            cursor.waiting.put(position, record);
            cursor.fresh.put(position, record);
        }
    }

    private List<Incoming> release(OpenTx tx, Cursor cursor) {
        if (cursor.holds && !cursor.loaded) {
            cursor.loaded = true;
            held(tx, cursor.line, cursor.last, LOOK_AHEAD).forEach(r -> {
                cursor.waiting.put(position(r), r);
                cursor.fresh.remove(position(r));
            });
        }
        List<Incoming> released = new ArrayList<>();
        Incoming next = cursor.waiting.remove(cursor.last + 1);
        while (next != null) {
            cursor.last++;
            released.add(next);
            if (cursor.fresh.remove(cursor.last) == null) {
                cursor.released.add(cursor.last);
            }
            next = cursor.waiting.remove(cursor.last + 1);
        }
        return released;
    }

    private Turn store(OpenTx tx, Iterable<Cursor> cursors, List<Incoming> apply, int dropped) {
        List<Cursor> advanced = new ArrayList<>();
        Map<Line, List<Long>> released = new LinkedHashMap<>();
        Set<Line> more = new LinkedHashSet<>();
        int held = 0;
        int freed = 0;
        for (Cursor cursor : cursors) {
            for (Incoming record : cursor.fresh.values()) {
                hold(tx, cursor.line, record);
                held++;
            }
            if (cursor.last > cursor.before) {
                advanced.add(cursor);
                if (cursor.holds || !cursor.fresh.isEmpty()) {
                    more.add(cursor.line);
                }
            }
            if (!cursor.released.isEmpty()) {
                released.put(cursor.line, cursor.released);
                freed += cursor.released.size();
            }
        }
        advance(tx, advanced);
        forget(tx, released);
        return new Turn(apply, dropped, held, freed, more);
    }

    private void advance(OpenTx tx, List<Cursor> cursors) {
        if (!cursors.isEmpty()) {
            var unused = tx.send(
                    ADVANCE,
                    topic,
                    cursors.stream().map(c -> c.line.source()).toArray(String[]::new),
                    cursors.stream().map(c -> c.line.key()).toArray(String[]::new),
                    cursors.stream().map(c -> c.last).toArray(Long[]::new));
        }
    }

    void advance(OpenTx tx, Line line, long last) {
        var unused =
                tx.send(ADVANCE, topic, new String[] {line.source()}, new String[] {line.key()}, new Long[] {last});
    }

    private void hold(OpenTx tx, Line line, Incoming record) {
        var unused = tx.send(
                HOLD,
                topic,
                line.source(),
                line.key(),
                position(record),
                record.partition(),
                record.offset(),
                record.sentAt(),
                json(record.headers()),
                record.value());
    }

    void forget(OpenTx tx, Map<Line, List<Long>> released) {
        List<String> sources = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        released.forEach((line, all) -> all.forEach(position -> {
            sources.add(line.source());
            keys.add(line.key());
            positions.add(position);
        }));
        if (!positions.isEmpty()) {
            var unused = tx.send(
                    RELEASE,
                    topic,
                    sources.toArray(String[]::new),
                    keys.toArray(String[]::new),
                    positions.toArray(Long[]::new));
        }
    }

    long last(OpenTx tx, Line line) {
        return tx.query(LAST, topic, new String[] {line.source()}, new String[] {line.key()})
                .iterator()
                .next()
                .getLong(2);
    }

    private List<Incoming> held(OpenTx tx, Line line, long after, int atMost) {
        List<Incoming> held = new ArrayList<>();
        for (Row row : tx.query(HELD, topic, line.source(), line.key(), after, atMost)) {
            held.add(record(topic, row, null));
        }
        return held;
    }

    /// The held records of a line whose turn it is, one after another; at most so many.
    List<Incoming> due(OpenTx tx, Line line, int atMost) {
        long last = last(tx, line);
        var unused = tx.send(FORGET_STALE, topic, line.source(), line.key(), last);
        List<Incoming> due = new ArrayList<>();
        for (Incoming record : held(tx, line, last, atMost)) {
            if (position(record) != last + due.size() + 1) {
                break;
            }
            due.add(record);
        }
        return due;
    }

    void applied(OpenTx tx, Line line, List<Incoming> due) {
        List<Long> positions = due.stream().map(Positions::position).toList();
        advance(tx, line, positions.getLast());
        forget(tx, Map.of(line, positions));
    }

    /// The lines of a partition with held records whose turn it is already.
    List<Line> releasable(Database database, int partition) {
        List<Line> lines = new ArrayList<>();
        for (Row row : database.query(RELEASABLE, topic, partition)) {
            lines.add(new Line(row.getString(0), row.getString(1)));
        }
        return lines;
    }

    /// A stored record. Its columns have the same names wherever records are kept.
    static Incoming record(String topic, Row row, @Nullable String replayOf) {
        Map<String, String> headers = new HashMap<>();
        row.getJsonObject("headers").forEach(e -> headers.put(e.getKey(), String.valueOf(e.getValue())));
        var value = row.getBuffer("value");
        return new Incoming(
                topic,
                row.getInteger("partition"),
                row.getLong("offset"),
                row.getString("key"),
                row.getOffsetDateTime("sent_at")
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toInstant(),
                Map.copyOf(headers),
                value == null ? null : value.getBytes(),
                replayOf);
    }

    static JsonObject json(Map<String, String> headers) {
        JsonObject json = new JsonObject();
        headers.forEach((name, text) -> json.put(storable(name), storable(text)));
        return json;
    }

    /// PostgreSQL's text holds no NUL.
    static String storable(String text) {
        return text.replace('\u0000', '\uFFFD');
    }

    static long position(Incoming record) {
        Long position = record.position();
        if (position == null) {
            throw new Guilty(record, "no position");
        }
        return position;
    }

    private static Cursor cursor(Map<Line, Cursor> cursors, Incoming record) {
        Line line = record.line();
        Cursor cursor = line == null ? null : cursors.get(line);
        if (cursor == null) {
            throw new Guilty(record, "no position");
        }
        return cursor;
    }

    private static String[] sources(Set<Line> lines) {
        return lines.stream().map(Line::source).toArray(String[]::new);
    }

    private static String[] keys(Set<Line> lines) {
        return lines.stream().map(Line::key).toArray(String[]::new);
    }
}
