package dev.onethread.local.telegram;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Changes of what a bot has sent, refused where Telegram would refuse them.
/// <https://core.telegram.org/bots/api#updating-messages>
final class Updating {
    private static final Duration DELETABLE = Duration.ofHours(48);

    private Updating() {}

    /// A new text as it is seen and as it was written. `caption` says which of the two methods was called; Telegram
    /// refuses the wrong one.
    record Wish(
            long message,
            String text,
            String markup,
            @Nullable JsonObject buttons,
            boolean caption) {}

    static JsonObject edited(Chat chat, Wish wish) throws Refusal {
        @Nullable JsonObject entry = own(chat, wish.message());
        if (entry == null) {
            throw Refusal.badRequest("message to edit not found");
        }
        if (wish.caption() != entry.containsKey("file")) {
            String what = wish.caption() ? "caption" : "text";
            throw Refusal.badRequest("there is no " + what + " in the message to edit");
        }
        boolean same = wish.text().equals(entry.getString("text"))
                && wish.markup().equals(entry.getString("markup", entry.getString("text")))
                && Objects.equals(wish.buttons(), entry.getJsonObject("buttons"));
        if (same) {
            throw Refusal.badRequest("message is not modified: specified new message content and reply markup are "
                    + "exactly the same as a current content and reply markup of the message");
        }
        if (wish.buttons() == null) {
            entry.remove("buttons");
        } else {
            entry.put("buttons", wish.buttons());
        }
        return entry.put("text", wish.text()).put("markup", wish.markup()).put("edited", true);
    }

    /// One that is not there is passed over when several are named, as `deleteMessages` does.
    static List<JsonObject> deleted(Chat chat, List<Long> messages) throws Refusal {
        List<JsonObject> found = new ArrayList<>();
        for (long id : messages) {
            @Nullable JsonObject entry = own(chat, id);
            if (entry == null && messages.size() == 1) {
                throw Refusal.badRequest("message to delete not found");
            }
            if (entry != null) {
                if (Instant.parse(entry.getString("at")).isBefore(Instant.now().minus(DELETABLE))) {
                    throw Refusal.badRequest("message can't be deleted for everyone");
                }
                found.add(entry);
            }
        }
        found.forEach(entry -> entry.put("deleted", true).put("text", ""));
        return found;
    }

    private static @Nullable JsonObject own(Chat chat, long messageId) {
        @Nullable JsonObject entry = chat.entry(messageId);
        boolean own = entry != null && "bot".equals(entry.getString("from")) && !entry.getBoolean("deleted", false);
        return own ? entry : null;
    }
}
