-- What agents know of a customer beside what channels tell, which it goes before.
alter table customer
    add called    text check (called <> ''),
    add speaks    text check (speaks <> ''),
    add time_zone text check (time_zone <> '');

-- What is told of a customer, name by name; of two words about one thing the later holds, in whatever order they come.
-- Without a value it was taken away. A merge moves none of it: whoever reads looks at all strands.
create table customer_attribute (
    customer uuid        not null references customer (id) on delete cascade,
    name     text        not null check (length(name) between 1 and 100),
    value    text check (length(value) between 1 and 500),
    as_of    timestamptz not null,
    told_by  text        not null check (told_by <> ''),
    primary key (customer, name)
);
insert into customer_attribute (customer, name, value, as_of, told_by)
select f.customer, e.key, e.value, clock_timestamp(), 'migration'
from customer_fact f, jsonb_each_text(f.attributes) as e(key, value)
where length(e.key) between 1 and 100 and length(e.value) between 1 and 500;
alter table customer_fact drop column attributes;

-- What agents want each other to know of a customer.
create table customer_note (
    id         uuid        primary key,
    customer   uuid        not null references customer (id) on delete cascade,
    text       text        not null check (length(text) between 1 and 4000),
    written_by text        not null check (written_by <> ''),
    written_at timestamptz not null default clock_timestamp(),
    changed_at timestamptz check (changed_at >= written_at)
);
create index customer_note_of on customer_note (customer, written_at);

-- Another system's page about a customer; the template's places are filled with what is known of them.
create table customer_link (
    id       text   primary key check (id <> ''),
    name     text   not null check (name <> ''),
    template text   not null check (template <> ''),
    version  bigint not null default 1 check (version >= 1)
);

-- Machines that may tell attributes. Of a key only the hash is kept.
create table machine_key (
    id      text        primary key check (id <> ''),
    name    text        not null check (name <> ''),
    hash    bytea       not null unique check (octet_length(hash) = 32),
    made_by text        not null check (made_by <> ''),
    made_at timestamptz not null default clock_timestamp(),
    used_at timestamptz
);

-- An id at a page that signs in its visitors, whichever page it was.
create index proved_external on proved (substr(value, strpos(value, ' ') + 1)) where kind = 'SIGNED_IN';
