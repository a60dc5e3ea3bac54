-- What the board and the offers show of work, agents and desks.

ALTER TABLE conversation
    ADD COLUMN work_until  timestamptz,
    ADD COLUMN excess      int NOT NULL DEFAULT 0 CHECK (excess >= 0),
    ADD COLUMN offer_agent text,
    ADD COLUMN offer_until timestamptz,
    ADD COLUMN offer_from  text,
    ADD COLUMN steps       jsonb,
    ADD COLUMN tags        text[] NOT NULL DEFAULT '{}',
    ADD COLUMN vip         boolean NOT NULL DEFAULT false,
    ADD CHECK ((offer_agent IS NULL) = (offer_until IS NULL)),
    ADD CHECK (offer_from IS NULL OR offer_agent IS NOT NULL);

-- A hold's end used to stand where the age stands.
UPDATE conversation SET work_until = work_since, work_since = NULL WHERE work_state = 'held';
CREATE INDEX conversation_offer ON conversation (offer_agent) WHERE offer_agent IS NOT NULL;
CREATE INDEX conversation_waiting
    ON conversation ((work_since AT TIME ZONE 'UTC' - priority * interval '1 minute'), id)
    WHERE work_state IN ('queued', 'offered');

-- `since` is when the presence became what it is, `status` the id of the word the agent chose for it, `cause` why
-- routing and not the agent changed it.
ALTER TABLE agent_presence
    ADD COLUMN status text,
    ADD COLUMN cause  text,
    ADD COLUMN since  timestamptz;

-- What agents may say of themselves besides, and the presence it stands for; routing owns it.
CREATE TABLE agent_status (
    id       text PRIMARY KEY,
    name_ru  text NOT NULL,
    name_en  text NOT NULL,
    presence text NOT NULL CHECK (presence IN ('AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE')),
    active   boolean NOT NULL
);

-- How long one who comes now is expected to wait, in seconds; null while too little was measured.
ALTER TABLE queue_fact
    ADD COLUMN expected bigint,
    ADD COLUMN spread   bigint;

-- Where a waiting conversation stands; `told_*` is what its customer was told last.
CREATE TABLE queue_place (
    conversation uuid PRIMARY KEY,
    desk         text NOT NULL,
    place        int NOT NULL CHECK (place >= 1),
    expected     bigint,
    spread       bigint
);

CREATE TABLE agent_desk (
    agent text NOT NULL,
    desk  text NOT NULL,
    PRIMARY KEY (agent, desk)
);

CREATE INDEX ticket_opened ON ticket (opened_at);
CREATE INDEX ticket_resolved ON ticket (resolved_at) WHERE resolved_at IS NOT NULL;
