package dev.onethread.ingest.webchat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Visitor;
import dev.onethread.ingest.core.ScreenEntry;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a visitor's browser gets to see, as JSON text.
final class Shown {
    private Shown() {}

    static String welcome(Visitor visitor, @Nullable String secret, long last) {
        return frame("welcome")
                .put("visitor", visitor.value())
                .put("secret", secret)
                .put("last", last)
                .toString();
    }

    static String accepted(String id, long seq) {
        return frame("accepted").put("id", id).put("seq", seq).toString();
    }

    static String refused(@Nullable String id, String code) {
        ObjectNode refused = frame("refused");
        return (id == null ? refused : refused.put("id", id)).put("code", code).toString();
    }

    static String typing(String agentName) {
        return frame("typing").put("agentName", agentName).toString();
    }

    /// Where they stand in the queue; no place for those who wait no longer.
    static String queue(@Nullable Integer place, @Nullable Long seconds) {
        return frame("queue").put("place", place).put("seconds", seconds).toString();
    }

    /// Where the visitor can go on; no address for what is on its way there, or has succeeded here.
    static String continueAt(Channel channel, @Nullable String url) {
        return frame("continue")
                .put("channel", channel.prefix())
                .put("url", url)
                .toString();
    }

    /// An agent has seen the visitor's own entries up to this number.
    static String read(long seq) {
        return frame("read").put("seq", seq).toString();
    }

    /// Whether the desk works, when it opens, and how long one who writes now waits; minutes are told, not
    /// seconds, so that what does not change for a reader is not sent again.
    static String desk(Desks.Known desk) {
        Instant opensAt = desk.opensAt();
        Long seconds = desk.seconds();
        return frame("desk")
                .put("open", desk.open())
                .put("opensAt", opensAt == null ? null : opensAt.toString())
                .put("seconds", seconds == null ? null : (Long) (Math.round(seconds / 60.0) * 60))
                .toString();
    }

    /// How the door wants to be entered: what its form asks, the matters to choose from, what is there while
    /// closed.
    static String door(WebChatSettings.Widget widget, long largestFile) {
        ObjectNode door = frame("door")
                .put("largest", largestFile)
                .put("closed", widget.closed().name().toLowerCase(Locale.ROOT))
                .put("signIn", widget.identity().required());
        ObjectNode ask = door.putObject("ask");
        widget.ask().forEach((field, how) -> ask.put(field, how.name().toLowerCase(Locale.ROOT)));
        ArrayNode topics = door.putArray("topics");
        widget.topics()
                .forEach((id, topic) ->
                        topics.addObject().put("id", id).put("ru", topic.ru()).put("en", topic.en()));
        return door.toString();
    }

    static String ping() {
        return frame("ping").toString();
    }

    static String entry(Visitor visitor, ScreenEntry entry) {
        ObjectNode shown = frame("entry")
                .put("seq", entry.seq())
                .put("id", entry.id())
                .put("from", entry.from().name().toLowerCase(Locale.ROOT))
                .put("text", entry.text())
                .put("agentName", entry.agentName())
                .put("at", entry.at().toString());
        ArrayNode attachments = shown.putArray("attachments");
        for (int index = 0; index < entry.attachments().size(); index++) {
            attachments.add(attachment(entry.attachments().get(index), url(visitor, entry.seq(), index)));
        }
        return shown.toString();
    }

    /// Where the file is; the browser adds its secret.
    static String url(Visitor visitor, long seq, int index) {
        return "/chat/files/" + visitor.value() + "/" + seq + "/" + index;
    }

    private static ObjectNode attachment(Attachment attachment, String url) {
        BlobRef blob = attachment.blob();
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", attachment.name())
                .put("mediaType", attachment.mediaType())
                .put("size", blob == null ? 0 : blob.size())
                .put("url", blob == null ? null : url);
    }

    private static ObjectNode frame(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
