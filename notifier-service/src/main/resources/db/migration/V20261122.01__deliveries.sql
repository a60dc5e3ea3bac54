-- What customers are to be sent, and what became of it. A reply has one part or more; each part is one call to a channel.

CREATE TABLE reply (
    id           uuid        PRIMARY KEY,
    -- The order in which replies came. One address's replies come from one partition, so theirs rise in order.
    place        bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    conversation uuid        NOT NULL,
    address      text        NOT NULL,
    channel      text        NOT NULL CHECK (channel IN ('TELEGRAM', 'MAIL', 'WEB')),
    lane         text        NOT NULL,
    -- The event without its text and files, which the parts hold.
    request      jsonb       NOT NULL,
    attempt      int         NOT NULL DEFAULT 1 CHECK (attempt >= 1),
    state        text        NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed')),
    code         text,
    detail       text,
    requested_at timestamptz NOT NULL,
    ended_at     timestamptz,
    CHECK ((state = 'failed') = (code IS NOT NULL)),
    CHECK ((state IN ('sent', 'failed')) = (ended_at IS NOT NULL))
);

CREATE INDEX reply_by_state ON reply (state, place);

CREATE TABLE delivery (
    reply           uuid        NOT NULL REFERENCES reply ON DELETE CASCADE,
    part            int         NOT NULL CHECK (part >= 1),
    place           bigint      NOT NULL,
    lane            text        NOT NULL,
    address         text        NOT NULL,
    text            text        NOT NULL,
    attachments     jsonb       NOT NULL,
    state           text        NOT NULL CHECK (state IN ('pending', 'waiting', 'sending', 'sent', 'failed')),
    due_at          timestamptz,
    tries           int         NOT NULL DEFAULT 0 CHECK (tries >= 0),
    -- Calls of which nobody knows whether they went through: the customer perhaps has it twice.
    doubts          int         NOT NULL DEFAULT 0 CHECK (doubts >= 0),
    channel_message text,
    code            text,
    detail          text,
    changed_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (reply, part),
    CHECK ((state IN ('pending', 'waiting')) = (due_at IS NOT NULL)),
    CHECK ((state = 'failed') = (code IS NOT NULL)),
    CHECK (state <> 'sending' OR tries > 0)
);

-- The queue of each address, in the order of sending.
CREATE UNIQUE INDEX delivery_queue ON delivery (lane, address, place, part) WHERE state IN ('pending', 'waiting', 'sending');

-- Never two calls for one address at a time.
CREATE UNIQUE INDEX delivery_one_at_a_time ON delivery (lane, address) WHERE state = 'sending';
