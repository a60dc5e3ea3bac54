package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whose update it is: the chat it happened in; where there is none, the user who did it, with whom the chat is
/// private. A topic of a group is an address of its own, and so is a chat of somebody else's account.
final class Chats {
    private Chats() {}

    static @Nullable Address of(Bot bot, JsonNode content) {
        JsonNode message = content.path("chat").isObject() ? content : content.path("message");
        if (isId(message.path("chat"))) {
            return inChat(bot, message);
        }
        for (JsonNode whose : List.of(
                content.path("from"), content.path("user"), content.path("actor_chat"), content.path("voter_chat"))) {
            if (isId(whose)) {
                return Address.telegram(bot.number(), whose.path("id").longValue());
            }
        }
        return null;
    }

    private static Address inChat(Bot bot, JsonNode message) {
        long chat = message.path("chat").path("id").longValue();
        String connection = Fields.text(message, "business_connection_id");
        if (connection != null) {
            return Address.telegramBusiness(bot.number(), chat, connection);
        }
        long topic = Fields.size(message, "message_thread_id");
        boolean inTopic = message.path("is_topic_message").asBoolean() && topic >= 0;
        return chat < 0 && inTopic
                ? Address.telegramTopic(bot.number(), chat, topic)
                : Address.telegram(bot.number(), chat);
    }

    static boolean isChannel(JsonNode content) {
        JsonNode chat = content.path("chat").isObject()
                ? content.path("chat")
                : content.path("message").path("chat");
        return chat.path("type").asText("").equals("channel");
    }

    /// In a chat of somebody else's account, the one who is not the customer is its owner.
    static boolean isOwn(JsonNode message) {
        return message.hasNonNull("business_connection_id")
                && message.path("from").path("id").isIntegralNumber()
                && !message.path("from").path("id").equals(message.path("chat").path("id"));
    }

    private static boolean isId(JsonNode whose) {
        JsonNode id = whose.path("id");
        return id.isIntegralNumber() && id.canConvertToLong();
    }
}
