-- How full a mailbox is, in percent of what its server lets it hold; null where the server does not say.
ALTER TABLE door_state ADD COLUMN filled integer CHECK (filled >= 0);
