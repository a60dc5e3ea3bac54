package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Address;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.MessageId;
import dev.onethread.ingest.core.PlainText;
import dev.onethread.ingest.telegram.Reading.Ignored;
import dev.onethread.ingest.telegram.Reading.Piece;
import dev.onethread.ingest.telegram.Reading.Refused;
import dev.onethread.ingest.telegram.Reading.Understood;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one update (https://core.telegram.org/bots/api#update). Nothing is dropped but what channels
/// broadcast, which is counted: what is no message, edit, deletion, reaction, button, block or move is kept
/// whole as an update of its kind. No clock and no I/O.
public final class UpdateReader {
    /// The fields that the event of a message carries completely; any other is a reason to keep the raw.
    private static final Set<String> CARRIED = Set.of(
            "message_id",
            "message_thread_id",
            "is_topic_message",
            "business_connection_id",
            "media_group_id",
            "from",
            "chat",
            "date",
            "text",
            "entities",
            "link_preview_options",
            "reply_to_message",
            "quote",
            "edit_date");

    private UpdateReader() {}

    public static Reading read(Bot bot, JsonNode update, Instant receivedAt) {
        if (!update.path("update_id").canConvertToInt()) {
            return new Refused("no update_id");
        }
        String kind = kindOf(update);
        if (kind == null) {
            return new Refused("an update without content");
        }
        JsonNode content = update.get(kind);
        if (kind.equals("channel_post") || kind.equals("edited_channel_post")) {
            return new Ignored(kind);
        }
        if (Chats.isChannel(content) && !kind.equals("callback_query")) {
            return new Refused("belongs to a channel: " + shown(kind));
        }
        Address address = Chats.of(bot, content);
        if (address == null) {
            return new Refused("belongs to no chat and no user: " + shown(kind));
        }
        return of(new Taken(bot, update, kind, content, address, receivedAt));
    }

    private static Reading of(Taken taken) {
        return switch (taken.kind()) {
            case "message", "guest_message" -> message(taken);
            case "business_message" -> Chats.isOwn(taken.content()) ? own(taken) : message(taken);
            case "edited_message" -> edit(taken);
            case "edited_business_message" -> Chats.isOwn(taken.content()) ? own(taken) : edit(taken);
            case "deleted_business_messages" -> deletions(taken);
            case "message_reaction" -> Touches.reactions(taken);
            case "callback_query" -> Touches.button(taken);
            case "my_chat_member" -> Touches.membership(taken);
            default -> kept(taken, taken.kind(), Gist.of(taken.content()));
        };
    }

    private static Reading message(Taken taken) {
        JsonNode message = taken.content();
        JsonNode from = message.path("migrate_from_chat_id");
        if (from.isIntegralNumber() && from.canConvertToLong()) {
            return one(new FromCustomer.AddressMoved(
                    taken.id(),
                    taken.door(),
                    taken.address(),
                    taken.receivedAt(),
                    Address.telegram(taken.bot().number(), from.longValue())));
        }
        Contents contents = Contents.of(message);
        String channelMessage = Fields.idText(message, "message_id");
        if (contents.isEmpty() || channelMessage == null) {
            return service(taken, "message");
        }
        FromCustomer event = new FromCustomer.MessageReceived(
                taken.id(),
                taken.door(),
                taken.address(),
                taken.receivedAt(),
                taken.time("date"),
                Names.author(message),
                contents.body(),
                channelMessage,
                Around.replyTo(message),
                null,
                null,
                Around.of(message));
        boolean keepRaw = taken.update().size() > 2 || carriesMore(message);
        Piece said = new Piece(event, contents.files(), keepRaw, false, null);
        FromCustomer own = OwnContact.of(taken);
        return own == null ? new Understood(said) : new Understood(List.of(said, Piece.of(own)));
    }

    private static Reading edit(Taken taken) {
        Contents contents = Contents.of(taken.content());
        String channelMessage = Fields.idText(taken.content(), "message_id");
        if (contents.isEmpty() || channelMessage == null) {
            return service(taken, taken.kind());
        }
        FromCustomer event = new FromCustomer.MessageEdited(
                taken.id(),
                taken.door(),
                taken.address(),
                taken.receivedAt(),
                channelMessage,
                taken.time("edit_date"),
                contents.body(),
                Names.author(taken.content()),
                Around.of(taken.content()));
        return new Understood(new Piece(event, contents.files(), false, false, null));
    }

    /// What the owner of an account wrote by hand is no customer's message, but the agent should see it.
    private static Reading own(Taken taken) {
        String words = Contents.of(taken.content()).text();
        String said = words.isBlank() ? Gist.of(taken.content()) : PlainText.cut(words, 300);
        return kept(taken, taken.kind() + "/own", said);
    }

    private static Reading deletions(Taken taken) {
        List<Piece> pieces = new ArrayList<>();
        for (JsonNode message : taken.content().path("message_ids")) {
            if (message.isIntegralNumber() && message.canConvertToLong()) {
                MessageId id = new MessageId(taken.id().value() + ":" + message.longValue());
                pieces.add(Piece.of(new FromCustomer.MessageDeleted(
                        id, taken.door(), taken.address(), taken.receivedAt(), Long.toString(message.longValue()))));
            }
        }
        return pieces.isEmpty() ? kept(taken, taken.kind(), null) : new Understood(pieces);
    }

    private static Reading service(Taken taken, String prefix) {
        String service = Services.kind(taken.content());
        String words = Gist.of(taken.content().path(service));
        return kept(taken, prefix + "/" + service, words, !Services.isKnown(service));
    }

    static Reading kept(Taken taken, String kind, @Nullable String words) {
        return kept(taken, kind, words, !RawGetUpdates.KINDS.contains(taken.kind()));
    }

    private static Reading kept(Taken taken, String kind, @Nullable String words, boolean unknown) {
        FromCustomer event = new FromCustomer.UpdateKept(
                taken.id(), taken.door(), taken.address(), taken.receivedAt(), shown(kind), null, words);
        return new Understood(new Piece(event, List.of(), true, unknown, null));
    }

    static Reading one(FromCustomer event) {
        return new Understood(Piece.of(event));
    }

    private static boolean carriesMore(JsonNode message) {
        for (var field : message.properties()) {
            if (!CARRIED.contains(field.getKey())) {
                return true;
            }
        }
        return false;
    }

    /// The Bot API promises one; should there be more, the first of its own list counts and the raw keeps
    /// the rest.
    private static @Nullable String kindOf(JsonNode update) {
        for (String known : RawGetUpdates.KINDS) {
            if (update.path(known).isObject()) {
                return known;
            }
        }
        for (var field : update.properties()) {
            if (field.getValue().isObject()) {
                return field.getKey();
            }
        }
        return null;
    }

    /// A name from outside, as part of an event: short and clean.
    static String shown(String kind) {
        return PlainText.cut(PlainText.clean(kind), 80);
    }
}
