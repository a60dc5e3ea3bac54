-- Who writes to us. Merging and erasing customers come later; a customer without a name has not told one.
create table customer (
    id            uuid        primary key,
    name          text check (name <> ''),
    language      text check (language <> ''),
    registered_at timestamptz not null default clock_timestamp()
);

-- Everything between one customer and us: exactly one each. `last_place` is the last place given to a message.
create table conversation (
    id         uuid        primary key,
    customer   uuid        not null unique references customer (id),
    last_place bigint      not null default 0 check (last_place >= 0),
    started_at timestamptz not null default clock_timestamp()
) with (fillfactor = 70);

-- A customer on one channel. The primary key is what makes two replicas that meet a new customer at once agree on one:
-- the address decides which customer comes to be.
create table address (
    channel   text        not null check (channel in ('TELEGRAM', 'MAIL', 'WEB')),
    value     text        not null check (value <> ''),
    customer  uuid        not null references customer (id),
    reachable boolean     not null default true,
    reason    text check (reason <> ''),
    primary key (channel, value),
    check (not reachable or reason is null)
);
create index address_customer on address (customer);

-- That an address belongs to a customer, and why we hold so. One at a time; withdrawn ones stay as history.
create table link (
    id           bigint      primary key generated always as identity,
    channel      text        not null,
    value        text        not null,
    customer     uuid        not null references customer (id),
    evidence     text        not null check (evidence in ('FIRST_CONTACT')),
    linked_at    timestamptz not null default clock_timestamp(),
    withdrawn_at timestamptz check (withdrawn_at >= linked_at),
    foreign key (channel, value) references address (channel, value)
);
create unique index link_standing on link (channel, value) where withdrawn_at is null;

-- Every message has one place, however often it comes; places are gapless within a conversation. What could not be
-- read keeps its place under the dead letter's id until a replay tells what it was.
create table placed_message (
    message         text        primary key check (message <> ''),
    conversation    uuid        not null references conversation (id),
    place           bigint      not null check (place >= 1),
    channel         text        not null check (channel in ('TELEGRAM', 'MAIL', 'WEB')),
    address         text        not null check (address <> ''),
    channel_message text check (channel_message <> ''),
    placed_at       timestamptz not null default clock_timestamp(),
    dead_letter     uuid unique,
    unreadable      boolean     not null default false,
    unique (conversation, place),
    check (not unreadable or dead_letter is not null),
    check (unreadable or channel_message is not null)
);
create index placed_message_channel on placed_message (channel, address, channel_message);

-- What customers did other than write, so that an edit that comes twice cannot undo a later one.
create table customer_act (
    id           text        primary key check (id <> ''),
    conversation uuid        not null references conversation (id),
    done_at      timestamptz not null default clock_timestamp()
);
