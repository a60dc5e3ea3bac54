-- Decisions are kept for a time (`onethread.decisions.kept`): what is older is found by this index, and goes in batches.
-- Ids rise with time, so both grow at one end only.
create index decision_at on decision (at);

-- What an agent was chosen for.
alter table decision add agent text;
update decision set agent = chosen ->> 'agent' where chosen is not null;
alter table decision add check (agent is null or chosen is not null);
create index decision_agent on decision (agent, sequence desc) where agent is not null;
