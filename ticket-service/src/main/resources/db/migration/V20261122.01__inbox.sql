-- The transcript, its tickets, the people who work in the inbox.

CREATE TABLE app_user (
    id            text PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9._@-]{0,63}$'),
    name          text NOT NULL CHECK (name <> ''),
    password_hash text,
    roles         text[] NOT NULL CHECK (roles <@ ARRAY['agent', 'supervisor', 'admin']),
    language      text,
    active        boolean NOT NULL DEFAULT true,
    version       bigint NOT NULL DEFAULT 0
);

-- One sign-in is a family; renewing replaces its token, using a replaced one revokes the family.
CREATE TABLE refresh_token (
    hash        text PRIMARY KEY,
    family      uuid NOT NULL,
    app_user    text NOT NULL REFERENCES app_user,
    expires_at  timestamptz NOT NULL,
    replaced_at timestamptz,
    revoked_at  timestamptz
);
CREATE INDEX refresh_token_family ON refresh_token (family);
CREATE INDEX refresh_token_expiry ON refresh_token (expires_at);

CREATE TABLE sign_in_attempt (
    app_user text NOT NULL,
    source   text NOT NULL,
    failures int NOT NULL CHECK (failures >= 1),
    last_at  timestamptz NOT NULL,
    PRIMARY KEY (app_user, source)
);

CREATE TABLE conversation (
    id            uuid PRIMARY KEY,
    customer      uuid UNIQUE,
    customer_name text,
    version       bigint NOT NULL DEFAULT 0 CHECK (version >= 0),
    last_seq      bigint NOT NULL DEFAULT 0 CHECK (last_seq >= 0),
    last_place    bigint NOT NULL DEFAULT 0 CHECK (last_place >= 0),
    subject       text,
    preview       text,
    preview_by    text CHECK (preview_by IN ('customer', 'agent', 'note', 'event')),
    last_at       timestamptz NOT NULL,
    unanswered    int NOT NULL DEFAULT 0 CHECK (unanswered >= 0),
    waiting_since timestamptz,
    address       text,
    door          text,
    channels      text[] NOT NULL DEFAULT '{}',
    work_state    text NOT NULL DEFAULT 'idle' CHECK (work_state IN ('idle', 'queued', 'offered', 'assigned', 'held')),
    desk          text,
    agent         text,
    work_since    timestamptz,
    priority      int NOT NULL DEFAULT 0 CHECK (priority BETWEEN 0 AND 100),
    needs         jsonb NOT NULL DEFAULT '[]',
    work_reason   text,
    ticket        uuid,
    CHECK (work_state NOT IN ('offered', 'assigned') OR agent IS NOT NULL),
    CHECK (work_state <> 'queued' OR (desk IS NOT NULL AND work_since IS NOT NULL)),
    CHECK ((unanswered = 0) = (waiting_since IS NULL)),
    CHECK ((address IS NULL) = (door IS NULL))
);
CREATE INDEX conversation_all ON conversation (last_at DESC, id DESC) WHERE last_seq > 0;
CREATE INDEX conversation_mine ON conversation (agent, last_at DESC, id DESC) WHERE work_state IN ('offered', 'assigned', 'held');
CREATE INDEX conversation_queue ON conversation (work_since, id) WHERE work_state = 'queued';

CREATE TABLE ticket (
    id             uuid PRIMARY KEY,
    number         bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    conversation   uuid NOT NULL REFERENCES conversation,
    state          text NOT NULL CHECK (state IN ('open', 'resolved')),
    subject        text,
    opened_at      timestamptz NOT NULL,
    first_seq      bigint NOT NULL CHECK (first_seq >= 1),
    resolved_at    timestamptz,
    resolved_by    text,
    resolved_up_to bigint,
    CHECK ((state = 'resolved') = (resolved_at IS NOT NULL)),
    CHECK ((state = 'resolved') = (resolved_up_to IS NOT NULL))
);
CREATE UNIQUE INDEX ticket_open_once ON ticket (conversation) WHERE state = 'open';
CREATE INDEX ticket_conversation ON ticket (conversation, number DESC);
ALTER TABLE conversation ADD FOREIGN KEY (ticket) REFERENCES ticket;

-- seq is assigned under the lock of the conversation's row, in the transaction that stores the entry.
CREATE TABLE entry (
    conversation    uuid NOT NULL REFERENCES conversation,
    seq             bigint NOT NULL CHECK (seq >= 1),
    version         bigint NOT NULL DEFAULT 1 CHECK (version >= 1),
    kind            text NOT NULL CHECK (kind IN ('message', 'reply', 'note', 'event')),
    at              timestamptz NOT NULL,
    author_kind     text NOT NULL CHECK (author_kind IN ('customer', 'agent', 'system')),
    author_id       text,
    author_name     text,
    address         text,
    door            text,
    place           bigint CHECK (place >= 1),
    message_id      text UNIQUE,
    channel_message text,
    reply_id        uuid UNIQUE,
    note_id         uuid UNIQUE,
    text            text NOT NULL DEFAULT '',
    subject         text,
    quoted          text,
    html            jsonb,
    attachments     jsonb NOT NULL DEFAULT '[]',
    reactions       text[] NOT NULL DEFAULT '{}',
    edited_at       timestamptz,
    deleted         boolean NOT NULL DEFAULT false,
    event           jsonb,
    unreadable      text,
    dead_letter     uuid UNIQUE,
    delivery_state  text CHECK (delivery_state IN ('waiting', 'sending', 'sent', 'delivered', 'read', 'failed')),
    delivery_code   text,
    delivery_detail text,
    perhaps_twice   boolean NOT NULL DEFAULT false,
    attempt         int CHECK (attempt >= 1),
    PRIMARY KEY (conversation, seq),
    UNIQUE (conversation, place),
    CHECK ((kind = 'reply') = (reply_id IS NOT NULL)),
    CHECK ((kind = 'reply') = (delivery_state IS NOT NULL)),
    CHECK ((kind = 'reply') = (attempt IS NOT NULL)),
    CHECK ((kind = 'note') = (note_id IS NOT NULL)),
    CHECK ((kind = 'event') = (event IS NOT NULL)),
    CHECK (kind <> 'reply' OR address IS NOT NULL),
    CHECK ((delivery_state = 'failed') = (delivery_code IS NOT NULL) OR delivery_state IS NULL)
);

CREATE TABLE customer_address (
    address      text PRIMARY KEY,
    customer     uuid NOT NULL,
    door         text NOT NULL,
    name         text,
    reachable    boolean NOT NULL DEFAULT true,
    reason       text,
    last_used_at timestamptz,
    mail_thread  jsonb
);
CREATE INDEX customer_address_customer ON customer_address (customer);

CREATE TABLE agent_presence (
    agent        text PRIMARY KEY,
    presence     text NOT NULL DEFAULT 'OFFLINE' CHECK (presence IN ('AVAILABLE', 'BUSY', 'AWAY', 'OFFLINE')),
    load         int NOT NULL DEFAULT 0,
    capacity     int NOT NULL DEFAULT 0,
    version      bigint NOT NULL DEFAULT 0,
    -- versions of what we tell the dispatcher of this agent: always rising, also after a restored backup
    told_version bigint NOT NULL DEFAULT 0,
    connected    boolean NOT NULL DEFAULT false
);

-- A replica that holds screens of an agent says so until a time; kill -9 lets it run out.
CREATE TABLE agent_screen (
    replica uuid NOT NULL,
    agent   text NOT NULL,
    until   timestamptz NOT NULL,
    PRIMARY KEY (replica, agent)
);
CREATE INDEX agent_screen_until ON agent_screen (until);

CREATE TABLE agent_skill (
    agent text NOT NULL,
    skill text NOT NULL,
    level int NOT NULL CHECK (level BETWEEN 1 AND 5),
    PRIMARY KEY (agent, skill)
);

CREATE TABLE queue_fact (
    desk      text PRIMARY KEY,
    waiting   int NOT NULL,
    oldest    timestamptz,
    available int NOT NULL
);

-- What an agent asked of the dispatcher, until it answers and a little longer.
CREATE TABLE command (
    id           uuid PRIMARY KEY,
    agent        text NOT NULL,
    what         text NOT NULL,
    conversation uuid,
    asked_at     timestamptz NOT NULL,
    answered_at  timestamptz,
    refused      text,
    CHECK (refused IS NULL OR answered_at IS NOT NULL)
);
CREATE INDEX command_pending ON command (agent) WHERE answered_at IS NULL;
CREATE INDEX command_asked ON command (asked_at);

CREATE TABLE upload (
    id         uuid PRIMARY KEY,
    app_user   text NOT NULL REFERENCES app_user,
    name       text NOT NULL,
    media_type text NOT NULL,
    blob       text NOT NULL UNIQUE,
    sha256     text NOT NULL,
    size       bigint NOT NULL CHECK (size >= 0),
    made_at    timestamptz NOT NULL DEFAULT now(),
    used_by    uuid
);

-- Lets a page fetch the files of one entry without a header, for a few minutes.
CREATE TABLE download_token (
    hash         text PRIMARY KEY,
    conversation uuid NOT NULL,
    seq          bigint NOT NULL,
    until        timestamptz NOT NULL
);
