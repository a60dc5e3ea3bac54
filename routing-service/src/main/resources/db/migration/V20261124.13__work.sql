-- What a conversation asks for in steps, and what routing must know to go on exactly where it stopped. Without steps
-- there is one: all of `needs`.
alter table work
    add steps      jsonb   not null default '[]' check (jsonb_typeof(steps) = 'array'),
    add channel    text check (channel in ('TELEGRAM', 'MAIL', 'WEB')),
    add vip        boolean not null default false,
    add tags       jsonb   not null default '[]' check (jsonb_typeof(tags) = 'array'),
    add due_at     timestamptz,
    -- Queued and offered: the step in force, whether another desk's agents may take it, whom it is kept for.
    add step       int     not null default 0 check (step >= 0),
    add overflowed boolean not null default false,
    add awaits     text references agent (id),
    -- Assigned: when it stops taking units, whether it has, and who is asked to take it over.
    add rests_at   timestamptz,
    add resting    boolean not null default false,
    add asked      jsonb check (jsonb_typeof(asked) = 'object'),
    -- On its way to another pool.
    add to_pool    text references pool (id),
    add to_desk    text references desk (id);

alter table work drop constraint work_state;
alter table work add constraint work_state check (case state
        when 'IDLE' then agent is null and since is null and until is null
        when 'QUEUED' then agent is null and since is not null and until is null
        when 'OFFERED' then agent is not null and since is not null and until is not null
        when 'ASSIGNED' then agent is not null and since is not null and until is null
        when 'HELD' then since is not null and until is not null
        when 'HANDING' then since is not null and until is null and to_pool is not null and to_desk is not null
            and to_pool <> pool
        else false end);
alter table work
    add check (state = 'HANDING' or to_pool is null and to_desk is null),
    add check (state in ('QUEUED', 'OFFERED') or step = 0 and not overflowed),
    add check (state = 'QUEUED' or awaits is null),
    add check (state = 'ASSIGNED' or rests_at is null and not resting and asked is null);

-- A conversation leaves its pool when nobody has to do anything about it, or when the pool hands it over to the one
-- that takes it. Whoever believes otherwise is out of date, and has to look again (serialization_failure).
create function work_stays() returns trigger language plpgsql as $$
begin
    if old.state = 'IDLE' or old.state = 'HANDING' and old.to_pool = new.pool then
        return new;
    end if;
    raise exception 'conversation % is the business of pool %', old.conversation, old.pool using errcode = '40001';
end $$;
create trigger work_stays before update on work for each row
    when (old.pool is distinct from new.pool) execute function work_stays();

-- Who was passed by tells since when and how.
update work w set excluded = (
    select jsonb_agg(jsonb_build_object('agent', e.id, 'at', w.since, 'how', 'GAVE_BACK'))
    from jsonb_array_elements_text(w.excluded) as e(id))
where w.excluded <> '[]';

-- A pool is read in pages when it is taken over.
drop index work_open;
create index work_open on work (pool, conversation) where state <> 'IDLE';

-- What each agent holds, for whoever asks why they were not given something.
create index work_held on work (agent) where agent is not null;

-- Offers left unanswered in a row, when the load last fell, and the custom status.
alter table agent_state
    add silences   int not null default 0 check (silences >= 0),
    add idle_since timestamptz;
