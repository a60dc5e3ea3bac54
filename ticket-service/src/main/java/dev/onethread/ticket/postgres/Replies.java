package dev.onethread.ticket.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Button;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.ReplyRequest;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.problems.Problem;
import dev.onethread.ticket.core.Conversation;
import dev.onethread.ticket.core.Delivery;
import dev.onethread.ticket.core.Entry.Content;
import dev.onethread.ticket.core.Markup;
import dev.onethread.ticket.core.ReplyAddress;
import dev.onethread.ticket.screen.Actor;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Agents' answers: the entry, the request to send it and the word to routing are one transaction. An answer may be
/// sent again under its id and still happens once.
@ApplicationScoped
public class Replies {
    /// The one pool there is; a desk's pool once there are several.
    static final String POOL = "main";

    private static final String EARLIER = """
            SELECT conversation, seq, author_id, text, address, attachments::text AS attachments
            FROM entry WHERE reply_id = $1
            """;
    private static final String STILL_WAITING = """
            SELECT count(*)::int AS still, min(at) AS since FROM entry
            WHERE conversation = $1 AND kind = 'message' AND place > $2
            """;
    private static final String ANSWERED = """
            SELECT channel_message FROM entry
            WHERE conversation = $1 AND seq = $2 AND address = $3 AND channel_message IS NOT NULL AND NOT deleted
            """;
    private static final String ADDRESS_OF_REPLY =
            "SELECT address FROM entry WHERE reply_id = $1 AND conversation = $2";

    private final Database database;

    Replies(Database database) {
        this.database = database;
    }

    /// What is to be sent. `to` null means the default address; `upTo` is the last customer's place the agent
    /// had on the screen, null for all there are. `answers` is the entry that is replied to, `choices` what
    /// there is to choose from.
    public record Draft(
            ReplyId id,
            String text,
            @Nullable Address to,
            List<UUID> uploads,
            @Nullable Long upTo,
            @Nullable Long answers,
            List<String> choices) {
        public Draft(ReplyId id, String text, @Nullable Address to, List<UUID> uploads, @Nullable Long upTo) {
            this(id, text, to, uploads, upTo, null, List.of());
        }
    }

    /// The entry that holds the answer; `made` just now, or standing since an earlier try.
    public record Written(long seq, boolean made) {}

    public Written send(ConversationId id, Actor actor, Draft draft, Instant at) {
        if (draft.text().isBlank() && draft.uploads().isEmpty()) {
            throw new Problem(422, "reply-empty", "Write something or attach a file.");
        }
        return Taken.unless(
                "reply-differs",
                "Another reply was sent under this id.",
                () -> database.inTransaction(tx -> {
                    Transcript transcript = Transcript.lockKnown(tx, List.of(id));
                    Conversation conversation = known(transcript, id);
                    Written earlier = earlier(tx, id, actor, draft);
                    return earlier != null ? earlier : write(tx, transcript, conversation, actor, draft, at);
                }));
    }

    /// Sends a failed answer again.
    public long retry(ConversationId id, ReplyId reply, int attempt, Instant at) {
        return database.inTransaction(tx -> {
            Transcript transcript = Transcript.lockKnown(tx, List.of(id));
            known(transcript, id);
            Deliveries.Standing standing = Deliveries.of(tx, List.of(reply)).get(reply);
            if (standing == null || !standing.conversation().equals(id)) {
                throw new Problem(404, "reply-unknown", "There is no such reply in this conversation.");
            }
            switch (standing.delivery().retry(attempt)) {
                case Delivery.Retry.Known ignored -> {}
                case Delivery.Retry.Refused ignored ->
                    throw new Problem(
                            409, "not-failed", "Only a failed reply can be sent again, one attempt at a time.");
                case Delivery.Retry.Granted granted -> granted(tx, transcript, reply, standing, granted.after(), at);
            }
            return standing.seq();
        });
    }

    public Written note(ConversationId id, UUID note, Actor actor, String text, Instant at) {
        if (text.isBlank()) {
            throw new Problem(422, "note-empty", "Write something.");
        }
        return Taken.unless(
                "note-differs",
                "Another note was written under this id.",
                () -> database.inTransaction(tx -> {
                    Transcript transcript = Transcript.lockKnown(tx, List.of(id));
                    Conversation conversation = known(transcript, id);
                    Written earlier = Notes.earlier(tx, id, note, actor, text);
                    if (earlier != null) {
                        return earlier;
                    }
                    long seq = transcript
                            .append(conversation.noted(note, actor.id(), actor.name(), text, at))
                            .seq();
                    transcript.store();
                    return new Written(seq, true);
                }));
    }

    static Conversation known(Transcript transcript, ConversationId id) {
        Conversation conversation = transcript.find(id);
        if (conversation == null) {
            throw new Problem(404, "conversation-unknown", "There is no such conversation.");
        }
        return conversation;
    }

    private static Written write(
            Tx tx, Transcript transcript, Conversation conversation, Actor actor, Draft draft, Instant at) {
        Addresses.Kept to = address(tx, conversation, draft.to());
        List<Attachment> files = Uploads.take(tx, actor.id(), draft.uploads(), draft.id());
        Address address = to.known().address();
        boolean telegram = address.channel() == Channel.TELEGRAM;
        Markup.Plain words = words(draft, telegram);
        var body = new Body(words.text(), null, null, null, null, files, words.spans());
        String answered = draft.answers() == null ? null : answered(tx, conversation.id(), draft.answers(), address);
        List<Button> buttons = buttons(draft, telegram);
        var reply = new Content.Reply(draft.id(), body, answered, buttons);
        long seq = transcript
                .append(conversation.replied(reply, actor.id(), actor.name(), address, to.door(), at))
                .seq();
        long upTo = answered(tx, transcript, conversation, draft.upTo());
        transcript.store();
        tx.publish(
                Topic.REPLIES_REQUESTED,
                address.key(),
                new ReplyRequest.ReplyRequested(
                        draft.id(),
                        address,
                        at,
                        conversation.id(),
                        to.door(),
                        actor.id(),
                        actor.name(),
                        body,
                        to.thread(),
                        telegram ? answered : null,
                        buttons,
                        address.channel() == Channel.MAIL ? DeskRows.signature(tx, conversation.id()) : null));
        tx.publish(
                Topic.DESK_COMMANDS,
                POOL,
                new DeskCommand.AgentAnswered(
                        new CommandId(draft.id().value()), at, conversation.id(), actor.id(), upTo));
        return new Written(seq, true);
    }

    /// The channel whose end knows forms gets them; elsewhere the text is as it was written.
    private static Markup.Plain words(Draft draft, boolean telegram) {
        String text = Json.cleaned(draft.text());
        return telegram ? Markup.read(text) : new Markup.Plain(text, null);
    }

    private static @Nullable List<Button> buttons(Draft draft, boolean telegram) {
        if (draft.choices().isEmpty()) {
            return null;
        }
        if (!telegram || draft.text().isBlank()) {
            throw new Problem(422, "choices-not-here", "Choices stand below a text, on a channel that has buttons.");
        }
        List<Button> buttons = new ArrayList<>();
        draft.choices().forEach(label -> buttons.add(Button.choice(buttons.size() + 1, label)));
        return buttons;
    }

    /// The channel's own id of the entry that is replied to.
    private static String answered(Tx tx, ConversationId conversation, long seq, Address to) {
        var rows = tx.query(ANSWERED, conversation.value(), seq, to.key()).iterator();
        if (!rows.hasNext()) {
            throw new Problem(422, "answered-elsewhere", "What is answered does not stand on this address.");
        }
        return rows.next().getString("channel_message");
    }

    /// What came in after the last thing the agent saw is still unanswered.
    private static long answered(Tx tx, Transcript transcript, Conversation before, @Nullable Long seen) {
        long upTo = seen == null ? before.lastPlace() : Math.min(seen, before.lastPlace());
        Row row = upTo == before.lastPlace()
                ? null
                : tx.query(STILL_WAITING, before.id().value(), upTo).iterator().next();
        Conversation replied = transcript.get(before.id());
        transcript.put(
                row == null
                        ? replied.waiting(0, null)
                        : replied.waiting(row.getInteger("still"), ConversationRow.instant(row, "since")));
        return upTo;
    }

    private static Addresses.Kept address(Tx tx, Conversation conversation, @Nullable Address wanted) {
        List<Addresses.Kept> kept = conversation.customer() == null
                ? List.of()
                : Addresses.of(tx, conversation.customer().value());
        Address to = wanted != null
                ? wanted
                : ReplyAddress.choose(kept.stream().map(Addresses.Kept::known).toList())
                        .map(ReplyAddress::to)
                        .orElse(null);
        for (Addresses.Kept each : kept) {
            if (each.known().address().equals(to)) {
                if (!each.known().reachable()) {
                    throw new Problem(422, "address-unreachable", "This address takes no messages from us now.");
                }
                return each;
            }
        }
        throw wanted == null && !kept.isEmpty()
                ? new Problem(422, "address-unreachable", "No address of this customer takes messages from us now.")
                : new Problem(422, "address-unknown", "This customer has no such address.");
    }

    private static @Nullable Written earlier(Tx tx, ConversationId id, Actor actor, Draft draft) {
        var rows = tx.query(EARLIER, draft.id().value()).iterator();
        if (!rows.hasNext()) {
            return null;
        }
        Row row = rows.next();
        boolean same = id.value().equals(row.getUUID("conversation"))
                && actor.id().value().equals(row.getString("author_id"))
                && (words(draft, false).text().equals(row.getString("text"))
                        || words(draft, true).text().equals(row.getString("text")))
                && (draft.to() == null || draft.to().key().equals(row.getString("address")))
                && Uploads.blobs(tx, draft.uploads()).equals(blobs(row));
        if (!same) {
            throw new Problem(409, "reply-differs", "Another reply was sent under this id.");
        }
        return new Written(row.getLong("seq"), false);
    }

    private static List<String> blobs(Row row) {
        return Attachments.read(row.getString("attachments")).stream()
                .map(Attachment::blob)
                .filter(Objects::nonNull)
                .map(blob -> blob.name())
                .toList();
    }

    private static void granted(
            Tx tx, Transcript transcript, ReplyId reply, Deliveries.Standing standing, Delivery after, Instant at) {
        ConversationId conversation = standing.conversation();
        Deliveries.store(
                tx, transcript, Map.of(reply, new Deliveries.Standing(conversation, standing.seq(), after, null)));
        transcript.store();
        Row row = tx.query(ADDRESS_OF_REPLY, reply.value(), conversation.value())
                .iterator()
                .next();
        Address to = Address.parse(row.getString("address"));
        tx.publish(
                Topic.REPLIES_REQUESTED,
                to.key(),
                new ReplyRequest.DeliveryRetryRequested(reply, to, at, conversation, after.attempt()));
    }
}
