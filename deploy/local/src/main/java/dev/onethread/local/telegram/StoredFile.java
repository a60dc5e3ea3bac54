package dev.onethread.local.telegram;

import io.vertx.core.json.JsonObject;

/// A file on the stand-in's side.
record StoredFile(String id, String kind, String name, String mediaType, long size) {
    static StoredFile of(JsonObject json) {
        return new StoredFile(
                json.getString("id"),
                json.getString("kind"),
                json.getString("name"),
                json.getString("mediaType"),
                json.getLong("size"));
    }

    JsonObject json() {
        return new JsonObject()
                .put("id", id)
                .put("kind", kind)
                .put("name", name)
                .put("mediaType", mediaType)
                .put("size", size);
    }

    /// The id that stays the same for all bots; here it says no more than the other.
    String uniqueId() {
        return "u" + id.substring(0, 12);
    }

    /// Where `getFile` says it lies.
    String path() {
        return kind + "s/" + id;
    }
}
