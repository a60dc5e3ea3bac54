-- How often a mail address was asked to confirm itself lately.
CREATE INDEX continuation_target ON continuation (target, given_at) WHERE target IS NOT NULL;
