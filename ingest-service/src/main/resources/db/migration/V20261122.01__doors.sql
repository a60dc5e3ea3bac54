-- How far each door has been read: generation gives position its meaning (UIDVALIDITY of a mailbox, 0 for a bot).
CREATE TABLE checkpoint (
    door       text PRIMARY KEY,
    generation bigint NOT NULL,
    position   bigint NOT NULL CHECK (position >= 0),
    raised_at  timestamptz NOT NULL DEFAULT now()
);

-- What came through a door and could not be understood; the bytes are a blob.
CREATE TABLE quarantine (
    id          uuid PRIMARY KEY,
    channel     text NOT NULL,
    door        text NOT NULL,
    identity    text NOT NULL,
    reason      text NOT NULL,
    blob        text NOT NULL,
    sha256      text NOT NULL,
    size        bigint NOT NULL CHECK (size >= 0),
    kept_at     timestamptz NOT NULL DEFAULT now(),
    replayed_at timestamptz,
    UNIQUE (channel, door, identity)
);

CREATE INDEX quarantine_newest ON quarantine (kept_at DESC, id);
