package dev.onethread.local.telegram;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.FileUpload;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A checked call of one of the sending methods: what fails fails before limits are counted.
/// <https://core.telegram.org/bots/api#available-methods>
record Sending(
        Bot bot,
        Chat chat,
        String kind,
        String text,
        @Nullable Attached attached,
        @Nullable Long replyTo,
        @Nullable JsonObject buttons) {
    private static final Map<String, String> KINDS = Map.of(
            "sendmessage", "text",
            "sendphoto", "photo",
            "senddocument", "document",
            "sendvoice", "voice",
            "sendaudio", "audio",
            "sendvideo", "video");
    private static final long PHOTO_LIMIT = 10L * 1024 * 1024;
    private static final long FILE_LIMIT = 50L * 1024 * 1024;
    private static final Set<String> ACTIONS = Set.of(
            "typing",
            "upload_photo",
            "record_video",
            "upload_video",
            "record_voice",
            "upload_voice",
            "upload_document",
            "choose_sticker",
            "find_location",
            "record_video_note",
            "upload_video_note");

    /// A file that came with the call, or one known from before.
    record Attached(@Nullable FileUpload upload, @Nullable StoredFile known) {}

    static Sending of(Bot bot, String method, Call call) throws Refusal {
        @Nullable String kind = KINDS.get(method);
        if (kind == null) {
            throw Refusal.of(404, "Not Found: method not found");
        }
        Chat chat = bot.chat(call.chatId());
        String text = kind.equals("text") ? Texts.message(call.parameters()) : Texts.caption(call.parameters());
        @Nullable Attached attached = kind.equals("text") ? null : attached(bot, kind, call);
        return new Sending(bot, chat, kind, text, attached, replyTo(chat, call), buttons(call));
    }

    JsonObject send() {
        @Nullable StoredFile file = attached == null ? null : stored(attached);
        JsonObject content = file == null ? new JsonObject().put("text", text) : Media.content(kind, file);
        if (file != null && !text.isEmpty()) {
            content.put("caption", text);
        }
        if (replyTo != null) {
            content.put(
                    "reply_to_message",
                    new JsonObject().put("message_id", replyTo).put("chat", chat.chat()));
        }
        return bot.send(chat, kind, text, content, file, replyTo, buttons);
    }

    static boolean action(Bot bot, Call call) throws Refusal {
        bot.chat(call.chatId());
        if (!ACTIONS.contains(call.text("action"))) {
            throw Refusal.badRequest("wrong parameter action in request");
        }
        return true;
    }

    static JsonObject edit(Bot bot, Call call) throws Refusal {
        Chat chat = bot.chat(call.chatId());
        return bot.edit(chat, call.number("message_id").orElse(0L), Texts.message(call.parameters()));
    }

    static boolean react(Bot bot, Call call) throws Refusal {
        Chat chat = bot.chat(call.chatId());
        JsonArray reaction = call.array("reaction").orElseGet(JsonArray::new);
        String emoji = reaction.isEmpty() ? "" : reaction.getJsonObject(0).getString("emoji", "");
        if (!reaction.isEmpty() && !Reactions.KNOWN.contains(emoji)) {
            throw Refusal.badRequest("REACTION_INVALID");
        }
        bot.react(chat, call.number("message_id").orElse(0L), emoji);
        return true;
    }

    static boolean answerPress(Call call) throws Refusal {
        if (call.text("callback_query_id").isBlank()) {
            throw Refusal.badRequest("query is too old and response timeout expired or query ID is invalid");
        }
        return true;
    }

    private static Attached attached(Bot bot, String kind, Call call) throws Refusal {
        Optional<FileUpload> upload = call.upload(kind);
        if (upload.isEmpty()) {
            return new Attached(null, known(bot, kind, call.text(kind)));
        }
        long size = upload.get().size();
        if (size == 0) {
            throw Refusal.badRequest("file must be non-empty");
        }
        if (size > (kind.equals("photo") ? PHOTO_LIMIT : FILE_LIMIT)) {
            throw Refusal.of(413, "Request Entity Too Large");
        }
        return new Attached(upload.get(), null);
    }

    private static StoredFile known(Bot bot, String kind, String id) throws Refusal {
        if (id.isBlank()) {
            throw Refusal.badRequest("there is no " + kind + " in the request");
        }
        return bot.files().find(id).orElseThrow(() -> Refusal.badRequest("wrong file identifier/HTTP URL specified"));
    }

    private StoredFile stored(Attached attached) {
        if (attached.upload() == null) {
            return Objects.requireNonNull(attached.known());
        }
        FileUpload upload = attached.upload();
        return bot.keep(kind, upload.fileName(), upload.contentType(), Call.bytes(upload));
    }

    private static @Nullable Long replyTo(Chat chat, Call call) throws Refusal {
        Optional<JsonObject> given = call.object("reply_parameters");
        @Nullable
        Long id = given.isPresent()
                ? given.get().getLong("message_id")
                : call.number("reply_to_message_id").orElse(null);
        if (id == null || chat.entry(id) != null) {
            return id;
        }
        if (given.isPresent() && given.get().getBoolean("allow_sending_without_reply", false)) {
            return null;
        }
        throw Refusal.badRequest("message to be replied not found");
    }

    private static @Nullable JsonObject buttons(Call call) throws Refusal {
        return call.object("reply_markup").orElse(null);
    }
}
