-- A browser that uses the web chat. The secret is known to that browser alone; we keep its SHA-256.
CREATE TABLE visitor (
    id          text PRIMARY KEY,
    secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    widget      text NOT NULL,
    last_seq    bigint NOT NULL DEFAULT 0 CHECK (last_seq >= 0),
    created_at  timestamptz NOT NULL DEFAULT now()
);

-- What stands on a visitor's screen. seq has no gaps: it is taken under the lock of the visitor's row.
CREATE TABLE visitor_entry (
    visitor     text NOT NULL REFERENCES visitor ON DELETE CASCADE,
    seq         bigint NOT NULL CHECK (seq > 0),
    id          text NOT NULL,
    sender      text NOT NULL CHECK (sender IN ('CUSTOMER', 'AGENT')),
    body        text NOT NULL,
    agent_name  text,
    attachments jsonb NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (visitor, seq),
    UNIQUE (visitor, id)
);

-- Files a visitor has brought and may send with a message.
CREATE TABLE visitor_upload (
    id         text PRIMARY KEY,
    visitor    text NOT NULL REFERENCES visitor ON DELETE CASCADE,
    name       text NOT NULL,
    media_type text NOT NULL,
    blob       text NOT NULL,
    sha256     text NOT NULL,
    size       bigint NOT NULL CHECK (size >= 0),
    at         timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX visitor_upload_recent ON visitor_upload (visitor, at);
