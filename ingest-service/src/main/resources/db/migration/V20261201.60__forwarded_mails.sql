-- Mails that bring another one, which an agent may make its writer's own: where they lie as they came.
CREATE TABLE forwarded_mail (
    id          uuid        PRIMARY KEY,
    door        text        NOT NULL CHECK (door <> ''),
    raw         text        NOT NULL CHECK (raw <> ''),
    received_at timestamptz NOT NULL,
    made_by     text CHECK (made_by <> ''),
    made_at     timestamptz,
    CHECK ((made_by IS NULL) = (made_at IS NULL))
);
