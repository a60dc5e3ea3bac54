package dev.onethread.notifier.telegram;

import dev.onethread.contracts.Address;
import org.jspecify.annotations.Nullable;

/// Where a message goes: a chat, a topic of a group, or a chat of somebody else's account that the bot answers
/// for.
record Chat(String id, @Nullable Integer topic, @Nullable String connection) {
    /// Takes [Address] apart: `<bot>:<chat>`, `<bot>:<chat>:<topic>` or `<bot>:<chat>@<connection>`.
    static Chat of(Address to) {
        String rest = to.value().substring(to.value().indexOf(':') + 1);
        int account = rest.indexOf('@');
        if (account >= 0) {
            return new Chat(rest.substring(0, account), null, rest.substring(account + 1));
        }
        int topic = rest.indexOf(':');
        return topic < 0
                ? new Chat(rest, null, null)
                : new Chat(rest.substring(0, topic), Integer.valueOf(rest.substring(topic + 1)), null);
    }

    Chat movedTo(long chat) {
        return new Chat(Long.toString(chat), topic, connection);
    }
}
