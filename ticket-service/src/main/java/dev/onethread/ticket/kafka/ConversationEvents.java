package dev.onethread.ticket.kafka;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Circumstances;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.ConversationEvent.ContinuationWanted;
import dev.onethread.contracts.ConversationEvent.ConversationAbsorbed;
import dev.onethread.contracts.ConversationEvent.ConversationMerged;
import dev.onethread.contracts.ConversationEvent.ConversationReopened;
import dev.onethread.contracts.ConversationEvent.ConversationSeparated;
import dev.onethread.contracts.ConversationEvent.CustomerActed;
import dev.onethread.contracts.ConversationEvent.MessagePlaced;
import dev.onethread.contracts.ConversationEvent.MessageRecovered;
import dev.onethread.contracts.ConversationEvent.UnreadablePlaced;
import dev.onethread.contracts.ConversationEvent.WorkAssigned;
import dev.onethread.contracts.ConversationEvent.WorkHeld;
import dev.onethread.contracts.ConversationEvent.WorkOffered;
import dev.onethread.contracts.ConversationEvent.WorkQueued;
import dev.onethread.contracts.ConversationEvent.WorkReleased;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.TicketId;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Wire;
import dev.onethread.delivery.DeadRecord;
import dev.onethread.delivery.Handler;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.privacy.Privacy;
import dev.onethread.ticket.core.Conversation;
import dev.onethread.ticket.core.Happening;
import dev.onethread.ticket.postgres.Amendments;
import dev.onethread.ticket.postgres.MessageBlobs;
import dev.onethread.ticket.postgres.Transcript;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of conversations: entries, tickets and what lists show.
@ApplicationScoped
class ConversationEvents implements Handler<ConversationEvent> {
    /// The events that carry a customer's words: these leave a visible gap when they cannot be read.
    private static final Set<String> WORDS = Set.of(
            Wire.TYPE_PREFIX + MessagePlaced.class.getSimpleName(),
            Wire.TYPE_PREFIX + UnreadablePlaced.class.getSimpleName());

    private final TicketRules rules;
    private final Privacy privacy;

    ConversationEvents(TicketRules rules, Privacy privacy) {
        this.privacy = privacy;
        this.rules = rules;
    }

    @Override
    public Topic topic() {
        return Topic.CONVERSATION_EVENTS;
    }

    @Override
    public Class<ConversationEvent> type() {
        return ConversationEvent.class;
    }

    @Override
    public void apply(Tx tx, List<Received<ConversationEvent>> told) {
        List<Received<ConversationEvent>> batch =
                privacy.standing(tx, told, event -> List.of(event.conversation().value()));
        if (batch.isEmpty()) {
            return;
        }
        MessageBlobs.keep(
                tx,
                batch.stream()
                        .map(received -> message(received.event()))
                        .filter(Objects::nonNull)
                        .toList());
        List<ConversationId> ids =
                batch.stream().map(received -> received.event().conversation()).toList();
        Transcript transcript =
                Transcript.lock(tx, ids, batch.getFirst().event().at());
        Merges merges = new Merges(tx, transcript, rules, this);
        batch.forEach(received -> merges.hear(received.event(), received.replayOf()));
        transcript.store();
    }

    private static FromCustomer.@Nullable MessageReceived message(ConversationEvent event) {
        return event instanceof MessagePlaced placed
                ? placed.message()
                : event instanceof MessageRecovered recovered ? recovered.message() : null;
    }

    @Override
    public void unreadable(Tx tx, DeadRecord dead) {
        ConversationId conversation = conversation(dead.key());
        if (conversation == null || !WORDS.contains(dead.headers().getOrDefault(Wire.TYPE, ""))) {
            return;
        }
        privacy.takingIn(tx);
        if (!privacy.erased(tx, List.of(conversation.value())).isEmpty()) {
            return;
        }
        Instant now = Instant.now();
        Transcript transcript = Transcript.lock(tx, List.of(conversation), now);
        transcript.append(transcript.get(conversation).deadLettered(dead.id(), dead.reason(), now));
        transcript.store();
    }

    void apply(Merges merges, Tx tx, Transcript transcript, ConversationEvent event, @Nullable String replayOf) {
        Conversation conversation = transcript.get(event.conversation());
        switch (event) {
            case MessagePlaced placed -> place(tx, transcript, placed, replayOf);
            case UnreadablePlaced placed ->
                transcript.append(conversation.unreadable(placed, fresh(conversation), rules.reopenWindow()));
            case MessageRecovered recovered -> recover(tx, transcript, recovered);
            case CustomerActed acted -> new CustomerActs(tx, transcript).apply(acted);
            case WorkQueued queued -> transcript.append(conversation.queued(queued));
            case WorkOffered offered -> transcript.put(conversation.offered(offered));
            case WorkAssigned assigned -> transcript.append(conversation.assigned(assigned));
            case WorkReleased released -> transcript.append(conversation.released(released));
            case WorkHeld held -> transcript.append(conversation.held(held));
            case ContinuationWanted wanted -> {
                String where = wanted.to().channel() == Channel.MAIL ? "mail" : "page";
                Happening asked = new Happening("continuation", null, where, null, null, null);
                transcript.append(conversation.happened(wanted.at(), asked));
                Notices.link(tx, wanted);
            }
            case ConversationAbsorbed absorbed -> merges.absorbed(absorbed);
            case ConversationMerged merged -> merges.merged(merged);
            case ConversationReopened reopened -> merges.reopened(reopened);
            case ConversationSeparated separated -> merges.separated(separated);
        }
    }

    private void place(Tx tx, Transcript transcript, MessagePlaced placed, @Nullable String replayOf) {
        Conversation conversation = transcript.get(placed.conversation());
        var step = conversation.placed(placed, fresh(conversation), rules.reopenWindow());
        if (replayOf == null) {
            transcript.append(step);
        } else {
            transcript.storeEntries();
            var filled = Amendments.replay(tx, placed.conversation(), uuid(replayOf), placed.message(), placed.place());
            filled.ifPresentOrElse(
                    seq -> {
                        transcript.put(conversation.filled(step.after()));
                        transcript.touched(placed.conversation(), seq);
                    },
                    () -> transcript.append(step));
        }
        if (!Boolean.TRUE.equals(placed.blocked())) {
            transcript.used(placed.customer(), placed.message());
        }
        Circumstances around = placed.message().circumstances();
        if (around != null && around.choice() != null) {
            Amendments.chosen(tx, placed.conversation(), placed.message())
                    .ifPresent(seq -> transcript.touched(placed.conversation(), seq));
        }
    }

    private static void recover(Tx tx, Transcript transcript, MessageRecovered recovered) {
        transcript.storeEntries();
        Conversation conversation = transcript.get(recovered.conversation());
        Amendments.recover(tx, conversation.id(), recovered.place(), recovered.message())
                .ifPresent(seq -> transcript.touched(conversation.id(), seq));
        if (conversation.customer() != null) {
            transcript.used(conversation.customer(), recovered.message());
        }
        transcript.put(transcript.get(conversation.id()).recovered(recovered));
    }

    /// The id a new ticket would get: the same however often the batch is tried.
    static TicketId fresh(Conversation conversation) {
        String name = "ticket/" + conversation.id() + "/" + (conversation.lastSeq() + 1);
        return new TicketId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static @Nullable ConversationId conversation(@Nullable String key) {
        UUID id = uuid(key);
        return id == null ? null : new ConversationId(id);
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
