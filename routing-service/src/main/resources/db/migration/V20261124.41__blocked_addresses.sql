-- Addresses that we have blocked: what comes from them is kept and opens nothing.
alter table address
    add blocked_by text check (blocked_by <> ''),
    add blocked_at timestamptz,
    add check ((blocked_by is null) = (blocked_at is null));
