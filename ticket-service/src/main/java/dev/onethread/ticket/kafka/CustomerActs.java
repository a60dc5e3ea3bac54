package dev.onethread.ticket.kafka;

import dev.onethread.contracts.Body;
import dev.onethread.contracts.ConversationEvent.CustomerActed;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeliveryReported.Outcome;
import dev.onethread.contracts.FromCustomerAct;
import dev.onethread.delivery.Tx;
import dev.onethread.ticket.core.Conversation;
import dev.onethread.ticket.core.Happening;
import dev.onethread.ticket.postgres.Amendments;
import dev.onethread.ticket.postgres.Deliveries;
import dev.onethread.ticket.postgres.Transcript;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/// What customers do other than write: it changes the entry it names, or stands as an entry of its own
/// where it names none of ours.
record CustomerActs(Tx tx, Transcript transcript) {
    /// Somebody pressed Start in a chat with a bot.
    private static final String STARTED = "message/start";
    /// Somebody sent a command that the bot has a word for.
    private static final String COMMANDED = "message/command";

    void apply(CustomerActed acted) {
        transcript.storeEntries();
        OptionalLong amended = amend(acted);
        Conversation conversation = transcript.get(acted.conversation());
        if (amended.isPresent()) {
            transcript.put(conversation.acted(acted));
            transcript.touched(conversation.id(), amended.getAsLong());
        } else {
            transcript.append(conversation.happened(acted.at(), happening(acted.act())));
            if (acted.act().kind() == FromCustomerAct.Kind.KEPT) {
                answer(acted);
            }
        }
    }

    private void answer(CustomerActed acted) {
        String words = acted.act().words();
        if (STARTED.equals(acted.act().data())) {
            Notices.greet(tx, acted);
        } else if (COMMANDED.equals(acted.act().data()) && words != null) {
            Notices.answer(tx, acted, words);
        }
    }

    private OptionalLong amend(CustomerActed acted) {
        FromCustomerAct act = acted.act();
        Long place = acted.place();
        return switch (act.kind()) {
            case EDITED -> {
                Body body = act.body();
                yield place == null || body == null
                        ? OptionalLong.empty()
                        : Amendments.edit(tx, acted.conversation(), place, body, acted.at());
            }
            case DELETED -> place == null ? OptionalLong.empty() : Amendments.delete(tx, acted.conversation(), place);
            case REACTED -> Amendments.react(tx, acted.conversation(), place, act);
            case BOUNCED, KEPT -> cameBack(acted.conversation(), act);
            case PRESSED, BLOCKED, UNBLOCKED -> OptionalLong.empty();
        };
    }

    /// What a mail system or a mail program says of a reply changes how far that has come. A notice that it is late
    /// and an absence stand as entries of their own.
    private OptionalLong cameBack(ConversationId conversation, FromCustomerAct act) {
        String about = act.originalMessageId();
        Outcome outcome = act.kind() == FromCustomerAct.Kind.BOUNCED
                ? new Outcome.Failed("bounced", act.data())
                : outcomes().get(act.data() == null ? "" : act.data());
        return about == null || outcome == null
                ? OptionalLong.empty()
                : Deliveries.cameBack(tx, transcript, conversation, about, outcome);
    }

    private static Map<String, Outcome> outcomes() {
        return Map.of("mail/delivered", new Outcome.Delivered(), "mail/receipt", new Outcome.Read());
    }

    private static Happening happening(FromCustomerAct act) {
        String kind = act.kind().name().toLowerCase(Locale.ROOT);
        if (act.kind() == FromCustomerAct.Kind.KEPT) {
            return new Happening(kind, null, act.data(), null, null, act.words());
        }
        Body body = act.body();
        String said = act.words() == null ? act.data() : act.words();
        return new Happening(kind, null, null, null, null, said == null && body != null ? body.text() : said);
    }
}
