-- What channels say around the words, and what became of words that were changed.

ALTER TABLE entry
    ADD COLUMN spans     jsonb,
    ADD COLUMN around    jsonb,
    -- The channel's own id of what the entry answers, on the same address.
    ADD COLUMN reply_to  text,
    ADD COLUMN buttons   jsonb,
    -- Who reacts with what; reactions are all of them together.
    ADD COLUMN reactors  jsonb NOT NULL DEFAULT '{}',
    -- A change of a reply that is on its way or was refused: id, text, spans, withdraws, state, code.
    ADD COLUMN amendment jsonb CHECK (amendment IS NULL OR kind = 'reply');

CREATE INDEX entry_channel_message ON entry (conversation, channel_message) WHERE channel_message IS NOT NULL;
CREATE INDEX entry_reply_to ON entry (conversation, reply_to) WHERE reply_to IS NOT NULL;
CREATE UNIQUE INDEX entry_amendment ON entry ((amendment ->> 'id')) WHERE amendment IS NOT NULL;

-- What an entry said before it was changed. Taking it back takes these back, too.
CREATE TABLE entry_version (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation uuid NOT NULL,
    seq          bigint NOT NULL,
    text         text NOT NULL,
    spans        jsonb,
    written_at   timestamptz NOT NULL,
    replaced_at  timestamptz NOT NULL,
    FOREIGN KEY (conversation, seq) REFERENCES entry ON DELETE CASCADE
);
CREATE INDEX entry_version_of ON entry_version (conversation, seq, id);
