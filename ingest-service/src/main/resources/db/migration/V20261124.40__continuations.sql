-- One-time links by which somebody goes on elsewhere: `given_to` is the address they were given to, `target` the one
-- address that may use it where that is known. Of the link itself only the hash is kept.
CREATE TABLE continuation (
    hash       bytea       PRIMARY KEY CHECK (length(hash) = 32),
    given_to   text        NOT NULL CHECK (given_to <> ''),
    channel    text        NOT NULL CHECK (channel IN ('TELEGRAM', 'MAIL', 'WEB')),
    target     text CHECK (target <> ''),
    given_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    used_by    text CHECK (used_by <> ''),
    used_at    timestamptz,
    CHECK ((used_by IS NULL) = (used_at IS NULL))
);
CREATE INDEX continuation_given_to ON continuation (given_to, given_at);
CREATE INDEX continuation_expires ON continuation (expires_at);
