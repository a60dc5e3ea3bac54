package dev.onethread.delivery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/// Writes what a transaction publishes, in one statement: positions are taken in the order of their keys,
/// so that two transactions never wait for each other in a circle, and are held to the commit.
final class Outbox {
    static final int SHARDS = 16;

    private static final String WRITE = """
            with event as (
                select * from unnest($1::text[], $2::text[], $3::bool[], $4::uuid[], $5::text[], $6::bytea[])
                    with ordinality as e(topic, key, positioned, event_id, type, value, place)
            ), counted as (
                select topic, position_key(key) as key, count(*) as events from event where positioned group by 1, 2
            ), taken as (
                insert into outgoing_position as o (topic, key, last)
                select topic, key, events from counted order by topic, key
                on conflict (topic, key) do update set last = o.last + excluded.last
                returning o.topic, o.key, o.last
            ), written as (
                insert into outbox (topic, key, event_id, type, value, position)
                select e.topic, e.key, e.event_id, e.type, e.value,
                       t.last - c.events + row_number() over (partition by t.topic, t.key order by e.place)
                from event e
                left join counted c on e.positioned and c.topic = e.topic and c.key = position_key(e.key)
                left join taken t on t.topic = c.topic and t.key = c.key
                order by e.place
                returning shard
            )
            select distinct shard from written
            """;

    private final Consumer<Set<Integer>> committed;
    private final Echo echo;

    /// `committed` is told the shards of each transaction that committed, `echo` its events.
    Outbox(Consumer<Set<Integer>> committed, Echo echo) {
        this.committed = committed;
        this.echo = echo;
    }

    Future<Set<Integer>> write(OpenTx tx, List<Outgoing> events) {
        int n = events.size();
        String[] topics = new String[n];
        String[] keys = new String[n];
        Boolean[] positioned = new Boolean[n];
        UUID[] ids = new UUID[n];
        String[] types = new String[n];
        byte[][] values = new byte[n][];
        for (int i = 0; i < n; i++) {
            Outgoing event = events.get(i);
            topics[i] = event.topic();
            keys[i] = event.key();
            positioned[i] = event.positioned();
            ids[i] = event.id();
            types[i] = event.type();
            values[i] = event.value();
        }
        return tx.send(WRITE, topics, keys, positioned, ids, types, values).map(Outbox::shards);
    }

    void committed(Set<Integer> shards, List<Outgoing> events) {
        echo.committed(events);
        committed.accept(shards);
    }

    private static Set<Integer> shards(Iterable<Row> rows) {
        Set<Integer> shards = new HashSet<>();
        for (Row row : rows) {
            shards.add(row.getInteger(0));
        }
        return shards;
    }
}
