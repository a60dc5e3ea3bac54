package dev.onethread.local.telegram;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.FileUpload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A checked call of `sendMediaGroup`: 2 to 10 items, photos and videos together, documents and audio each among
/// themselves. <https://core.telegram.org/bots/api#sendmediagroup>
record Album(Bot bot, Chat chat, List<Item> items, @Nullable Long replyTo) {
    private static final Set<String> TOGETHER = Set.of("photo", "video");
    private static final Set<String> KINDS = Set.of("photo", "video", "document", "audio");
    private static final Map<String, Long> LIMITS = Map.of("photo", 10L * 1024 * 1024);
    private static final long LIMIT = 50L * 1024 * 1024;

    /// One picture, film or file with its caption.
    record Item(String kind, String caption, FileUpload upload) {}

    static Album of(Bot bot, Call call) throws Refusal {
        Chat chat = bot.chat(call);
        JsonArray media = call.array("media").orElseGet(JsonArray::new);
        if (media.size() < 2 || media.size() > 10) {
            throw Refusal.badRequest("wrong number of items in the album: expected from 2 to 10");
        }
        List<Item> items = new ArrayList<>();
        for (Object each : media) {
            items.add(item(call, (JsonObject) each));
        }
        for (Item item : items) {
            String first = items.getFirst().kind();
            if (!item.kind().equals(first) && !(TOGETHER.contains(first) && TOGETHER.contains(item.kind()))) {
                throw Refusal.badRequest(item.kind() + " can't be mixed with other media types");
            }
        }
        return new Album(bot, chat, items, Sending.replyTo(chat, call));
    }

    private static Item item(Call call, JsonObject media) throws Refusal {
        String kind = media.getString("type", "");
        if (!KINDS.contains(kind)) {
            throw Refusal.badRequest("type of the media is wrong");
        }
        String name = media.getString("media", "").replaceFirst("^attach://", "");
        Optional<FileUpload> upload =
                call.uploads().stream().filter(part -> part.name().equals(name)).findFirst();
        if (upload.isEmpty()) {
            throw Refusal.badRequest("wrong file identifier/HTTP URL specified");
        }
        if (upload.get().size() == 0) {
            throw Refusal.badRequest("file must be non-empty");
        }
        if (upload.get().size() > LIMITS.getOrDefault(kind, LIMIT)) {
            throw Refusal.of(413, "Request Entity Too Large");
        }
        return new Item(kind, Texts.caption(media), upload.get());
    }

    JsonArray send() {
        String album = Long.toString(bot.nextAlbum());
        JsonArray sent = new JsonArray();
        for (Item item : items) {
            StoredFile file = bot.keep(
                    item.kind(), item.upload().fileName(), item.upload().contentType(), Call.bytes(item.upload()));
            JsonObject content = Media.content(item.kind(), file).put("media_group_id", album);
            if (!item.caption().isEmpty()) {
                content.put("caption", item.caption());
            }
            JsonObject entry = new JsonObject().put("album", album);
            sent.add(
                    bot.send(chat, item.kind(), item.caption(), content, file, sent.isEmpty() ? replyTo : null, entry));
        }
        return sent;
    }
}
