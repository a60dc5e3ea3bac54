-- Customers who turn out to be one. A merge moves and renumbers nothing: the absorbed conversation stays as it is and
-- becomes a strand of the survivor, to whose customer its addresses belong from then on. `home` is the conversation an
-- address began with, and goes back to; `version` rises whenever it comes to another customer.
alter table address
    add home    uuid references conversation (id),
    add door    text check (door <> ''),
    add version bigint not null default 1 check (version >= 1);
update address a set home = (select c.id from conversation c where c.customer = a.customer);
alter table address alter home set not null;
create index address_home on address (home);

-- `shape` rises with every merge and un-merge that concerns the conversation: whoever read an address before taking the
-- conversation's lock knows by it whether what was read still holds.
alter table conversation
    add absorbed_by uuid references conversation (id) check (absorbed_by <> id),
    add shape       bigint not null default 0 check (shape >= 0);
create index conversation_absorbed on conversation (absorbed_by) where absorbed_by is not null;

create function look_again() returns void language plpgsql as $$
begin
    raise exception 'conversations were merged or taken apart meanwhile' using errcode = '40001';
end $$;

create table merge (
    id             uuid        primary key,
    survivor       uuid        not null references conversation (id),
    absorbed       uuid        not null references conversation (id),
    survivor_place bigint      not null check (survivor_place >= 1),
    absorbed_place bigint      not null check (absorbed_place >= 0),
    evidence       text        not null check (evidence in ('VERIFIED_MAIL', 'TELEGRAM_ACCOUNT', 'VERIFIED_PHONE',
        'SIGNED_IN', 'CONTINUATION', 'PERSON')),
    detail         text check (detail <> ''),
    confidence     smallint    not null check (confidence between 1 and 100),
    merged_by      text check (merged_by <> ''),
    merged_at      timestamptz not null default clock_timestamp(),
    withdrawn_at   timestamptz check (withdrawn_at >= merged_at),
    withdrawn_by   text check (withdrawn_by <> ''),
    reason         text check (reason <> ''),
    check (survivor <> absorbed),
    check ((evidence = 'PERSON') = (merged_by is not null)),
    check ((withdrawn_at is null) = (withdrawn_by is null)),
    check (reason is null or withdrawn_at is not null)
);
create unique index merge_standing on merge (absorbed) where withdrawn_at is null;
create index merge_survivor on merge (survivor);

alter table link drop constraint link_evidence_check;
alter table link
    add check (evidence in ('FIRST_CONTACT', 'VERIFIED_MAIL', 'TELEGRAM_ACCOUNT', 'VERIFIED_PHONE', 'SIGNED_IN',
        'CONTINUATION', 'PERSON', 'UNMERGED')),
    add detail     text check (detail <> ''),
    add confidence smallint not null default 100 check (confidence between 1 and 100),
    add linked_by  text check (linked_by <> ''),
    add merge      uuid references merge (id);

-- What is verified of whoever is behind an address. Two that prove the same at once meet at the row of `identity`, and
-- the later one sees the earlier.
create table identity (
    kind    text        not null check (kind in ('MAIL', 'PHONE', 'TELEGRAM', 'SIGNED_IN')),
    value   text        not null check (value <> ''),
    seen_at timestamptz not null default clock_timestamp(),
    primary key (kind, value)
);
create table proved (
    kind      text        not null,
    value     text        not null,
    channel   text        not null,
    address   text        not null,
    proved_at timestamptz not null default clock_timestamp(),
    primary key (kind, value, channel, address),
    foreign key (kind, value) references identity (kind, value),
    foreign key (channel, address) references address (channel, value)
);
create index proved_address on proved (channel, address);

-- A private chat's number is its account's (Bot API, `Chat.id`), whichever bot it writes to.
insert into identity (kind, value)
select distinct 'TELEGRAM', split_part(value, ':', 2) from address where channel = 'TELEGRAM' and value ~ '^[0-9]+:[0-9]+$';
insert into proved (kind, value, channel, address)
select 'TELEGRAM', split_part(value, ':', 2), channel, value from address
where channel = 'TELEGRAM' and value ~ '^[0-9]+:[0-9]+$';

-- Two customers of whom a person said that they are not one: nothing joins them by itself any more.
create table apart (
    low     uuid        not null references customer (id),
    high    uuid        not null references customer (id),
    said_by text        not null check (said_by <> ''),
    said_at timestamptz not null default clock_timestamp(),
    primary key (low, high),
    check (low < high)
);
create index apart_high on apart (high);

-- Two customers who may be one, for a reason too weak to join them without asking.
create table suggestion (
    id         uuid        primary key,
    low        uuid        not null references customer (id),
    high       uuid        not null references customer (id),
    reason     text        not null check (reason in ('SAME_NAME', 'MAIL_IN_TEXT', 'PHONE_IN_TEXT', 'CONFLICT')),
    detail     text check (detail <> ''),
    confidence smallint    not null check (confidence between 1 and 99),
    made_at    timestamptz not null default clock_timestamp(),
    dismissed_at timestamptz,
    dismissed_by text check (dismissed_by <> ''),
    unique (low, high),
    check (low < high),
    check ((dismissed_at is null) = (dismissed_by is null))
);
create index suggestion_high on suggestion (high);
create index customer_name on customer (lower(name)) where name is not null;
