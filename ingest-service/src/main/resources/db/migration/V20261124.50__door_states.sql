-- How each door fares, as whoever reads it last said. read_at: when it was last known that nothing waits there.
CREATE TABLE door_state (
    door      text PRIMARY KEY,
    title     text NOT NULL,
    state     text NOT NULL CHECK (state IN ('connecting', 'importing', 'open', 'failing')),
    since     timestamptz NOT NULL DEFAULT now(),
    code      text,
    detail    text,
    failed_at timestamptz,
    read_at   timestamptz,
    waiting   bigint NOT NULL DEFAULT 0 CHECK (waiting >= 0),
    taken     bigint NOT NULL DEFAULT 0 CHECK (taken >= 0),
    CHECK ((code IS NULL) = (failed_at IS NULL)),
    CHECK (state <> 'failing' OR code IS NOT NULL)
);
