-- What was asked about all that is held of a customer, by whom, and what each service did of it. It names nobody: ids are
-- random, and an erased customer's leads nowhere any more.
create table privacy_request (
    id            uuid        primary key,
    kind          text        not null check (kind in ('erasure', 'export')),
    customer      uuid        not null,
    conversations int         not null check (conversations >= 1),
    addresses     jsonb       not null check (jsonb_typeof(addresses) = 'object'),
    asked_by      text        not null check (asked_by <> ''),
    asked_at      timestamptz not null default clock_timestamp()
);
create index privacy_request_asked on privacy_request (asked_at desc, id);

create table privacy_part (
    request uuid        not null references privacy_request (id) on delete cascade,
    service text        not null check (service <> ''),
    done_at timestamptz not null,
    counts  jsonb       not null check (jsonb_typeof(counts) = 'array'),
    blob    text check (blob <> ''),
    primary key (request, service)
);

-- Who took an export away.
create table privacy_download (
    id      bigint      primary key generated always as identity,
    request uuid        not null references privacy_request (id) on delete cascade,
    by      text        not null check (by <> ''),
    at      timestamptz not null default clock_timestamp()
);
create index privacy_download_of on privacy_download (request);

-- What comes late from an address whose customer was erased is theirs and is not taken in; what comes after is somebody
-- new. Of the address only the hash is kept, and that only as long as something can still come.
create table erased_address (
    hash      text        primary key,
    erased_at timestamptz not null
);

-- Empty but for the pool that still has to let go of it.
alter table conversation add erased_by uuid references privacy_request (id);
create index conversation_erased on conversation (erased_by) where erased_by is not null;
