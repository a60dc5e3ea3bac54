package dev.onethread.ingest.telegram;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/// The library's getUpdates with an answer taken apart update by update. The library binds the whole answer to its own
/// classes, so that one update it cannot bind would hold back all of them for ever.
final class RawGetUpdates extends GetUpdates {
    /// Every kind of Bot API 10.2. Named one by one, because leaving the list out leaves out reactions and members
    /// (https://core.telegram.org/bots/api#getupdates).
    static final List<String> KINDS = List.of(
            "message",
            "edited_message",
            "channel_post",
            "edited_channel_post",
            "business_connection",
            "business_message",
            "edited_business_message",
            "deleted_business_messages",
            "guest_message",
            "message_reaction",
            "message_reaction_count",
            "inline_query",
            "chosen_inline_result",
            "callback_query",
            "shipping_query",
            "pre_checkout_query",
            "purchased_paid_media",
            "poll",
            "poll_answer",
            "my_chat_member",
            "chat_member",
            "chat_join_request",
            "chat_boost",
            "removed_chat_boost",
            "managed_bot",
            "subscription");

    private static final int BATCH = 100;

    /// `offset` is the first update wanted, 0 for the oldest that is not confirmed yet.
    RawGetUpdates(int offset, int seconds) {
        super(offset == 0 ? null : offset, BATCH, seconds, KINDS);
    }

    @Override
    public ArrayList<Update> deserializeResponse(String answer) throws TelegramApiRequestException {
        try {
            ArrayList<Update> updates = new ArrayList<>();
            for (Answer.Piece piece : Answer.cut(answer).pieces()) {
                updates.add(new RawUpdate(piece));
            }
            return updates;
        } catch (IOException e) {
            throw new TelegramApiRequestException("The answer to getUpdates cannot be read", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
