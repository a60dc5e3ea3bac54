package dev.onethread.notifier.telegram;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Button;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.notifier.core.Outcome;
import dev.onethread.notifier.core.Parcel;
import dev.onethread.notifier.core.Part;
import dev.onethread.notifier.core.SentAs;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.send.SendAudio;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMediaGroup;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.send.SendVideo;
import org.telegram.telegrambots.meta.api.methods.send.SendVoice;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.media.InputMedia;
import org.telegram.telegrambots.meta.api.objects.media.InputMediaAudio;
import org.telegram.telegrambots.meta.api.objects.media.InputMediaDocument;
import org.telegram.telegrambots.meta.api.objects.media.InputMediaPhoto;
import org.telegram.telegrambots.meta.api.objects.media.InputMediaVideo;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// The calls that put something into a chat. A text without forms goes without a parse mode, so that nothing a
/// person wrote can be markup; one with forms goes as HTML in which everything a person wrote is escaped.
final class Messages {
    private static final String HTML = "HTML";

    private final TelegramClient client;
    private final Blobs blobs;

    Messages(TelegramClient client, Blobs blobs) {
        this.client = client;
        this.blobs = blobs;
    }

    Outcome send(Parcel parcel, Chat chat) throws TelegramApiException, IOException {
        List<Attachment> files = parcel.content().attachments();
        return switch (files.size()) {
            case 0 -> sent(text(parcel, chat));
            case 1 -> sent(file(parcel, chat, files.getFirst()));
            default -> album(parcel, chat);
        };
    }

    private static Outcome sent(Message message) {
        return new Outcome.Sent(String.valueOf(message.getMessageId()));
    }

    private Message text(Parcel parcel, Chat chat) throws TelegramApiException {
        Words words = Words.of(parcel.content());
        SendMessage message = new SendMessage(chat.id(), words.text);
        message.setParseMode(words.mode);
        message.setMessageThreadId(chat.topic());
        message.setBusinessConnectionId(chat.connection());
        message.setReplyParameters(answered(parcel));
        message.setReplyMarkup(buttons(parcel.content().buttons()));
        return client.execute(message);
    }

    private Message file(Parcel parcel, Chat chat, Attachment attachment) throws TelegramApiException, IOException {
        try (InputStream bytes = blobs.read(blob(attachment).name())) {
            return file(parcel, chat, SentAs.of(attachment), new InputFile(bytes, attachment.name()));
        }
    }

    private Message file(Parcel parcel, Chat chat, SentAs as, InputFile file) throws TelegramApiException {
        Words words = Words.of(parcel.content());
        ReplyParameters answered = answered(parcel);
        InlineKeyboardMarkup buttons = buttons(parcel.content().buttons());
        return switch (as) {
            case PHOTO -> {
                SendPhoto photo = new SendPhoto(chat.id(), file);
                photo.setCaption(words.caption());
                photo.setParseMode(words.mode);
                photo.setMessageThreadId(chat.topic());
                photo.setBusinessConnectionId(chat.connection());
                photo.setReplyParameters(answered);
                photo.setReplyMarkup(buttons);
                yield client.execute(photo);
            }
            case VOICE -> {
                SendVoice voice = new SendVoice(chat.id(), file);
                voice.setCaption(words.caption());
                voice.setParseMode(words.mode);
                voice.setMessageThreadId(chat.topic());
                voice.setBusinessConnectionId(chat.connection());
                voice.setReplyParameters(answered);
                voice.setReplyMarkup(buttons);
                yield client.execute(voice);
            }
            case AUDIO -> {
                SendAudio audio = new SendAudio(chat.id(), file);
                audio.setCaption(words.caption());
                audio.setParseMode(words.mode);
                audio.setMessageThreadId(chat.topic());
                audio.setBusinessConnectionId(chat.connection());
                audio.setReplyParameters(answered);
                audio.setReplyMarkup(buttons);
                yield client.execute(audio);
            }
            case VIDEO -> {
                SendVideo video = new SendVideo(chat.id(), file);
                video.setCaption(words.caption());
                video.setParseMode(words.mode);
                video.setMessageThreadId(chat.topic());
                video.setBusinessConnectionId(chat.connection());
                video.setReplyParameters(answered);
                video.setReplyMarkup(buttons);
                yield client.execute(video);
            }
            case DOCUMENT -> {
                SendDocument document = new SendDocument(chat.id(), file);
                document.setCaption(words.caption());
                document.setParseMode(words.mode);
                document.setMessageThreadId(chat.topic());
                document.setBusinessConnectionId(chat.connection());
                document.setReplyParameters(answered);
                document.setReplyMarkup(buttons);
                yield client.execute(document);
            }
        };
    }

    /// One call for all of it; the caption stands at the first, which is how clients show it below the whole.
    private Outcome album(Parcel parcel, Chat chat) throws TelegramApiException, IOException {
        List<InputStream> open = new ArrayList<>();
        try {
            List<InputMedia> media = new ArrayList<>();
            for (Attachment attachment : parcel.content().attachments()) {
                InputStream bytes = blobs.read(blob(attachment).name());
                open.add(bytes);
                media.add(item(attachment, bytes, media.size()));
            }
            Words words = Words.of(parcel.content());
            media.getFirst().setCaption(words.caption());
            media.getFirst().setParseMode(words.mode);
            SendMediaGroup album = new SendMediaGroup(chat.id(), media);
            album.setMessageThreadId(chat.topic());
            album.setBusinessConnectionId(chat.connection());
            album.setReplyParameters(answered(parcel));
            List<String> ids = client.execute(album).stream()
                    .map(message -> String.valueOf(message.getMessageId()))
                    .toList();
            return new Outcome.Sent(ids.getFirst(), ids);
        } finally {
            for (InputStream bytes : open) {
                bytes.close();
            }
        }
    }

    /// The names of the parts of one call must differ, whatever the files are called.
    private static InputMedia item(Attachment attachment, InputStream bytes, int number) {
        InputMedia item = switch (SentAs.of(attachment)) {
            case PHOTO -> new InputMediaPhoto(bytes, number + "-" + attachment.name());
            case VIDEO -> new InputMediaVideo(bytes, number + "-" + attachment.name());
            case AUDIO -> new InputMediaAudio(bytes, number + "-" + attachment.name());
            case DOCUMENT, VOICE -> new InputMediaDocument(bytes, number + "-" + attachment.name());
        };
        return item;
    }

    private static BlobRef blob(Attachment attachment) {
        return Objects.requireNonNull(attachment.blob());
    }

    static @Nullable InlineKeyboardMarkup buttons(List<Button> buttons) {
        if (buttons.isEmpty()) {
            return null;
        }
        List<InlineKeyboardRow> rows = new ArrayList<>();
        for (Button button : buttons) {
            InlineKeyboardButton key = new InlineKeyboardButton(button.label());
            if (button.url() != null) {
                key.setUrl(button.url());
            } else {
                key.setCallbackData(button.data());
            }
            rows.add(new InlineKeyboardRow(key));
        }
        return new InlineKeyboardMarkup(rows);
    }

    /// Only the first part quotes what it answers; a message that is gone by now does not stop the answer.
    private static @Nullable ReplyParameters answered(Parcel parcel) {
        String answers = parcel.answers();
        if (answers == null || parcel.id().part() > 1) {
            return null;
        }
        try {
            ReplyParameters parameters = new ReplyParameters(Integer.valueOf(answers));
            parameters.setAllowSendingWithoutReply(true);
            return parameters;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// A text as it goes out: with markup of ours, or plain and without a parse mode.
    record Words(String text, @Nullable String mode) {
        static Words of(Part part) {
            String html = Html.of(part.text(), part.spans());
            return html == null ? new Words(part.text(), null) : new Words(html, HTML);
        }

        @Nullable
        String caption() {
            return text.isEmpty() ? null : text;
        }
    }
}
