-- Desks that share agents, each written by one dispatcher at a time: the one of this epoch.
create table pool (
    id       text        primary key check (id <> ''),
    epoch    bigint      not null default 0 check (epoch >= 0),
    taken_at timestamptz not null default clock_timestamp()
) with (fillfactor = 50);
insert into pool (id) values ('main');

-- What people decide. The version rises with every change, in the same transaction.
create table configuration_version (
    one        boolean     primary key default true check (one),
    version    bigint      not null check (version >= 1),
    changed_at timestamptz not null default clock_timestamp()
);
insert into configuration_version (version) values (1);

create table desk (
    id      text   primary key check (id <> ''),
    name    text   not null check (name <> ''),
    pool    text   not null references pool (id),
    version bigint not null default 1 check (version >= 1)
);
insert into desk (id, name, pool) values ('support', 'Support', 'main');

create table skill (
    id      text   primary key check (id <> ''),
    name    text   not null check (name <> ''),
    version bigint not null default 1 check (version >= 1)
);

-- Agents are never taken out of the table: decisions and work name them.
create table agent (
    id       text    primary key check (id <> ''),
    name     text    not null check (name <> ''),
    pool     text    not null references pool (id),
    capacity int     not null check (capacity between 0 and 1000),
    active   boolean not null default true,
    version  bigint  not null default 1 check (version >= 1)
);

create table agent_desk (
    agent text not null references agent (id),
    desk  text not null references desk (id),
    primary key (agent, desk)
);

create table agent_skill (
    agent text not null references agent (id),
    skill text not null references skill (id),
    level int  not null check (level between 1 and 5),
    primary key (agent, skill)
);

create table rule (
    id       text    primary key check (id <> ''),
    name     text    not null check (name <> ''),
    position int     not null,
    active   boolean not null,
    "when"   jsonb   not null check (jsonb_typeof("when") = 'object'),
    desk     text references desk (id),
    priority int check (priority between 0 and 100),
    version  bigint  not null default 1 check (version >= 1)
);

create table rule_need (
    rule  text not null references rule (id) on delete cascade,
    skill text not null references skill (id),
    level int  not null check (level between 1 and 5),
    primary key (rule, skill)
);

-- What the dispatcher knows of a conversation, and it alone writes. The checks say what each state has:
-- idle nothing; queued an age; offered an agent, an age and an end; assigned an agent and an age; held an age and an
-- end, and whose it was.
create table work (
    conversation          uuid   primary key references conversation (id),
    pool                  text   not null references pool (id),
    state                 text   not null,
    agent                 text references agent (id),
    since                 timestamptz,
    until                 timestamptz,
    excess                int    not null default 0 check (excess >= 0),
    excluded              jsonb  not null default '[]' check (jsonb_typeof(excluded) = 'array'),
    desk                  text   not null references desk (id),
    priority              int    not null check (priority between 0 and 100),
    needs                 jsonb  not null check (jsonb_typeof(needs) = 'array'),
    weight                int    not null check (weight >= 0),
    rules                 jsonb  not null check (jsonb_typeof(rules) = 'array'),
    configuration_version bigint not null,
    last_place            bigint not null check (last_place >= 0),
    answered_place        bigint not null check (answered_place >= 0),
    closed_place          bigint not null check (closed_place >= 0),
    unanswered            jsonb  not null check (jsonb_typeof(unanswered) = 'array'),
    last_agent            text references agent (id),
    last_agent_at         timestamptz,
    epoch                 bigint not null check (epoch >= 1),
    constraint work_state check (case state
        when 'IDLE' then agent is null and since is null and until is null
        when 'QUEUED' then agent is null and since is not null and until is null
        when 'OFFERED' then agent is not null and since is not null and until is not null
        when 'ASSIGNED' then agent is not null and since is not null and until is null
        when 'HELD' then since is not null and until is not null
        else false end),
    check (excess = 0 or state = 'ASSIGNED'),
    check (excluded = '[]' or state in ('QUEUED', 'OFFERED')),
    check ((last_agent is null) = (last_agent_at is null))
) with (fillfactor = 60);
create index work_open on work (pool) where state <> 'IDLE';

-- What an agent says of themselves, and what the pool knows. `load` repeats what follows from the work, for reading.
create table agent_state (
    agent              text    primary key references agent (id),
    presence           text    not null check (presence in ('AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE')),
    presence_version   bigint  not null check (presence_version >= 0),
    connected          boolean not null,
    screens_version    bigint  not null check (screens_version >= 0),
    offline_since      timestamptz,
    disconnected_since timestamptz,
    gone               boolean not null,
    last_assigned_at   timestamptz,
    load               int     not null check (load >= 0),
    epoch              bigint  not null check (epoch >= 1),
    check (offline_since is null or presence = 'OFFLINE'),
    check ((disconnected_since is null) = connected)
) with (fillfactor = 60);

-- Commands that were dealt with, and how: a command may come again under its id.
create table command_seen (
    id      uuid        primary key,
    refused text check (refused <> ''),
    seen_at timestamptz not null default clock_timestamp()
);
create index command_seen_at on command_seen (seen_at);

-- Why each thing was decided, compactly. `input_offset` is the command it followed from, null for time that went by.
create table decision (
    id                    uuid        primary key,
    conversation          uuid        not null references conversation (id),
    at                    timestamptz not null,
    sequence              bigint      not null generated always as identity,
    kind                  text        not null check (kind in ('assigned', 'queued', 'requeued', 'released', 'refused')),
    configuration_version bigint      not null,
    input_partition       int,
    input_offset          bigint,
    rules                 jsonb       not null,
    since                 timestamptz,
    priority              int,
    score                 double precision,
    needs                 jsonb       not null,
    chosen                jsonb,
    runners_up            jsonb       not null check (jsonb_array_length(runners_up) <= 5),
    excluded              jsonb       not null,
    check ((input_partition is null) = (input_offset is null)),
    check (chosen is null or kind = 'assigned')
);
create index decision_conversation on decision (conversation, sequence desc);
