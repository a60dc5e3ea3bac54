-- A conversation that was merged stays as it is, as a strand of the one that goes on; nothing of it moves.
ALTER TABLE conversation ADD COLUMN absorbed_by uuid REFERENCES conversation CHECK (absorbed_by <> id);
CREATE INDEX conversation_absorbed ON conversation (absorbed_by) WHERE absorbed_by IS NOT NULL;

DROP INDEX conversation_all;
CREATE INDEX conversation_all ON conversation (last_at DESC, id DESC) WHERE last_seq > 0 AND absorbed_by IS NULL;

CREATE FUNCTION survivor_of(strand uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    WITH RECURSIVE up (id, absorbed_by) AS (
        SELECT c.id, c.absorbed_by FROM conversation c WHERE c.id = strand
        UNION ALL
        SELECT c.id, c.absorbed_by FROM up JOIN conversation c ON c.id = up.absorbed_by
    )
    SELECT id FROM up WHERE absorbed_by IS NULL
$$;

-- A conversation first, then all that became part of it.
CREATE FUNCTION strands_of(survivor uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    WITH RECURSIVE down (id, depth) AS (
        SELECT survivor, 0
        UNION ALL
        SELECT c.id, down.depth + 1 FROM down JOIN conversation c ON c.absorbed_by = down.id
    )
    SELECT array_agg(id ORDER BY depth, id) FROM down
$$;

-- Strands are shown together by time, each in the order of its numbers: `woven` is the entry's time, but never before
-- that of the entry in front of it.
ALTER TABLE entry ADD COLUMN woven timestamptz;
UPDATE entry e SET woven = w.woven
FROM (SELECT conversation, seq, max(at) OVER (PARTITION BY conversation ORDER BY seq) AS woven FROM entry) AS w
WHERE w.conversation = e.conversation AND w.seq = e.seq;
ALTER TABLE entry ALTER COLUMN woven SET NOT NULL;

-- What an undone merge moves takes its earlier wordings along.
ALTER TABLE entry_version DROP CONSTRAINT entry_version_conversation_seq_fkey;
ALTER TABLE entry_version ADD FOREIGN KEY (conversation, seq) REFERENCES entry ON UPDATE CASCADE ON DELETE CASCADE;

-- Both sides of a merge, and all sides of an undone one, say so in streams of their own: what was heard of it until the
-- last one has spoken. `up_to` is the number the side's transcript had then.
CREATE TABLE merge_word (
    merge        uuid        NOT NULL,
    conversation uuid        NOT NULL REFERENCES conversation,
    what         text        NOT NULL CHECK (what IN ('absorbed', 'merged', 'reopened', 'separated')),
    up_to        bigint      NOT NULL,
    event        jsonb       NOT NULL,
    heard_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (merge, what, conversation)
);
CREATE INDEX merge_word_reopened ON merge_word (conversation) WHERE what = 'reopened';

-- What came for a reopened conversation before all that belongs in front of it had moved there.
CREATE TABLE held_event (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation uuid  NOT NULL REFERENCES conversation,
    type         text  NOT NULL,
    value        bytea NOT NULL,
    replay_of    text
);
CREATE INDEX held_event_conversation ON held_event (conversation, id);

-- Of two customers told of one address, the higher version is right.
ALTER TABLE customer_address ADD COLUMN version bigint NOT NULL DEFAULT 0;
