-- The custom status an agent chose last, where they chose one; it may be gone from the list since.
alter table agent_state add status text check (status <> '');
