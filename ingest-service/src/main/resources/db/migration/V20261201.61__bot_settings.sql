-- What supervisors have decided of a bot: `groups` before its configuration, and what it answers to commands.
CREATE TABLE bot_setting (
    bot    text    PRIMARY KEY CHECK (bot <> ''),
    groups boolean NOT NULL
);
CREATE TABLE bot_answer (
    bot     text NOT NULL CHECK (bot <> ''),
    command text NOT NULL CHECK (command ~ '^[a-z0-9_]{1,32}$'),
    ru      text CHECK (ru <> ''),
    en      text CHECK (en <> ''),
    PRIMARY KEY (bot, command),
    CHECK (ru IS NOT NULL OR en IS NOT NULL)
);
