-- Agents serve desks of their own pool only; a desk's or an agent's pool changes with what names it.
alter table desk add unique (id, pool);
alter table agent add unique (id, pool);
alter table agent_desk add pool text;
update agent_desk ad set pool = (select pool from agent a where a.id = ad.agent);
alter table agent_desk alter pool set not null;
alter table agent_desk add foreign key (agent, pool) references agent (id, pool) on update cascade;
alter table agent_desk add foreign key (desk, pool) references desk (id, pool) on update cascade;

alter table pool add name text check (name <> '');
alter table pool add version bigint not null default 1 check (version >= 1);

-- How a desk works, as a whole; what it leaves out is as the installation has it.
alter table desk add policy jsonb not null default '{}' check (jsonb_typeof(policy) = 'object');

-- How many conversations of one channel an agent takes at a time: {"MAIL": 3}; what is not named has no limit but
-- capacity. Supervisors take what is escalated to them.
alter table agent add limits jsonb not null default '{}' check (jsonb_typeof(limits) = 'object');
alter table agent add supervisor boolean not null default false;

-- Units a conversation of a channel takes; a channel that is not here takes what the installation says.
create table channel_weight (
    channel text   primary key check (channel in ('TELEGRAM', 'MAIL', 'WEB')),
    weight  int    not null check (weight between 0 and 1000),
    version bigint not null default 1 check (version >= 1)
);

-- What agents may say of themselves beyond the four presences, and which of them it means to routing.
create table status (
    id       text   primary key check (id <> ''),
    name_ru  text   not null check (name_ru <> ''),
    name_en  text   not null check (name_en <> ''),
    presence text   not null check (presence in ('AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE')),
    version  bigint not null default 1 check (version >= 1)
);
