-- A visitor whom the page's server has named: one per widget and external id, on whatever device. Their browsers hold a
-- secret of their own each, which ends; the secret of before, as an anonymous visitor, opens nothing any more.
ALTER TABLE visitor ADD COLUMN external_id text CHECK (length(external_id) BETWEEN 1 AND 200);
CREATE UNIQUE INDEX visitor_signed_in ON visitor (widget, external_id);

CREATE TABLE visitor_session (
    secret_hash bytea PRIMARY KEY CHECK (octet_length(secret_hash) = 32),
    visitor     text NOT NULL REFERENCES visitor ON DELETE CASCADE,
    ends_at     timestamptz NOT NULL
);

CREATE INDEX visitor_session_ends ON visitor_session (ends_at);
CREATE INDEX visitor_session_visitor ON visitor_session (visitor);

-- The visitor's newest number that an agent has seen.
ALTER TABLE visitor ADD COLUMN agent_saw bigint NOT NULL DEFAULT 0 CHECK (agent_saw >= 0);
