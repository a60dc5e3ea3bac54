package dev.onethread.local.telegram;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Accounts whose owners let the bot read and answer in their stead. A chat of theirs has the customer's number, as
/// the customer's own chat with the bot has, and is another chat. Kept in memory only.
/// <https://core.telegram.org/bots/api#businessconnection>
final class Business {
    private final Map<String, Map<Long, Chat>> chats = new HashMap<>();
    private final Map<Chat, String> connections = new IdentityHashMap<>();

    /// The owner connects the bot, or has taken it away again where `enabled` is false.
    JsonObject connect(String connection, long owner, String name, boolean enabled) {
        if (enabled) {
            chats.putIfAbsent(connection, new HashMap<>());
        } else {
            chats.remove(connection);
        }
        Chat own = new Chat(owner, name, "ru");
        return new JsonObject()
                .put(
                        "business_connection",
                        new JsonObject()
                                .put("id", connection)
                                .put("user", own.user())
                                .put("user_chat_id", owner)
                                .put("date", Instant.now().getEpochSecond())
                                .put("rights", new JsonObject().put("can_reply", true))
                                .put("is_enabled", enabled));
    }

    Chat known(String connection, long id, String name) {
        Map<Long, Chat> known = chats.get(connection);
        if (known == null) {
            throw new IllegalArgumentException("no connection " + connection);
        }
        Chat chat = known.computeIfAbsent(id, customer -> new Chat(customer, name, "ru"));
        connections.put(chat, connection);
        return chat;
    }

    Chat chat(String connection, long id) throws Refusal {
        Map<Long, Chat> known = chats.get(connection);
        if (known == null) {
            throw Refusal.badRequest("business connection not found");
        }
        Chat chat = known.get(id);
        if (chat == null) {
            throw Refusal.badRequest("chat not found");
        }
        return chat;
    }

    /// The one chat of the connection that holds all of these; messages of several cannot be deleted at once.
    Chat holding(String connection, List<Long> messages) throws Refusal {
        for (Chat chat : chats.getOrDefault(connection, Map.of()).values()) {
            if (messages.stream().allMatch(id -> chat.entry(id) != null)) {
                return chat;
            }
        }
        throw Refusal.badRequest("message to delete not found");
    }

    /// Null for a chat of the bot's own.
    @Nullable
    String connectionOf(Chat chat) {
        return connections.get(chat);
    }
}
