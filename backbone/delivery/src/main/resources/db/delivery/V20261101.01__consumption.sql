-- How far each consumer has come, moved by compare-and-set in the transaction of the effects. A new owner of a
-- partition raises the epoch, so that a former owner, however long it slept, can change nothing any more.
create table consumer_offset (
    consumer    text   not null check (consumer <> ''),
    topic       text   not null check (topic <> ''),
    partition   int    not null check (partition >= 0),
    next_offset bigint not null check (next_offset >= 0),
    epoch       bigint not null check (epoch > 0),
    primary key (consumer, topic, partition)
) with (fillfactor = 50);

-- The last position applied of each key and source; the next to apply is one more.
create table incoming_position (
    topic  text   not null,
    source text   not null,
    key    text   not null,
    last   bigint not null check (last >= 0),
    primary key (topic, source, key)
) with (fillfactor = 80);

-- Records that came before their predecessor, or after one that could not be handled.
create table held_record (
    topic     text        not null,
    source    text        not null,
    key       text        not null,
    position  bigint      not null check (position > 0),
    partition int         not null check (partition >= 0),
    "offset"  bigint      not null check ("offset" >= 0),
    sent_at   timestamptz not null,
    headers   jsonb       not null,
    value     bytea,
    held_at   timestamptz not null default clock_timestamp(),
    primary key (topic, source, key, position)
);
create index held_record_partition on held_record (topic, partition);

-- What could not be handled, until it is replayed or discarded. An operator's wish is carried out by the owner of the
-- partition, between its batches.
create table dead_letter (
    id        uuid        primary key,
    topic     text        not null check (topic <> ''),
    partition int         not null check (partition >= 0),
    "offset"  bigint      not null check ("offset" >= 0),
    key       text,
    source    text,
    position  bigint check (position > 0),
    sent_at   timestamptz not null,
    headers   jsonb       not null,
    value     bytea,
    consumer  text        not null,
    reason    text        not null check (reason <> ''),
    attempts  int         not null default 1 check (attempts > 0),
    failed_at timestamptz not null default clock_timestamp(),
    state     text        not null default 'dead' check (state in ('dead', 'replaying', 'replayed', 'discarding')),
    parks     boolean     not null check (not parks or (position is not null and source is not null and key is not null))
);
create index dead_letter_listing on dead_letter (failed_at desc, id);
create index dead_letter_wishes on dead_letter (topic, partition) where state in ('replaying', 'discarding');

-- Keys that wait for an operator: everything after the dead letter is held.
create table parked_key (
    topic       text        not null,
    source      text        not null,
    key         text        not null,
    dead_letter uuid        not null unique references dead_letter (id) on delete cascade,
    since       timestamptz not null default clock_timestamp(),
    primary key (topic, source, key)
);
