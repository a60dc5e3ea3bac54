-- Who decided (pool and epoch), from which of the epoch's inputs (`turn` rises with epoch and input), why, which step
-- was in force, and whose the conversation was before and after it.
alter table decision drop constraint decision_kind_check;
alter table decision
    add check (kind in ('assigned', 'offered', 'queued', 'requeued', 'released', 'held', 'handed-over', 'refused')),
    add pool         text references pool (id),
    add epoch        bigint check (epoch >= 1),
    add turn         bigint check (turn >= 1),
    add desk         text check (desk <> ''),
    add overflow     text check (overflow <> ''),
    add weight       int check (weight >= 0),
    add channel      text check (channel in ('TELEGRAM', 'MAIL', 'WEB')),
    add reason       text check (reason <> ''),
    add step         int check (step >= 1),
    add steps        int check (steps >= step),
    add requirement  jsonb check (jsonb_typeof(requirement) = 'object'),
    add relaxes_at   timestamptz,
    add passed       jsonb check (jsonb_typeof(passed) = 'array'),
    add owner        text check (owner <> ''),
    add owner_before text check (owner_before <> '');
alter table decision drop constraint decision_check1;
alter table decision add check (chosen is null or kind in ('assigned', 'offered'));

-- Where decisions contradict each other. Empty as long as every conversation had at most one owner at any instant:
-- each decision found it with the owner the last one left it with, later ones are not earlier, and once an epoch has
-- decided no older one has.
create view decision_doubt as
with told as (
    select *,
        row_number() over of_conversation as nth,
        lag(owner) over of_conversation as was,
        lag(at) over of_conversation as was_at,
        max(epoch) over (partition by pool order by sequence rows between unbounded preceding and 1 preceding)
            as newest_epoch
    from decision
    where epoch is not null and kind <> 'refused'
    window of_conversation as (partition by conversation order by sequence)
)
select sequence, conversation, pool, epoch, at, kind, owner, owner_before, was,
    case
        when epoch < newest_epoch then 'an older epoch decided'
        when at < was_at then 'decided before the last one'
        else 'another owner than was left'
    end as doubt
from told
where epoch < newest_epoch or at < was_at or nth > 1 and owner_before is distinct from was;

-- What agents were like after each input that changed them, and what was configured of them with each version: so it
-- can be told later why one was not given a conversation.
create table agent_past (
    agent    text        not null references agent (id),
    turn     bigint      not null check (turn >= 1),
    at       timestamptz not null,
    presence text        not null check (presence in ('AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE')),
    load     int         not null check (load >= 0),
    channels jsonb check (jsonb_typeof(channels) = 'object'),
    primary key (agent, turn)
);
create index agent_past_at on agent_past (at);

create table agent_profile_past (
    agent   text        not null references agent (id),
    version bigint      not null check (version >= 1),
    at      timestamptz not null default clock_timestamp(),
    profile jsonb       not null check (jsonb_typeof(profile) = 'object'),
    primary key (agent, version)
);

-- An agent's settings as they are now, for the version there is now.
create function keep_agent_profile(p_agents text[]) returns bigint language sql as $$
    with kept as (insert into agent_profile_past (agent, version, profile)
    select a.id, v.version, jsonb_build_object(
        'active', a.active, 'capacity', a.capacity, 'supervisor', a.supervisor, 'limits', a.limits,
        'desks', (select coalesce(jsonb_agg(desk order by desk), '[]') from agent_desk where agent = a.id),
        'skills', (select coalesce(jsonb_object_agg(skill, level), '{}') from agent_skill where agent = a.id))
    from agent a cross join configuration_version v where a.id = any(p_agents)
    on conflict (agent, version) do update set profile = excluded.profile, at = excluded.at
    returning 1)
    select count(*) from kept
$$;
select keep_agent_profile((select coalesce(array_agg(id), '{}') from agent));
insert into agent_past (agent, turn, at, presence, load)
select agent, 1, clock_timestamp(), case when gone then 'OFFLINE' else presence end, load from agent_state;
