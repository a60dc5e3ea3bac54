package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Circumstances;
import dev.onethread.contracts.Circumstances.Answered;
import dev.onethread.contracts.Circumstances.Group;
import dev.onethread.ingest.core.PlainText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What stands around the words of a message: its album, what it answers, whence it was forwarded, in which
/// group.
final class Around {
    /// <https://core.telegram.org/bots/features#deep-linking>
    private static final Pattern INVITATION = Pattern.compile("/start(?:@[A-Za-z0-9_]+)?\\s+([A-Za-z0-9_-]{1,64})\\s*");

    private static final int LONGEST_ANSWERED = 500;

    private Around() {}

    /// Null where nothing does.
    static @Nullable Circumstances of(JsonNode message) {
        Circumstances all = new Circumstances(
                Fields.text(message, "media_group_id"),
                answered(message),
                Names.forwarded(message),
                group(message),
                null,
                invitation(message));
        return all.equals(Circumstances.NONE) ? null : all;
    }

    /// The channel's own id of what is answered in the same chat.
    static @Nullable String replyTo(JsonNode message) {
        JsonNode answered = message.path("reply_to_message");
        return isTopicStart(message) ? null : Fields.idText(answered, "message_id");
    }

    private static @Nullable Answered answered(JsonNode message) {
        JsonNode within = message.path("reply_to_message");
        JsonNode elsewhere = message.path("external_reply");
        JsonNode quote = message.path("quote");
        String chosen = Fields.text(quote, "text");
        boolean byHand = chosen != null && quote.path("is_manual").asBoolean();
        if (within.isObject() && !isTopicStart(message)) {
            String said = chosen != null ? chosen : gist(within);
            return new Answered(
                    Fields.idText(within, "message_id"),
                    Names.author(within).name(),
                    said == null ? null : PlainText.cut(said, LONGEST_ANSWERED),
                    byHand);
        }
        if (elsewhere.isObject()) {
            String said = chosen != null ? chosen : gist(elsewhere);
            var origin = Names.origin(elsewhere.path("origin"));
            return new Answered(null, origin.name(), said, byHand);
        }
        JsonNode story = message.path("reply_to_story");
        return story.isObject() ? new Answered(null, Names.of(story.path("chat")), null, false) : null;
    }

    /// The words of what is answered, or what it is where it has none.
    private static @Nullable String gist(JsonNode message) {
        Contents contents = Contents.of(message);
        if (!contents.text().isBlank()) {
            return contents.text();
        }
        return contents.body().attachments().stream()
                .map(thing -> thing.detail() == null ? thing.name() : thing.detail())
                .findFirst()
                .orElse(null);
    }

    /// In a topic, what answers nothing names the service message that opened the topic.
    private static boolean isTopicStart(JsonNode message) {
        return message.path("is_topic_message").asBoolean()
                && (message.path("reply_to_message").has("forum_topic_created")
                        || message.path("reply_to_message")
                                .path("message_id")
                                .equals(message.path("message_thread_id")));
    }

    private static @Nullable Group group(JsonNode message) {
        String type = message.path("chat").path("type").asText("");
        if (!type.equals("group") && !type.equals("supergroup")) {
            return null;
        }
        JsonNode opened = message.path("reply_to_message").path("forum_topic_created");
        String topic = message.path("forum_topic_created").isObject()
                ? Fields.text(message.path("forum_topic_created"), "name")
                : Fields.text(opened, "name");
        return new Group(Fields.text(message.path("chat"), "title"), topic);
    }

    private static @Nullable String invitation(JsonNode message) {
        String text = Fields.text(message, "text");
        Matcher start = INVITATION.matcher(text == null ? "" : text);
        return start.matches() ? start.group(1) : null;
    }
}
