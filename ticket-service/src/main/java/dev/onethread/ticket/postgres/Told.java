package dev.onethread.ticket.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.onethread.contracts.Button;
import dev.onethread.contracts.Circumstances;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.Letterhead;
import dev.onethread.contracts.Span;
import dev.onethread.ticket.core.Amendment;
import dev.onethread.ticket.core.Words;
import dev.onethread.ticket.screen.EntryView;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What channels and agents say around the words of an entry, as its columns hold it.
final class Told {
    private static final TypeReference<List<Span>> SPANS = new TypeReference<>() {};
    private static final TypeReference<List<Button>> BUTTONS = new TypeReference<>() {};

    private Told() {}

    static @Nullable List<Span> spans(@Nullable String json) {
        return json == null ? null : Json.read(json, SPANS);
    }

    static @Nullable Circumstances around(@Nullable String json) {
        return json == null ? null : Json.read(json, Circumstances.class);
    }

    /// What stands in this transcript is shown as it reads now; a passage that was chosen, as it was chosen.
    static EntryView.@Nullable AnsweredView answered(Row row, @Nullable Circumstances around) {
        Circumstances.Answered told = around == null ? null : around.answered();
        Long seq = row.getLong("answered_seq");
        if (told != null) {
            String stands = row.getString("answered_text");
            String now = stands == null || stands.isBlank() || told.chosen() ? told.text() : stands;
            String author = seq == null ? told.author() : row.getString("answered_author");
            return new EntryView.AnsweredView(seq, author == null ? told.author() : author, now, told.chosen());
        }
        return row.getBoolean("answers")
                ? new EntryView.AnsweredView(
                        seq, row.getString("answered_author"), row.getString("answered_text"), false)
                : null;
    }

    static @Nullable List<EntryView.ButtonView> buttons(Row row) {
        String json = row.getString("buttons");
        if (json == null) {
            return null;
        }
        List<String> chosen = Arrays.asList(row.getArrayOfStrings("choices"));
        return Json.read(json, BUTTONS).stream()
                .map(button -> new EntryView.ButtonView(button.label(), chosen.contains(button.data())))
                .toList();
    }

    static EntryView.@Nullable AmendmentView amendment(@Nullable String json) {
        if (json == null) {
            return null;
        }
        Amendment amendment = Json.read(json, Amendment.class);
        return new EntryView.AmendmentView(amendment.id(), amendment.withdraws(), amendment.text(), amendment.code());
    }

    /// What a mail says around its words; whom it quotes only where that is another conversation.
    static EntryView.@Nullable LetterView letter(@Nullable Circumstances around, UUID conversation) {
        Letterhead head = around == null ? null : around.letterhead();
        if (head == null) {
            return null;
        }
        Letterhead.Quoted quoted = head.quoted();
        ConversationId named = quoted == null ? null : quoted.conversation();
        boolean own = quoted == null || named != null && named.value().equals(conversation);
        return new EntryView.LetterView(
                head.to(),
                head.cc(),
                head.replyTo(),
                Words.of(head.sender()),
                own ? null : new EntryView.QuotedView(named == null ? null : named.value()),
                forwarded(head.forwarded()));
    }

    private static EntryView.@Nullable ForwardedView forwarded(Letterhead.@Nullable Forwarded forwarded) {
        return forwarded == null
                ? null
                : new EntryView.ForwardedView(forwarded.id(), forwarded.name(), forwarded.address());
    }
}
