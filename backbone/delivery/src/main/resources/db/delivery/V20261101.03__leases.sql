-- Rights that one replica has at a time. The epoch rises with each new holder; all times are this database's.
create table lease (
    name   text        primary key check (name <> ''),
    holder uuid,
    epoch  bigint      not null check (epoch >= 0),
    until  timestamptz not null
) with (fillfactor = 50);

-- One lease per shard of the outbox.
insert into lease (name, holder, epoch, until)
select 'outbox/' || shard, null, 0, '-infinity' from generate_series(0, 15) as shard;

-- The replicas that live, so that they can share the shards evenly.
create table replica (
    id    uuid        primary key,
    until timestamptz not null
) with (fillfactor = 50);
