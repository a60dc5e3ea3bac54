-- Who was considered for a decision: `[[agent, fit, load, capacity, verdict, assigned last (microseconds), rest], …]`,
-- the chosen first, or null in its place, then the runners-up; what is missing at an entry's end is as if it said nothing.
-- Objects that repeat their names six times made up most of a decision. Older decisions keep `chosen` and `runners_up`.
alter table decision
    add considered text check (considered like '[%'),
    alter runners_up set default '[]',
    drop constraint decision_check2,
    add check (agent is null or chosen is not null or considered is not null);

-- What the dispatcher logs is written with the work it tells of, whose own references are checked; a check of each
-- line locks the rows it names, and cost as much as writing the line.
alter table decision
    drop constraint decision_conversation_fkey,
    drop constraint decision_pool_fkey;
alter table agent_past drop constraint agent_past_agent_fkey;

-- What each agent holds is asked of the pool's open work; an index that every assignment changes is dearer than that.
drop index work_held;
