package dev.onethread.local.telegram;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// How files stand in a message. <https://core.telegram.org/bots/api#message>
final class Media {
    private Media() {}

    static JsonObject content(String kind, StoredFile file) {
        JsonObject about = new JsonObject()
                .put("file_id", file.id())
                .put("file_unique_id", file.uniqueId())
                .put("file_size", file.size());
        return switch (kind) {
            case "photo" -> new JsonObject().put("photo", sizes(about));
            case "voice" ->
                new JsonObject().put("voice", about.put("duration", 3).put("mime_type", file.mediaType()));
            case "audio" -> new JsonObject().put("audio", named(about, file).put("duration", 3));
            case "video" ->
                new JsonObject()
                        .put(
                                "video",
                                named(about, file)
                                        .put("duration", 3)
                                        .put("width", 640)
                                        .put("height", 360));
            case "document" -> new JsonObject().put("document", named(about, file));
            default -> throw new IllegalArgumentException("no such kind of file: " + kind);
        };
    }

    /// A photo comes in sizes, the largest last. The stand-in does not scale: the smaller one names the same bytes.
    private static JsonArray sizes(JsonObject about) {
        return new JsonArray()
                .add(about.copy()
                        .put("width", 90)
                        .put("height", 67)
                        .put("file_size", Math.min(1500, about.getLong("file_size"))))
                .add(about.put("width", 1280).put("height", 960));
    }

    private static JsonObject named(JsonObject about, StoredFile file) {
        return about.put("file_name", file.name()).put("mime_type", file.mediaType());
    }
}
