package dev.onethread.local.telegram;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the Bot API accepts as a text. <https://core.telegram.org/bots/api#formatting-options>
final class Texts {
    static final int MESSAGE = 4096;
    static final int CAPTION = 1024;

    private Texts() {}

    /// The text as the customer sees it, without markup.
    static String message(JsonObject parameters) throws Refusal {
        String text = visible(parameters, "text", "entities");
        if (text.isBlank()) {
            throw Refusal.badRequest("message text is empty");
        }
        if (text.length() > MESSAGE) {
            throw Refusal.badRequest("message is too long");
        }
        return text;
    }

    static String caption(JsonObject parameters) throws Refusal {
        String text = visible(parameters, "caption", "caption_entities");
        if (text.length() > CAPTION) {
            throw Refusal.badRequest("message caption is too long");
        }
        return text;
    }

    private static String visible(JsonObject parameters, String name, String entities) throws Refusal {
        String raw = parameters.getString(name, "");
        String mode = parameters.getString("parse_mode", "");
        if (mode.isEmpty()) {
            checkEntities(parameters.getValue(entities), raw);
            return raw.strip();
        }
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "html" -> new HtmlText(raw).visible();
            case "markdown", "markdownv2" -> new MarkdownText(raw, mode.length() > 8).visible();
            default -> throw Refusal.badRequest("unsupported parse_mode");
        };
    }

    /// Offsets and lengths count UTF-16 code units, as Java's strings do.
    private static void checkEntities(@Nullable Object given, String text) throws Refusal {
        if (given == null) {
            return;
        }
        try {
            JsonArray entities = given instanceof String string ? new JsonArray(string) : (JsonArray) given;
            for (int i = 0; i < entities.size(); i++) {
                checkEntity(entities.getJsonObject(i), text);
            }
        } catch (DecodeException | ClassCastException e) {
            throw Refusal.badRequest("can't parse entities: " + e.getMessage());
        }
    }

    private static void checkEntity(JsonObject entity, String text) throws Refusal {
        int offset = entity.getInteger("offset", -1);
        int length = entity.getInteger("length", -1);
        if (offset < 0 || length <= 0 || offset + length > text.length()) {
            throw Refusal.badRequest("can't parse entities: entity at " + offset + " is outside of the text");
        }
        if (splitsPair(text, offset) || splitsPair(text, offset + length)) {
            throw Refusal.badRequest("can't parse entities: entity begins or ends in the middle of a UTF-16 symbol");
        }
        if (entity.getString("type", "").isEmpty()) {
            throw Refusal.badRequest("can't parse entities: entity has no type");
        }
    }

    private static boolean splitsPair(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at));
    }
}
