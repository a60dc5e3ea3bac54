package dev.onethread.local.telegram;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.FileUpload;
import java.util.ArrayList;
import java.util.List;
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
        @Nullable JsonObject buttons,
        String markup,
        @Nullable Long topic) {
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

    /// What goes beside the text: as it was sent, its buttons, its thread.
    private JsonObject more() {
        JsonObject more = new JsonObject().put("markup", markup);
        if (buttons != null) {
            more.put("buttons", buttons);
        }
        return topic == null ? more : more.put("topic", topic);
    }

    static Sending of(Bot bot, String method, Call call) throws Refusal {
        @Nullable String kind = KINDS.get(method);
        if (kind == null) {
            throw Refusal.of(404, "Not Found: method not found");
        }
        Chat chat = bot.chat(call);
        String text = kind.equals("text") ? Texts.message(call.parameters()) : Texts.caption(call.parameters());
        @Nullable Attached attached = kind.equals("text") ? null : attached(bot, kind, call);
        String markup = call.text(kind.equals("text") ? "text" : "caption");
        @Nullable Long topic = call.number("message_thread_id").orElse(null);
        if (topic != null && chat.id > 0) {
            throw Refusal.badRequest("message thread not found");
        }
        return new Sending(bot, chat, kind, text, attached, replyTo(chat, call), buttons(call), markup, topic);
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
        if (buttons != null) {
            content.put("reply_markup", buttons);
        }
        return bot.send(chat, kind, text, content, file, replyTo, more());
    }

    static boolean action(Bot bot, Call call) throws Refusal {
        Chat chat = bot.chat(call);
        if (!ACTIONS.contains(call.text("action"))) {
            throw Refusal.badRequest("wrong parameter action in request");
        }
        bot.manners().acts(chat, call.text("action"));
        return true;
    }

    static JsonObject edit(Bot bot, Call call, boolean caption) throws Refusal {
        Chat chat = bot.chat(call);
        String text = caption ? Texts.caption(call.parameters()) : Texts.message(call.parameters());
        String markup = call.text(caption ? "caption" : "text");
        return bot.edit(
                chat, new Updating.Wish(call.number("message_id").orElse(0L), text, markup, buttons(call), caption));
    }

    static boolean delete(Bot bot, Call call) throws Refusal {
        Chat chat = bot.chat(call);
        List<Long> messages = new ArrayList<>();
        call.number("message_id").ifPresent(messages::add);
        for (Object id : call.array("message_ids").orElseGet(JsonArray::new)) {
            messages.add(((Number) id).longValue());
        }
        if (messages.isEmpty() || messages.size() > 100) {
            throw Refusal.badRequest("wrong number of message identifiers");
        }
        bot.delete(chat, messages);
        return true;
    }

    /// <https://core.telegram.org/bots/api#deletebusinessmessages>
    static boolean deleteInTheNameOf(Bot bot, Call call) throws Refusal {
        List<Long> messages = new ArrayList<>();
        for (Object id : call.array("message_ids").orElseGet(JsonArray::new)) {
            messages.add(((Number) id).longValue());
        }
        if (messages.isEmpty() || messages.size() > 100) {
            throw Refusal.badRequest("wrong number of message identifiers");
        }
        bot.deleteInTheNameOf(call.connection(), messages);
        return true;
    }

    static boolean react(Bot bot, Call call) throws Refusal {
        Chat chat = bot.chat(call);
        JsonArray reaction = call.array("reaction").orElseGet(JsonArray::new);
        String emoji = reaction.isEmpty() ? "" : reaction.getJsonObject(0).getString("emoji", "");
        if (!reaction.isEmpty() && !Reactions.KNOWN.contains(emoji)) {
            throw Refusal.badRequest("REACTION_INVALID");
        }
        bot.react(chat, call.number("message_id").orElse(0L), emoji);
        return true;
    }

    static boolean answerPress(Bot bot, Call call) throws Refusal {
        bot.manners().answered(call.text("callback_query_id"));
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

    static @Nullable Long replyTo(Chat chat, Call call) throws Refusal {
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
        return Keyboard.checked(call.object("reply_markup").orElse(null));
    }
}
