package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Circumstances.Origin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What people and chats call themselves.
final class Names {
    private Names() {}

    /// Null where there is none.
    static @Nullable String of(JsonNode who) {
        String first = Fields.text(who, "first_name");
        String last = Fields.text(who, "last_name");
        if (first == null && last == null) {
            return Fields.text(who, "title");
        }
        return first == null ? last : last == null ? first : first + " " + last;
    }

    /// Who wrote a message or pressed a button: a person, or the chat they speak for.
    static Author author(JsonNode message) {
        JsonNode who = message.path("from").isObject() && !speaksForChat(message)
                ? message.path("from")
                : message.path("sender_chat").isObject() ? message.path("sender_chat") : message.path("chat");
        return person(who);
    }

    static Author person(JsonNode who) {
        return new Author(
                of(who), Fields.text(who, "username"), Fields.text(who, "language_code"), Fields.idText(who, "id"));
    }

    /// A group's anonymous administrator or a channel: `from` is then a bot that stands for all of them.
    private static boolean speaksForChat(JsonNode message) {
        return message.path("sender_chat").isObject()
                && message.path("from").path("is_bot").asBoolean();
    }

    /// Where a forwarded message comes from, also in the form before Bot API 7.0; null where it is not forwarded.
    static @Nullable Origin forwarded(JsonNode message) {
        if (message.path("forward_origin").isObject()) {
            return origin(message.path("forward_origin"));
        }
        JsonNode date = message.path("forward_date");
        if (message.path("forward_from_chat").isObject()) {
            JsonNode chat = message.path("forward_from_chat");
            boolean channel = chat.path("type").asText("").equals("channel");
            return origin(channel ? Origin.Kind.CHANNEL : Origin.Kind.GROUP, chat, date);
        }
        if (message.path("forward_from").isObject()) {
            return origin(Origin.Kind.PERSON, message.path("forward_from"), date);
        }
        String hidden = Fields.text(message, "forward_sender_name");
        return hidden == null && !date.isNumber()
                ? null
                : new Origin(Origin.Kind.HIDDEN_PERSON, hidden, null, time(date));
    }

    /// <https://core.telegram.org/bots/api#messageorigin>
    static Origin origin(JsonNode origin) {
        return switch (origin.path("type").asText("")) {
            case "user" -> origin(Origin.Kind.PERSON, origin.path("sender_user"), origin.path("date"));
            case "chat" -> origin(Origin.Kind.GROUP, origin.path("sender_chat"), origin.path("date"));
            case "channel" -> origin(Origin.Kind.CHANNEL, origin.path("chat"), origin.path("date"));
            default ->
                new Origin(
                        Origin.Kind.HIDDEN_PERSON,
                        Fields.text(origin, "sender_user_name"),
                        null,
                        time(origin.path("date")));
        };
    }

    private static Origin origin(Origin.Kind kind, JsonNode who, JsonNode date) {
        return new Origin(kind, of(who), Fields.text(who, "username"), time(date));
    }

    private static @Nullable Instant time(JsonNode seconds) {
        return seconds.canConvertToInt() && seconds.longValue() > 0 ? Instant.ofEpochSecond(seconds.longValue()) : null;
    }
}
