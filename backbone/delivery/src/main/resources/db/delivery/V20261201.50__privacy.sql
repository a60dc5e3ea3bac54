-- Positions of keys that are no ids (addresses, visitors) stand under a hash of theirs, salted anew in each database: so
-- nothing of a person has to be kept for numbering to go on where it was once they are erased.
do $$
begin
    execute format(
        'create function position_key(p_key text) returns text language sql immutable parallel safe as '
            || '$f$ select case when length(p_key) = 36 and substr(p_key, 9, 1) = ''-'' then p_key '
            || 'else ''# '' || encode(sha256(convert_to(%L || p_key, ''UTF8'')), ''hex'') end $f$',
        gen_random_uuid()::text);
end $$;
update outgoing_position set key = position_key(key) where key <> position_key(key);
update incoming_position set key = position_key(key) where key <> position_key(key);

create or replace function publish_event(
    in p_topic text, in p_key text, in p_id uuid, in p_type text, in p_value bytea, in p_positioned boolean)
    returns void language plpgsql as $$
declare
    taken bigint;
begin
    if p_positioned then
        insert into outgoing_position as o (topic, key, last) values (p_topic, position_key(p_key), 1)
        on conflict (topic, key) do update set last = o.last + 1
        returning o.last into taken;
    end if;
    insert into outbox (topic, key, event_id, type, position, value)
    values (p_topic, p_key, p_id, p_type, taken, p_value);
    perform pg_notify('onethread_outbox', '');
end $$;

-- Customers and conversations that are erased: what is still on its way about them is not taken in. Ids are random and
-- name nobody.
create table erased (
    id        uuid        primary key,
    request   uuid        not null,
    erased_at timestamptz not null default clock_timestamp()
);

-- Requests about a customer that were carried out here: one that comes again has no further effect.
create table privacy_request_done (
    request uuid        primary key,
    done_at timestamptz not null default clock_timestamp()
);
