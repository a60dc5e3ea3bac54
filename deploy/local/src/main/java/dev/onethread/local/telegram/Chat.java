package dev.onethread.local.telegram;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A chat of a bot: whom with, and what was said, oldest first. An entry is the play page's view of a message:
/// `messageId`, `from` (`customer` or `bot`), `kind`, `text`, `at`, `version` and what else applies.
final class Chat {
    private static final int KEPT = 5_000;

    final long id;
    private String name;
    private String language;
    private boolean blocked;
    private long movedTo;
    private final Map<Long, JsonObject> entries = new LinkedHashMap<>();

    Chat(long id, String name, String language) {
        this.id = id;
        this.name = name;
        this.language = language;
    }

    static Chat of(JsonObject json) {
        Chat chat = new Chat(json.getLong("id"), json.getString("name"), json.getString("language"));
        chat.blocked = json.getBoolean("blocked");
        chat.movedTo = json.getLong("movedTo", 0L);
        return chat;
    }

    JsonObject json() {
        return new JsonObject()
                .put("id", id)
                .put("name", name)
                .put("language", language)
                .put("blocked", blocked)
                .put("movedTo", movedTo);
    }

    String name() {
        return name;
    }

    void rename(String changed) {
        name = changed;
    }

    void speak(String changed) {
        language = changed;
    }

    /// The supergroup this group has become; 0 for none.
    long movedTo() {
        return movedTo;
    }

    void moveTo(long chat) {
        movedTo = chat;
    }

    boolean blocked() {
        return blocked;
    }

    void block(boolean now) {
        blocked = now;
    }

    @Nullable
    JsonObject entry(long messageId) {
        return entries.get(messageId);
    }

    Collection<JsonObject> entries() {
        return entries.values();
    }

    List<JsonObject> after(long version) {
        List<JsonObject> changed = new ArrayList<>();
        for (JsonObject entry : entries.values()) {
            if (entry.getLong("version") > version) {
                changed.add(entry);
            }
        }
        return changed;
    }

    void put(JsonObject entry) {
        entries.put(entry.getLong("messageId"), entry);
        if (entries.size() > KEPT) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    /// The customer, as `from` of what they send.
    JsonObject user() {
        return new JsonObject()
                .put("id", Math.abs(id))
                .put("is_bot", false)
                .put("first_name", name)
                .put("language_code", language);
    }

    /// The chat, as `chat` of a message.
    JsonObject chat() {
        JsonObject chat = new JsonObject().put("id", id);
        return id < 0
                ? chat.put("type", id < -1_000_000_000_000L ? "supergroup" : "group")
                        .put("title", name)
                : chat.put("type", "private").put("first_name", name);
    }
}
