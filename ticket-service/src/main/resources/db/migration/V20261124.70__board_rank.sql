-- A priority that nobody spoke of ranks as a normal one.
DROP INDEX conversation_waiting;
CREATE INDEX conversation_waiting
    ON conversation ((work_since AT TIME ZONE 'UTC' - coalesce(nullif(priority, 0), 20) * interval '1 minute'), id)
    WHERE work_state IN ('queued', 'offered');

-- The first answers of the last hour.
CREATE INDEX entry_replied ON entry (at) WHERE kind = 'reply';
