package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Attachment.Kind;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Card;
import dev.onethread.contracts.Media;
import dev.onethread.ingest.core.FileNames;
import dev.onethread.ingest.telegram.Reading.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a message holds: its text, its files and its things (https://core.telegram.org/bots/api#message).
final class Contents {
    /// What an attachment says until its bytes have been fetched.
    static final String NOT_FETCHED = "not fetched";

    /// What an attachment says that never had bytes.
    static final String NO_FILE = "not a file";

    private static final Map<Card.Kind, Kind> KINDS = Map.of(
            Card.Kind.PLACE, Kind.LOCATION,
            Card.Kind.PERSON, Kind.CONTACT,
            Card.Kind.POLL, Kind.POLL);

    private final Wording wording;
    private final boolean covered;
    private final List<Attachment> attachments = new ArrayList<>();
    private final List<Wanted> files = new ArrayList<>();

    private Contents(Wording wording, boolean covered) {
        this.wording = wording;
        this.covered = covered;
    }

    static Contents of(JsonNode message) {
        Contents contents = new Contents(
                Wording.of(message), message.path("has_media_spoiler").asBoolean());
        contents.files(message);
        Things.of(message).forEach(contents::thing);
        return contents;
    }

    boolean isEmpty() {
        return wording.text().isEmpty() && attachments.isEmpty();
    }

    String text() {
        return wording.text();
    }

    Body body() {
        return new Body(wording.text(), null, null, null, null, attachments, wording.spans());
    }

    List<Wanted> files() {
        return List.copyOf(files);
    }

    private void files(JsonNode message) {
        photo(message.path("photo"));
        JsonNode animation = message.path("animation");
        file(animation, Kind.VIDEO, "animation.mp4", "video/mp4", null, Shape.LOOP);
        if (!animation.isObject()) {
            // An animation also comes as a document, for clients that know no animations.
            file(message.path("document"), Kind.DOCUMENT, "document", "application/octet-stream", null, Shape.PLAIN);
        }
        file(message.path("voice"), Kind.VOICE, "voice.ogg", "audio/ogg", null, Shape.PLAIN);
        file(message.path("audio"), Kind.AUDIO, "audio.mp3", "audio/mpeg", title(message.path("audio")), Shape.PLAIN);
        file(message.path("video"), Kind.VIDEO, "video.mp4", "video/mp4", null, Shape.PLAIN);
        file(message.path("video_note"), Kind.VIDEO, "video-note.mp4", "video/mp4", null, Shape.ROUND);
        file(message.path("live_photo"), Kind.VIDEO, "live-photo.mp4", "video/mp4", null, Shape.LOOP);
        sticker(message.path("sticker"));
        for (JsonNode paid : message.path("paid_media").path("paid_media")) {
            photo(paid.path("photo"));
            file(paid.path("video"), Kind.VIDEO, "video.mp4", "video/mp4", null, Shape.PLAIN);
            file(paid.path("live_photo"), Kind.VIDEO, "live-photo.mp4", "video/mp4", null, Shape.LOOP);
        }
    }

    private void thing(Things.Thing thing) {
        Card card = thing.card();
        Kind kind = KINDS.getOrDefault(card.kind(), Kind.OTHER);
        String words = Things.words(card);
        attachments.add(new Attachment(kind, thing.field(), "text/plain", null, NO_FILE, null, words, null, card));
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
            file(largest, Kind.IMAGE, "photo.jpg", "image/jpeg", null, Shape.PLAIN);
        }
    }

    private void sticker(JsonNode sticker) {
        String emoji = Fields.text(sticker, "emoji");
        if (sticker.path("is_animated").asBoolean()) {
            file(sticker, Kind.STICKER, "sticker.tgs", "application/x-tgsticker", emoji, Shape.PLAIN);
        } else if (sticker.path("is_video").asBoolean()) {
            file(sticker, Kind.STICKER, "sticker.webm", "video/webm", emoji, Shape.LOOP);
        } else {
            file(sticker, Kind.STICKER, "sticker.webp", "image/webp", emoji, Shape.PLAIN);
        }
    }

    private static @Nullable String title(JsonNode audio) {
        String performer = Fields.text(audio, "performer");
        String title = Fields.text(audio, "title");
        return performer == null ? title : title == null ? performer : performer + " – " + title;
    }

    private void file(JsonNode file, Kind kind, String name, String mediaType, @Nullable String detail, Shape shape) {
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
                detail,
                media(file, shape),
                null));
    }

    private @Nullable Media media(JsonNode file, Shape shape) {
        Media media = new Media(
                known(file, shape == Shape.ROUND ? "length" : "width"),
                known(file, shape == Shape.ROUND ? "length" : "height"),
                known(file, "duration"),
                shape == Shape.ROUND,
                shape == Shape.LOOP,
                covered);
        return media.equals(PLAIN) ? null : media;
    }

    private static final Media PLAIN = new Media(null, null, null, false, false, false);

    private static @Nullable Long known(JsonNode file, String field) {
        long value = Fields.size(file, field);
        return value < 0 ? null : value;
    }

    private enum Shape {
        PLAIN,
        ROUND,
        LOOP
    }
}
