package dev.onethread.ingest.core;

import java.util.Optional;

/// What the bot is called with which people go on.
public interface BotName {
    /// Without the at sign; empty where there is no bot, or nobody could say.
    Optional<String> first();
}
