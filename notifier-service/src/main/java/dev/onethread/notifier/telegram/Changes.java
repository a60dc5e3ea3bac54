package dev.onethread.notifier.telegram;

import dev.onethread.notifier.core.Amended;
import dev.onethread.notifier.core.Outcome;
import dev.onethread.notifier.core.Parcel;
import dev.onethread.notifier.core.Parts;
import dev.onethread.notifier.telegram.Messages.Words;
import java.util.List;
import org.telegram.telegrambots.meta.api.methods.business.DeleteBusinessMessages;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessages;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageCaption;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Changes what was sent, or takes it back (Bot API, *Updating messages*). Both may be asked for again: a
/// message that says it already, or is gone already, is as it should be.
final class Changes {
    /// Bot API, *deleteMessages*.
    private static final int MOST_AT_ONCE = 100;

    private final TelegramClient client;

    Changes(TelegramClient client) {
        this.client = client;
    }

    Outcome make(Parcel parcel, Amended amended, Chat chat) throws TelegramApiException {
        if (amended.channelMessages().isEmpty()) {
            return new Outcome.Refused("never-sent", null);
        }
        return amended.withdraws() ? withdrawn(amended.channelMessages(), chat) : edited(parcel, amended, chat);
    }

    private Outcome withdrawn(List<String> messages, Chat chat) throws TelegramApiException {
        List<Integer> ids = messages.stream().map(Integer::valueOf).toList();
        for (int from = 0; from < ids.size(); from += MOST_AT_ONCE) {
            List<Integer> some = ids.subList(from, Math.min(ids.size(), from + MOST_AT_ONCE));
            if (chat.connection() == null) {
                client.execute(new DeleteMessages(chat.id(), some));
            } else {
                client.execute(new DeleteBusinessMessages(chat.connection(), some));
            }
        }
        return new Outcome.Sent(messages.getFirst());
    }

    private Outcome edited(Parcel parcel, Amended amended, Chat chat) throws TelegramApiException {
        String text = parcel.content().text();
        int limit = amended.caption() ? Parts.TELEGRAM_CAPTION : Parts.TELEGRAM_TEXT;
        if (amended.texts() > 1 || text.length() > limit) {
            return new Outcome.Refused("too-long-to-change", null);
        }
        String message = amended.channelMessages().getFirst();
        Words words = Words.of(parcel.content());
        try {
            if (amended.caption()) {
                caption(parcel, chat, message, words);
            } else {
                text(parcel, chat, message, words);
            }
        } catch (TelegramApiException e) {
            TelegramApiRequestException answer = Answers.answer(e);
            if (answer == null || !String.valueOf(answer.getApiResponse()).contains("message is not modified")) {
                throw e;
            }
        }
        return new Outcome.Sent(message);
    }

    private void text(Parcel parcel, Chat chat, String message, Words words) throws TelegramApiException {
        EditMessageText edit = EditMessageText.builder()
                .text(words.text())
                .chatId(chat.id())
                .messageId(Integer.valueOf(message))
                .build();
        edit.setBusinessConnectionId(chat.connection());
        edit.setParseMode(words.mode());
        edit.setReplyMarkup(Messages.buttons(parcel.content().buttons()));
        client.execute(edit);
    }

    private void caption(Parcel parcel, Chat chat, String message, Words words) throws TelegramApiException {
        EditMessageCaption edit = new EditMessageCaption();
        edit.setChatId(chat.id());
        edit.setMessageId(Integer.valueOf(message));
        edit.setBusinessConnectionId(chat.connection());
        edit.setCaption(words.caption());
        edit.setParseMode(words.mode());
        edit.setReplyMarkup(Messages.buttons(parcel.content().buttons()));
        client.execute(edit);
    }
}
