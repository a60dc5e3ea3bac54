package dev.onethread.local.telegram;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Buttons below a message. <https://core.telegram.org/bots/api#inlinekeyboardmarkup>
final class Keyboard {
    private Keyboard() {}

    /// Refuses what Telegram would: a button without words, without anything to do, or with too much data.
    static @Nullable JsonObject checked(@Nullable JsonObject markup) throws Refusal {
        if (markup == null) {
            return null;
        }
        if (!(markup.getValue("inline_keyboard") instanceof JsonArray rows)) {
            throw Refusal.badRequest("object expected as reply markup");
        }
        for (JsonObject button : buttons(rows)) {
            if (button.getString("text", "").isBlank()) {
                throw Refusal.badRequest("can't parse inline keyboard button: Text buttons must be non-empty");
            }
            @Nullable String data = button.getString("callback_data");
            if (data == null && button.getString("url") == null) {
                throw Refusal.badRequest(
                        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
            }
            int bytes = data == null ? 1 : data.getBytes(StandardCharsets.UTF_8).length;
            if (bytes < 1 || bytes > 64) {
                throw Refusal.badRequest("BUTTON_DATA_INVALID");
            }
        }
        return markup;
    }

    static List<String> labels(@Nullable JsonObject markup) {
        return markup == null
                ? List.of()
                : buttons(markup.getJsonArray("inline_keyboard", new JsonArray())).stream()
                        .map(button -> button.getString("text", ""))
                        .toList();
    }

    private static List<JsonObject> buttons(JsonArray rows) {
        List<JsonObject> buttons = new ArrayList<>();
        for (Object row : rows) {
            if (row instanceof JsonArray keys) {
                for (Object key : keys) {
                    if (key instanceof JsonObject button) {
                        buttons.add(button);
                    }
                }
            }
        }
        return buttons;
    }
}
