package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Button;
import dev.onethread.contracts.Circumstances;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.MessageId;
import dev.onethread.ingest.telegram.Reading.Piece;
import dev.onethread.ingest.telegram.Reading.Understood;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What people do without writing: reactions, buttons, blocking the bot.
final class Touches {
    private Touches() {}

    static Reading reactions(Taken taken) {
        String channelMessage = Fields.idText(taken.content(), "message_id");
        if (channelMessage == null || !taken.content().path("new_reaction").isArray()) {
            return UpdateReader.kept(taken, taken.kind(), null);
        }
        List<String> reactions = new ArrayList<>();
        for (JsonNode reaction : taken.content().path("new_reaction")) {
            reactions.add(reactionText(reaction));
        }
        JsonNode who = taken.content().path("user").isObject()
                ? taken.content().path("user")
                : taken.content().path("actor_chat");
        return UpdateReader.one(new FromCustomer.MessageReacted(
                taken.id(),
                taken.door(),
                taken.address(),
                taken.receivedAt(),
                channelMessage,
                reactions,
                Names.person(who)));
    }

    private static String reactionText(JsonNode reaction) {
        String emoji = Fields.text(reaction, "emoji");
        if (emoji != null) {
            return emoji;
        }
        String custom = Fields.text(reaction, "custom_emoji_id");
        return custom != null
                ? "custom:" + custom
                : UpdateReader.shown(reaction.path("type").asText("unknown"));
    }

    static Reading button(Taken taken) {
        JsonNode message = taken.content().path("message");
        String data = Fields.text(taken.content(), "data");
        String game = Fields.text(taken.content(), "game_short_name");
        String said = data != null ? data : game != null ? game : "";
        String label = label(message, said);
        FromCustomer event = said.startsWith(Button.CHOICE) && label != null
                ? choice(taken, message, said, label)
                : new FromCustomer.ButtonPressed(
                        taken.id(),
                        taken.door(),
                        taken.address(),
                        taken.receivedAt(),
                        Names.person(taken.content().path("from")),
                        Fields.idText(message, "message_id"),
                        said,
                        label);
        return new Understood(new Piece(event, List.of(), false, false, Fields.text(taken.content(), "id")));
    }

    /// Choosing what an agent offered is an answer, and waits to be read as one. Pressing the same twice says
    /// it once.
    private static FromCustomer choice(Taken taken, JsonNode message, String data, String label) {
        Author author = Names.person(taken.content().path("from"));
        String answered = Fields.idText(message, "message_id");
        String name = data + "/" + answered + "/" + author.id();
        return new FromCustomer.MessageReceived(
                new MessageId("telegram:" + taken.address().value() + ":" + name),
                taken.door(),
                taken.address(),
                taken.receivedAt(),
                taken.receivedAt(),
                author,
                Body.text(label),
                name,
                answered,
                null,
                null,
                new Circumstances(null, null, null, null, data, null));
    }

    /// What stood on the button, from the message it stood under.
    private static @Nullable String label(JsonNode message, String data) {
        for (JsonNode row : message.path("reply_markup").path("inline_keyboard")) {
            for (JsonNode button : row) {
                if (data.equals(button.path("callback_data").asText(""))) {
                    return Fields.text(button, "text");
                }
            }
        }
        return null;
    }

    static Reading membership(Taken taken) {
        String status = taken.content().path("new_chat_member").path("status").asText("");
        return switch (status) {
            case "kicked", "left" ->
                UpdateReader.one(new FromCustomer.AddressBlocked(
                        taken.id(), taken.door(), taken.address(), taken.receivedAt(), status));
            case "member", "administrator", "creator" ->
                UpdateReader.one(new FromCustomer.AddressUnblocked(
                        taken.id(), taken.door(), taken.address(), taken.receivedAt()));
            default -> UpdateReader.kept(taken, taken.kind(), null);
        };
    }
}
