-- Rules are saved as a whole, and no saved version is lost: the one with the highest number is in force. Each rule
-- tells in `version` with which version of the set it last changed.
create table rule_set (
    version  bigint      primary key check (version >= 1),
    items    jsonb       not null check (jsonb_typeof(items) = 'array'),
    saved_at timestamptz not null default clock_timestamp(),
    saved_by text check (saved_by <> ''),
    restored bigint references rule_set (version) check (restored < version)
);

insert into rule_set (version, items)
select 1, coalesce(jsonb_agg(
    jsonb_strip_nulls(jsonb_build_object(
        'id', r.id, 'name', r.name, 'order', r.position, 'active', r.active, 'stop', false, 'version', 1,
        'when', (select jsonb_object_agg(key, value) from jsonb_each(r."when")
                 where jsonb_typeof(value) = 'array' and value <> '[]'),
        'then', jsonb_build_object('desk', r.desk, 'priority', r.priority, 'needs',
            (select jsonb_agg(jsonb_build_object('skill', n.skill, 'level', n.level) order by n.skill)
             from rule_need n where n.rule = r.id))))
    order by r.position, r.id), '[]')
from rule r;

-- What the rules in force name, so that none of it can be deleted.
create table rule_desk (
    rule text not null check (rule <> ''),
    desk text not null references desk (id),
    primary key (rule, desk)
);
insert into rule_desk select id, desk from rule where desk is not null;

create table rule_skill (
    rule  text not null check (rule <> ''),
    skill text not null references skill (id),
    primary key (rule, skill)
);
insert into rule_skill select rule, skill from rule_need;

drop table rule_need;
drop table rule;

-- When a desk works, and what becomes of what arrives outside its hours. A desk without a row always works.
create table desk_hours (
    desk     text   primary key references desk (id) on delete cascade,
    hours    jsonb  not null check (jsonb_typeof(hours) = 'object'),
    overflow text references desk (id) check (overflow <> desk),
    version  bigint not null default 1 check (version >= 1)
);

-- What is known of customers beside what they wrote.
create table customer_fact (
    customer   uuid     primary key references customer (id) on delete cascade,
    attributes jsonb    not null default '{}' check (jsonb_typeof(attributes) = 'object'),
    rating     smallint check (rating between 1 and 5),
    rated_at   timestamptz,
    check ((rating is null) = (rated_at is null))
);
