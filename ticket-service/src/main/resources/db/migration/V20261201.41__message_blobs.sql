-- Bytes of a message that its entry does not name: the mail as it came, and the whole of a long text. So that they go when
-- their customer is erased.
CREATE TABLE message_blob (
    message_id text NOT NULL,
    blob       text NOT NULL,
    PRIMARY KEY (message_id, blob)
);
