-- What-if runs: what was asked, how far it is, and what came out, for a while, so that any replica can tell. The replica
-- that runs one says every second that it is alive; one that has been silent for long has been interrupted.
create table simulation (
    id       uuid             primary key,
    asked_by text             not null check (asked_by <> ''),
    asked_at timestamptz      not null default clock_timestamp(),
    asked    jsonb            not null check (jsonb_typeof(asked) = 'object'),
    state    text             not null check (state in ('running', 'done', 'failed', 'cancelled')),
    progress double precision not null default 0 check (progress between 0 and 1),
    alive_at timestamptz      not null default clock_timestamp(),
    result   jsonb check (jsonb_typeof(result) = 'object'),
    problem  text check (problem <> ''),
    check ((result is not null) = (state = 'done')),
    check ((problem is not null) = (state = 'failed'))
);
create index simulation_asked_at on simulation (asked_at);
