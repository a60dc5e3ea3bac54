package dev.onethread.local.telegram;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What customers do, in the Bot API's words. <https://core.telegram.org/bots/api#update>
final class Customers {
    private Customers() {}

    static JsonObject message(Chat chat, long messageId, Instant at) {
        return new JsonObject()
                .put("message_id", messageId)
                .put("from", chat.user())
                .put("chat", chat.chat())
                .put("date", at.getEpochSecond());
    }

    static JsonObject reaction(Chat chat, long messageId, String emoji) {
        JsonArray now = new JsonArray();
        if (!emoji.isEmpty()) {
            now.add(new JsonObject().put("type", "emoji").put("emoji", emoji));
        }
        return new JsonObject()
                .put(
                        "message_reaction",
                        new JsonObject()
                                .put("chat", chat.chat())
                                .put("message_id", messageId)
                                .put("user", chat.user())
                                .put("date", Instant.now().getEpochSecond())
                                .put("old_reaction", new JsonArray())
                                .put("new_reaction", now));
    }

    static JsonObject press(Chat chat, long bot, long messageId, String data, @Nullable JsonObject buttons) {
        JsonObject message = new JsonObject()
                .put("message_id", messageId)
                .put("from", new JsonObject().put("id", bot).put("is_bot", true).put("first_name", "Shop support"))
                .put("chat", chat.chat())
                .put("date", Instant.now().getEpochSecond());
        if (buttons != null) {
            message.put("reply_markup", buttons);
        }
        return new JsonObject()
                .put(
                        "callback_query",
                        new JsonObject()
                                .put("id", UUID.randomUUID().toString())
                                .put("from", chat.user())
                                .put("message", message)
                                .put("chat_instance", Long.toString(chat.id))
                                .put("data", data));
    }

    /// A group becomes a supergroup: both chats say so.
    static List<JsonObject> migration(Chat before, Chat after, long messageBefore, long messageAfter) {
        Instant now = Instant.now();
        return List.of(
                new JsonObject()
                        .put("message", message(before, messageBefore, now).put("migrate_to_chat_id", after.id)),
                new JsonObject()
                        .put("message", message(after, messageAfter, now).put("migrate_from_chat_id", before.id)));
    }

    static JsonObject membership(Chat chat, JsonObject bot, boolean blocked) {
        return new JsonObject()
                .put(
                        "my_chat_member",
                        new JsonObject()
                                .put("chat", chat.chat())
                                .put("from", chat.user())
                                .put("date", Instant.now().getEpochSecond())
                                .put("old_chat_member", member(bot, !blocked))
                                .put("new_chat_member", member(bot, blocked)));
    }

    private static JsonObject member(JsonObject bot, boolean blocked) {
        JsonObject member = new JsonObject().put("user", bot).put("status", blocked ? "kicked" : "member");
        return blocked ? member.put("until_date", 0) : member;
    }

    /// A message as the play page and the tests see it.
    static JsonObject entry(
            long messageId,
            String from,
            String kind,
            String text,
            @Nullable StoredFile file,
            @Nullable Long replyTo,
            Instant at) {
        JsonObject entry = new JsonObject()
                .put("messageId", messageId)
                .put("from", from)
                .put("kind", kind)
                .put("text", text)
                .put("at", at.toString());
        if (file != null) {
            entry.put("file", file.json());
        }
        if (replyTo != null) {
            entry.put("replyTo", replyTo);
        }
        return entry;
    }

    static Sent sent(JsonObject entry) {
        @Nullable JsonObject file = entry.getJsonObject("file");
        return new Sent(
                entry.getLong("messageId"),
                entry.getString("kind"),
                entry.getString("text"),
                file == null ? null : file.getString("id"),
                file == null ? null : file.getString("name"),
                entry.getLong("replyTo"),
                Instant.parse(entry.getString("at")),
                entry.getString("markup", entry.getString("text")),
                Keyboard.labels(entry.getJsonObject("buttons")),
                entry.getString("album"),
                entry.getLong("topic"));
    }

    /// The chat an update comes from; null when it names none.
    static @Nullable Chat chatOf(JsonObject update) {
        for (String kind : update.fieldNames()) {
            if (update.getValue(kind) instanceof JsonObject about) {
                @Nullable JsonObject chat = about.getJsonObject("chat");
                if (chat == null && about.getValue("message") instanceof JsonObject message) {
                    chat = message.getJsonObject("chat");
                }
                if (chat != null && chat.getValue("id") instanceof Number id) {
                    return new Chat(id.longValue(), chat.getString("first_name", chat.getString("title", "")), "");
                }
            }
        }
        return null;
    }

    static List<String> strings(JsonArray array) {
        List<String> strings = new ArrayList<>();
        array.forEach(value -> strings.add(String.valueOf(value)));
        return strings;
    }
}
