-- The last position given to each key of a positioned topic. Its row lock, held to the commit, makes positions gapless
-- and their rows visible in their order.
create table outgoing_position (
    topic text   not null,
    key   text   not null,
    last  bigint not null check (last > 0),
    primary key (topic, key)
) with (fillfactor = 80);

-- What must reach a topic: written with its effects, deleted once Kafka has it. A shard is sent by one replica.
create table outbox (
    shard    smallint    not null generated always as ((hashtext(key) & 15)::smallint) stored,
    id       bigint      not null generated always as identity (cache 1),
    topic    text        not null check (topic <> ''),
    key      text        not null,
    event_id uuid        not null,
    type     text        not null check (type <> ''),
    position bigint check (position > 0),
    made_at  timestamptz not null default clock_timestamp(),
    value    bytea       not null,
    primary key (shard, id)
) with (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 100000
);

-- Publishes one event within the caller's transaction. For callers who hold a session of their own (Hibernate); all
-- others publish through the Tx, which writes many events with one statement.
create function publish_event(
    in p_topic text, in p_key text, in p_id uuid, in p_type text, in p_value bytea, in p_positioned boolean)
    returns void language plpgsql as $$
declare
    taken bigint;
begin
    if p_positioned then
        insert into outgoing_position as o (topic, key, last) values (p_topic, p_key, 1)
        on conflict (topic, key) do update set last = o.last + 1
        returning o.last into taken;
    end if;
    insert into outbox (topic, key, event_id, type, position, value)
    values (p_topic, p_key, p_id, p_type, taken, p_value);
    perform pg_notify('onethread_outbox', '');
end $$;
