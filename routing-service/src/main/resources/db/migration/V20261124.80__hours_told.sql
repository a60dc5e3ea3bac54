-- Up to when the others were told a desk's hours, as intervals; told again in good time.
alter table desk_hours add column told_until timestamptz not null default '-infinity';
create index desk_hours_told on desk_hours (told_until);
