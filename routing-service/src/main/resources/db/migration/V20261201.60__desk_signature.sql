-- What stands below the mails of a desk's agents: {"ru": …, "en": …}; none is the mailbox's own.
ALTER TABLE desk ADD COLUMN signature jsonb;
