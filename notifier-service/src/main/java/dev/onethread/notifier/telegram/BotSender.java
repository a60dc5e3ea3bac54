package dev.onethread.notifier.telegram;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.notifier.core.Amended;
import dev.onethread.notifier.core.Outcome;
import dev.onethread.notifier.core.Parcel;
import dev.onethread.notifier.core.Sender;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Sends one part by one bot, changes one, or takes a reply back. A group that Telegram says has moved is
/// followed at once; routing hears of the move from the group itself.
final class BotSender implements Sender {
    private static final Logger LOG = Logger.getLogger(BotSender.class);
    private static final long LARGEST_FILE = 50L * 1024 * 1024;

    private final TelegramClient client;
    private final Messages messages;
    private final Changes changes;
    private final Map<String, Long> moved = new ConcurrentHashMap<>();

    /// Whether the last call went into a silence.
    private volatile boolean silent;

    BotSender(TelegramClient client, Blobs blobs) {
        this.client = client;
        this.messages = new Messages(client, blobs);
        this.changes = new Changes(client);
    }

    /// What is said into a silence may arrive, and is said once more: so before that Telegram must be heard again.
    @Override
    public Outcome send(Parcel parcel) {
        if (silent && !answers()) {
            return new Outcome.Away("silent");
        }
        Outcome outcome = sent(parcel);
        silent = outcome instanceof Outcome.Unknown;
        return outcome;
    }

    /// Asks for something that changes nothing; any answer will do.
    private boolean answers() {
        try {
            client.execute(new GetMe());
            return true;
        } catch (TelegramApiException e) {
            return Answers.answer(e) != null;
        }
    }

    private Outcome sent(Parcel parcel) {
        Chat chat = current(Chat.of(parcel.to()));
        try {
            return made(parcel, chat);
        } catch (TelegramApiException e) {
            Long to = newChat(e);
            if (to == null) {
                return Answers.outcome(e);
            }
            moved.put(chat.id(), to);
            return again(parcel, chat.movedTo(to));
        } catch (TooLarge e) {
            return new Outcome.Refused("too-large", null);
        } catch (NoSuchFileException e) {
            return new Outcome.Refused("file-missing", null);
        } catch (IOException e) {
            return unreadable(parcel, e);
        }
    }

    private Outcome again(Parcel parcel, Chat chat) {
        try {
            return made(parcel, chat);
        } catch (TelegramApiException e) {
            return Answers.outcome(e);
        } catch (TooLarge e) {
            return new Outcome.Refused("too-large", null);
        } catch (IOException e) {
            return unreadable(parcel, e);
        }
    }

    private Outcome made(Parcel parcel, Chat chat) throws TelegramApiException, IOException, TooLarge {
        Amended amended = parcel.amended();
        if (amended != null) {
            return changes.make(parcel, amended, chat);
        }
        for (Attachment attachment : parcel.content().attachments()) {
            BlobRef blob = attachment.blob();
            if (blob == null) {
                throw new NoSuchFileException(attachment.name());
            }
            if (blob.size() > LARGEST_FILE) {
                throw new TooLarge();
            }
        }
        return messages.send(parcel, chat);
    }

    private Chat current(Chat chat) {
        Long to = moved.get(chat.id());
        return to == null ? chat : chat.movedTo(to);
    }

    private static Outcome unreadable(Parcel parcel, IOException e) {
        LOG.warnf(
                e,
                "Cannot read a file to send: reply=%s part=%d",
                parcel.id().reply(),
                parcel.id().part());
        return new Outcome.TryAgain("file-unreadable", null);
    }

    /// Bot API, *ResponseParameters*: the group goes on as a supergroup under this number.
    private static @Nullable Long newChat(TelegramApiException failure) {
        TelegramApiRequestException answer = Answers.answer(failure);
        return answer == null || answer.getParameters() == null
                ? null
                : answer.getParameters().getMigrateToChatId();
    }

    private static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
