-- The forms of a text (spans) and the buttons below it.
ALTER TABLE delivery
    ADD COLUMN form             jsonb,
    -- All that the channel calls what one call made of it, where that is more than one message.
    ADD COLUMN channel_messages text[] CHECK (channel_messages IS NULL OR channel_message IS NOT NULL);

-- A wish to change an earlier reply, or to take it back, stands in the queue like a reply of its own.
ALTER TABLE reply
    ADD COLUMN amends    uuid REFERENCES reply ON DELETE CASCADE,
    ADD COLUMN withdraws boolean NOT NULL DEFAULT false CHECK (NOT withdraws OR amends IS NOT NULL);

-- Whose end takes nothing from us now: what is queued for them waits until it does again.
CREATE TABLE paused_address (
    address text PRIMARY KEY,
    since   timestamptz NOT NULL
);
