package dev.onethread.notifier.telegram;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.notifier.core.Outcome;
import dev.onethread.notifier.core.Parcel;
import dev.onethread.notifier.core.Sender;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.send.SendAudio;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.send.SendVideo;
import org.telegram.telegrambots.meta.api.methods.send.SendVoice;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Sends one part by one bot: as plain text, without a parse mode, so that nothing a person wrote can be markup.
final class BotSender implements Sender {
    private static final Logger LOG = Logger.getLogger(BotSender.class);
    /// Bot API, *sendPhoto*: at most 10 MB; *Sending files*: 50 MB for all others.
    private static final long LARGEST_PHOTO = 10L * 1024 * 1024;

    private static final long LARGEST_FILE = 50L * 1024 * 1024;
    /// What Telegram shows as a picture; anything else goes as a document, unchanged.
    private static final Set<String> PHOTOS = Set.of("image/jpeg", "image/png", "image/webp");
    /// Bot API, *sendVoice*: OGG with Opus, MP3 or M4A.
    private static final Set<String> VOICES =
            Set.of("audio/ogg", "audio/mpeg", "audio/mp4", "audio/m4a", "audio/x-m4a");

    private final TelegramClient client;
    private final Blobs blobs;

    BotSender(TelegramClient client, Blobs blobs) {
        this.client = client;
        this.blobs = blobs;
    }

    @Override
    public Outcome send(Parcel parcel) {
        try {
            Message message = parcel.content().attachments().isEmpty()
                    ? text(parcel)
                    : file(parcel, parcel.content().attachments().getFirst());
            return new Outcome.Sent(String.valueOf(message.getMessageId()));
        } catch (TelegramApiException e) {
            return Answers.outcome(e);
        } catch (TooLarge e) {
            return new Outcome.Refused("too-large", null);
        } catch (NoSuchFileException e) {
            return new Outcome.Refused("file-missing", null);
        } catch (IOException e) {
            LOG.warnf(
                    e,
                    "Cannot read a file to send: reply=%s part=%d",
                    parcel.id().reply(),
                    parcel.id().part());
            return new Outcome.TryAgain("file-unreadable", null);
        }
    }

    private Message text(Parcel parcel) throws TelegramApiException {
        SendMessage.SendMessageBuilder<?, ?> message = SendMessage.builder()
                .chatId(chat(parcel.to()))
                .text(parcel.content().text());
        ReplyParameters answered = answered(parcel);
        return client.execute(
                answered == null
                        ? message.build()
                        : message.replyParameters(answered).build());
    }

    private Message file(Parcel parcel, Attachment attachment) throws TelegramApiException, IOException, TooLarge {
        BlobRef blob = attachment.blob();
        if (blob == null) {
            throw new NoSuchFileException(attachment.name());
        }
        if (blob.size() > LARGEST_FILE) {
            throw new TooLarge();
        }
        try (InputStream bytes = blobs.read(blob.name())) {
            return file(parcel, attachment, blob, new InputFile(bytes, attachment.name()));
        }
    }

    private Message file(Parcel parcel, Attachment attachment, BlobRef blob, InputFile file)
            throws TelegramApiException {
        String chat = chat(parcel.to());
        String caption =
                parcel.content().text().isEmpty() ? null : parcel.content().text();
        ReplyParameters answered = answered(parcel);
        return switch (sentAs(attachment, blob)) {
            case IMAGE -> {
                SendPhoto photo = new SendPhoto(chat, file);
                photo.setCaption(caption);
                photo.setReplyParameters(answered);
                yield client.execute(photo);
            }
            case VOICE -> {
                SendVoice voice = new SendVoice(chat, file);
                voice.setCaption(caption);
                voice.setReplyParameters(answered);
                yield client.execute(voice);
            }
            case AUDIO -> {
                SendAudio audio = new SendAudio(chat, file);
                audio.setCaption(caption);
                audio.setReplyParameters(answered);
                yield client.execute(audio);
            }
            case VIDEO -> {
                SendVideo video = new SendVideo(chat, file);
                video.setCaption(caption);
                video.setReplyParameters(answered);
                yield client.execute(video);
            }
            case DOCUMENT, STICKER, LOCATION, CONTACT, POLL, MAIL, OTHER -> {
                SendDocument document = new SendDocument(chat, file);
                document.setCaption(caption);
                document.setReplyParameters(answered);
                yield client.execute(document);
            }
        };
    }

    private static Attachment.Kind sentAs(Attachment attachment, BlobRef blob) {
        String type = attachment.mediaType();
        return switch (attachment.kind()) {
            case IMAGE ->
                PHOTOS.contains(type) && blob.size() <= LARGEST_PHOTO
                        ? Attachment.Kind.IMAGE
                        : Attachment.Kind.DOCUMENT;
            case VOICE -> VOICES.contains(type) ? Attachment.Kind.VOICE : Attachment.Kind.DOCUMENT;
            case AUDIO ->
                type.equals("audio/mpeg") || type.equals("audio/mp4")
                        ? Attachment.Kind.AUDIO
                        : Attachment.Kind.DOCUMENT;
            case VIDEO -> type.equals("video/mp4") ? Attachment.Kind.VIDEO : Attachment.Kind.DOCUMENT;
            case DOCUMENT, STICKER, LOCATION, CONTACT, POLL, MAIL, OTHER -> Attachment.Kind.DOCUMENT;
        };
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

    private static String chat(Address to) {
        return to.value().substring(to.value().indexOf(':') + 1);
    }

    private static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
