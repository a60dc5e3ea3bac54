package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Attachment.Kind;
import dev.onethread.contracts.Body;
import dev.onethread.ingest.core.FileNames;
import dev.onethread.ingest.telegram.Reading.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a message holds: its text and its things (https://core.telegram.org/bots/api#message).
final class Contents {
    /// What an attachment says until its bytes have been fetched.
    static final String NOT_FETCHED = "not fetched";

    /// The fields that say where and when, not what: the first other one names a service message.
    private static final Set<String> CIRCUMSTANCES = Set.of(
            "message_id",
            "message_thread_id",
            "direct_messages_topic",
            "from",
            "sender_chat",
            "sender_boost_count",
            "sender_business_bot",
            "sender_tag",
            "receiver_user",
            "business_connection_id",
            "date",
            "edit_date",
            "chat",
            "reply_to_message",
            "is_topic_message",
            "has_protected_content",
            "author_signature",
            "link_preview_options",
            "effect_id",
            "reply_markup");

    private final String text;
    private final List<Attachment> attachments = new ArrayList<>();
    private final List<Wanted> files = new ArrayList<>();

    private Contents(String text) {
        this.text = text;
    }

    static Contents of(JsonNode message) {
        Contents contents = new Contents(Wording.of(message));
        contents.files(message);
        contents.things(message);
        return contents;
    }

    /// What a message without text and things is about, such as `pinned_message`.
    static String serviceKind(JsonNode message) {
        for (var field : message.properties()) {
            if (!CIRCUMSTANCES.contains(field.getKey())) {
                return field.getKey();
            }
        }
        return "empty";
    }

    boolean isEmpty() {
        return text.isEmpty() && attachments.isEmpty();
    }

    Body body() {
        return new Body(text, null, null, null, null, attachments);
    }

    List<Wanted> files() {
        return List.copyOf(files);
    }

    private void files(JsonNode message) {
        photo(message.path("photo"));
        JsonNode animation = message.path("animation");
        file(animation, Kind.VIDEO, "animation.mp4", "video/mp4", null);
        if (!animation.isObject()) {
            // An animation also comes as a document, for clients that know no animations.
            file(message.path("document"), Kind.DOCUMENT, "document", "application/octet-stream", null);
        }
        file(message.path("voice"), Kind.VOICE, "voice.ogg", "audio/ogg", null);
        file(message.path("audio"), Kind.AUDIO, "audio.mp3", "audio/mpeg", null);
        file(message.path("video"), Kind.VIDEO, "video.mp4", "video/mp4", null);
        file(message.path("video_note"), Kind.VIDEO, "video-note.mp4", "video/mp4", null);
        file(message.path("live_photo"), Kind.VIDEO, "live-photo.mp4", "video/mp4", null);
        sticker(message.path("sticker"));
    }

    private void things(JsonNode message) {
        JsonNode venue = message.path("venue");
        if (venue.isObject()) {
            thing(Kind.LOCATION, "location", Things.venue(venue));
        } else if (message.path("location").isObject()) {
            thing(Kind.LOCATION, "location", Things.location(message.path("location")));
        }
        thing(message, "contact", Kind.CONTACT, Things::contact);
        thing(message, "poll", Kind.POLL, Things::poll);
        thing(message, "dice", Kind.OTHER, Things::dice);
        thing(message, "game", Kind.OTHER, Things::game);
        thing(message, "checklist", Kind.OTHER, Things::checklist);
        thing(message, "story", Kind.OTHER, story -> "");
        thing(message, "paid_media", Kind.OTHER, media -> "");
        thing(message, "invoice", Kind.OTHER, invoice -> invoice.path("title").asText(""));
    }

    private void thing(JsonNode message, String field, Kind kind, java.util.function.Function<JsonNode, String> words) {
        if (message.path(field).isObject()) {
            thing(kind, field, words.apply(message.path(field)));
        }
    }

    private void thing(Kind kind, String name, String detail) {
        attachments.add(new Attachment(
                kind, name, "text/plain", null, "not a file", null, detail.isBlank() ? null : Wording.clean(detail)));
    }

    /// The sizes of one picture; the largest is the picture.
    private void photo(JsonNode sizes) {
        JsonNode largest = null;
        long best = -1;
        for (JsonNode size : sizes) {
            long area = Fields.size(size, "width") * Fields.size(size, "height");
            if (area >= best) {
                best = area;
                largest = size;
            }
        }
        if (largest != null) {
            file(largest, Kind.IMAGE, "photo.jpg", "image/jpeg", null);
        }
    }

    private void sticker(JsonNode sticker) {
        if (sticker.path("is_animated").asBoolean()) {
            file(sticker, Kind.STICKER, "sticker.tgs", "application/x-tgsticker", Fields.text(sticker, "emoji"));
        } else if (sticker.path("is_video").asBoolean()) {
            file(sticker, Kind.STICKER, "sticker.webm", "video/webm", Fields.text(sticker, "emoji"));
        } else {
            file(sticker, Kind.STICKER, "sticker.webp", "image/webp", Fields.text(sticker, "emoji"));
        }
    }

    private void file(JsonNode file, Kind kind, String name, String mediaType, @Nullable String detail) {
        if (!file.isObject()) {
            return;
        }
        String type = Wording.mediaType(Fields.text(file, "mime_type"), mediaType);
        String fileId = Fields.text(file, "file_id");
        if (fileId != null) {
            files.add(new Wanted(attachments.size(), fileId, Fields.size(file, "file_size")));
        }
        attachments.add(new Attachment(
                kind == Kind.DOCUMENT ? Kind.ofMediaType(type) : kind,
                FileNames.safe(Fields.text(file, "file_name"), name),
                type,
                null,
                fileId == null ? "Telegram named no file" : NOT_FETCHED,
                null,
                detail));
    }
}
