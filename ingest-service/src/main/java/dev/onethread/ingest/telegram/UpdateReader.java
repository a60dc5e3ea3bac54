package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.MessageId;
import dev.onethread.ingest.core.PlainText;
import dev.onethread.ingest.telegram.Reading.Refused;
import dev.onethread.ingest.telegram.Reading.Understood;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one update (https://core.telegram.org/bots/api#update). Nothing is dropped: what is no message, edit,
/// reaction, button or block is kept whole as an update of its kind. No clock and no I/O.
public final class UpdateReader {
    /// The fields of a plain text message, which its event carries completely; any other is a reason to keep the raw.
    private static final Set<String> CARRIED =
            Set.of("message_id", "from", "chat", "date", "text", "reply_to_message", "edit_date");

    private UpdateReader() {}

    public static Reading read(Bot bot, JsonNode update, Instant receivedAt) {
        if (!update.path("update_id").canConvertToInt()) {
            return new Refused("no update_id");
        }
        String kind = kindOf(update);
        if (kind == null) {
            return new Refused("an update without content");
        }
        JsonNode content = update.get(kind);
        Address address = addressOf(bot, content);
        if (address == null) {
            return new Refused("belongs to no chat and no user: " + shown(kind));
        }
        return of(new Taken(bot, update, kind, content, address, receivedAt));
    }

    private static Reading of(Taken taken) {
        return switch (taken.kind) {
            case "message", "channel_post", "business_message", "guest_message" -> message(taken);
            case "edited_message", "edited_channel_post", "edited_business_message" -> edit(taken);
            case "message_reaction" -> reactions(taken);
            case "callback_query" -> button(taken);
            case "my_chat_member" -> membership(taken);
            default -> kept(taken, taken.kind);
        };
    }

    private static Reading message(Taken taken) {
        Contents contents = Contents.of(taken.content);
        String channelMessage = Fields.idText(taken.content, "message_id");
        if (contents.isEmpty() || channelMessage == null) {
            return kept(taken, "message/" + Contents.serviceKind(taken.content));
        }
        JsonNode answered = taken.content.path("reply_to_message");
        FromCustomer event = new FromCustomer.MessageReceived(
                taken.id(),
                taken.bot.door(),
                taken.address,
                taken.receivedAt,
                taken.time("date"),
                author(taken.content),
                contents.body(),
                channelMessage,
                Fields.idText(answered, "message_id"),
                null,
                null);
        return new Understood(event, contents.files(), taken.update.size() > 2 || carriesMore(taken.content));
    }

    private static Reading edit(Taken taken) {
        Contents contents = Contents.of(taken.content);
        String channelMessage = Fields.idText(taken.content, "message_id");
        if (contents.isEmpty() || channelMessage == null) {
            return kept(taken, taken.kind + "/" + Contents.serviceKind(taken.content));
        }
        Body body = contents.body();
        FromCustomer event = new FromCustomer.MessageEdited(
                taken.id(),
                taken.bot.door(),
                taken.address,
                taken.receivedAt,
                channelMessage,
                taken.time("edit_date"),
                body);
        return new Understood(event, contents.files(), false);
    }

    private static Reading reactions(Taken taken) {
        String channelMessage = Fields.idText(taken.content, "message_id");
        if (channelMessage == null || !taken.content.path("new_reaction").isArray()) {
            return kept(taken, taken.kind);
        }
        List<String> reactions = new ArrayList<>();
        for (JsonNode reaction : taken.content.path("new_reaction")) {
            reactions.add(reactionText(reaction));
        }
        return new Understood(
                new FromCustomer.MessageReacted(
                        taken.id(), taken.bot.door(), taken.address, taken.receivedAt, channelMessage, reactions),
                List.of(),
                false);
    }

    private static String reactionText(JsonNode reaction) {
        String emoji = Fields.text(reaction, "emoji");
        if (emoji != null) {
            return emoji;
        }
        String custom = Fields.text(reaction, "custom_emoji_id");
        return custom != null ? "custom:" + custom : shown(reaction.path("type").asText("unknown"));
    }

    private static Reading button(Taken taken) {
        String data = Fields.text(taken.content, "data");
        String game = Fields.text(taken.content, "game_short_name");
        return new Understood(
                new FromCustomer.ButtonPressed(
                        taken.id(),
                        taken.bot.door(),
                        taken.address,
                        taken.receivedAt,
                        author(taken.content),
                        Fields.idText(taken.content.path("message"), "message_id"),
                        data != null ? data : game != null ? game : ""),
                List.of(),
                false);
    }

    private static Reading membership(Taken taken) {
        String status = taken.content.path("new_chat_member").path("status").asText("");
        return switch (status) {
            case "kicked", "left" ->
                new Understood(
                        new FromCustomer.AddressBlocked(
                                taken.id(), taken.bot.door(), taken.address, taken.receivedAt, status),
                        List.of(),
                        false);
            case "member", "administrator", "creator" ->
                new Understood(
                        new FromCustomer.AddressUnblocked(
                                taken.id(), taken.bot.door(), taken.address, taken.receivedAt),
                        List.of(),
                        false);
            default -> kept(taken, taken.kind);
        };
    }

    private static Reading kept(Taken taken, String kind) {
        return new Understood(
                new FromCustomer.UpdateKept(
                        taken.id(), taken.bot.door(), taken.address, taken.receivedAt, shown(kind), null),
                List.of(),
                true);
    }

    private static boolean carriesMore(JsonNode message) {
        for (var field : message.properties()) {
            if (!CARRIED.contains(field.getKey())) {
                return true;
            }
        }
        return false;
    }

    /// The Bot API promises one; should there be more, the first of its own list counts and the raw keeps the rest.
    private static @Nullable String kindOf(JsonNode update) {
        for (String known : RawGetUpdates.KINDS) {
            if (update.path(known).isObject()) {
                return known;
            }
        }
        for (var field : update.properties()) {
            if (field.getValue().isObject()) {
                return field.getKey();
            }
        }
        return null;
    }

    /// The chat it happened in; where there is none, the user who did it, with whom the chat is private.
    private static @Nullable Address addressOf(Bot bot, JsonNode content) {
        for (JsonNode whose : List.of(
                content.path("chat"),
                content.path("message").path("chat"),
                content.path("from"),
                content.path("user"),
                content.path("voter_chat"))) {
            if (whose.path("id").canConvertToLong() && whose.path("id").isIntegralNumber()) {
                return Address.telegram(bot.number(), whose.path("id").longValue());
            }
        }
        return null;
    }

    private static Author author(JsonNode message) {
        JsonNode who = message.path("from").isObject()
                ? message.path("from")
                : message.path("sender_chat").isObject() ? message.path("sender_chat") : message.path("chat");
        return new Author(name(who), Fields.text(who, "username"), Fields.text(who, "language_code"));
    }

    private static @Nullable String name(JsonNode who) {
        String first = Fields.text(who, "first_name");
        String last = Fields.text(who, "last_name");
        if (first == null && last == null) {
            return Fields.text(who, "title");
        }
        return first == null ? last : last == null ? first : first + " " + last;
    }

    /// A name from outside, as part of an event: short and clean.
    private static String shown(String kind) {
        return PlainText.cut(PlainText.clean(kind), 80);
    }

    /// One update and what is known of it so far.
    private record Taken(Bot bot, JsonNode update, String kind, JsonNode content, Address address, Instant receivedAt) {
        MessageId id() {
            return new MessageId(
                    "telegram:" + bot.number() + ":" + update.path("update_id").intValue());
        }

        /// Telegram's clock, untrusted; ours where it says nothing.
        Instant time(String field) {
            JsonNode seconds = content.path(field);
            return seconds.canConvertToInt() && seconds.longValue() > 0
                    ? Instant.ofEpochSecond(seconds.longValue())
                    : receivedAt;
        }
    }
}
