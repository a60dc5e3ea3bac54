package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Address;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.MessageId;
import java.time.Instant;

/// One update and what is known of it so far.
record Taken(Bot bot, JsonNode update, String kind, JsonNode content, Address address, Instant receivedAt) {
    MessageId id() {
        return new MessageId(
                "telegram:" + bot.number() + ":" + update.path("update_id").intValue());
    }

    Door door() {
        return bot.door();
    }

    /// Telegram's clock, untrusted; ours where it says nothing.
    Instant time(String field) {
        JsonNode seconds = content.path(field);
        return seconds.canConvertToInt() && seconds.longValue() > 0
                ? Instant.ofEpochSecond(seconds.longValue())
                : receivedAt;
    }
}
