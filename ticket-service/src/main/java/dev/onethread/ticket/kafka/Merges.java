package dev.onethread.ticket.kafka;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.ConversationEvent.ConversationAbsorbed;
import dev.onethread.contracts.ConversationEvent.ConversationMerged;
import dev.onethread.contracts.ConversationEvent.ConversationReopened;
import dev.onethread.contracts.ConversationEvent.ConversationSeparated;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.MergeId;
import dev.onethread.delivery.Tx;
import dev.onethread.ticket.core.Conversation;
import dev.onethread.ticket.core.Happening;
import dev.onethread.ticket.postgres.MergeWords;
import dev.onethread.ticket.postgres.MergeWords.Said;
import dev.onethread.ticket.postgres.Moving;
import dev.onethread.ticket.postgres.Transcript;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Conversations that become one, and two again. Each of them says so in its own stream, at its own time: a
/// merge is complete when the absorbed one has come to its end and the other one has said that it goes on;
/// an undone one when every side from which something moves has said so. What comes for the reopened one
/// before that is held back, so that it stands behind what moves there.
final class Merges {
    private static final AgentId SYSTEM = new AgentId("system");

    private final Tx tx;
    private final Transcript transcript;
    private final TicketRules rules;
    private final ConversationEvents events;
    private final Set<ConversationId> waiting = new HashSet<>();

    Merges(Tx tx, Transcript transcript, TicketRules rules, ConversationEvents events) {
        this.tx = tx;
        this.transcript = transcript;
        this.rules = rules;
        this.events = events;
        waiting.addAll(MergeWords.waiting(
                tx, transcript.all().stream().map(Conversation::id).toList()));
    }

    /// Applies an event, or keeps it until its conversation goes on.
    void hear(ConversationEvent event, @Nullable String replayOf) {
        if (waiting.contains(event.conversation())) {
            MergeWords.hold(tx, event, replayOf);
        } else {
            events.apply(this, tx, transcript, event, replayOf);
        }
    }

    void absorbed(ConversationAbsorbed event) {
        transcript.append(transcript.get(event.conversation()).absorbed(event));
        MergeWords.say(tx, event.merge(), "absorbed", event.conversation(), 0, event);
        complete(event.merge(), event.at());
    }

    void merged(ConversationMerged event) {
        transcript.append(transcript.get(event.conversation()).merged(event));
        MergeWords.say(tx, event.merge(), "merged", event.conversation(), 0, event);
        complete(event.merge(), event.at());
    }

    private void complete(MergeId merge, Instant at) {
        var ends = MergeWords.said(tx, merge, "absorbed", ConversationAbsorbed.class);
        var goesOn = MergeWords.said(tx, merge, "merged", ConversationMerged.class);
        if (ends.isEmpty() || goesOn.isEmpty()) {
            return;
        }
        ConversationAbsorbed ended = ends.values().iterator().next().event();
        transcript.also(List.of(ended.conversation(), ended.into()));
        Conversation strand = transcript.get(ended.conversation());
        Conversation survivor = transcript.get(ended.into());
        transcript.put(survivor.taking(strand, ConversationEvents.fresh(survivor), at));
        AgentId by = ended.grounds().by();
        transcript.put(strand.given(by == null ? SYSTEM : by, at));
        MergeWords.absorb(tx, strand.id(), survivor.id());
        MergeWords.forget(tx, merge, "absorbed", "merged");
    }

    void reopened(ConversationReopened event) {
        Conversation conversation = transcript.get(event.conversation());
        transcript.append(conversation.happened(
                event.at(),
                Happening.merging("unmerged", event.by(), null, event.reason(), event.from(), event.merge())));
        MergeWords.say(tx, event.merge(), "reopened", event.conversation(), 0, event);
        waiting.add(event.conversation());
        takeApart(event.merge(), event.sources());
    }

    void separated(ConversationSeparated event) {
        Conversation conversation = transcript.get(event.conversation());
        MergeWords.say(tx, event.merge(), "separated", event.conversation(), conversation.lastSeq(), event);
        transcript.append(conversation.happened(
                event.at(),
                Happening.merging("unmerged", event.by(), null, event.reason(), event.reopened(), event.merge())));
        takeApart(event.merge(), event.sources());
    }

    private void takeApart(MergeId merge, List<ConversationId> sources) {
        var reopened = MergeWords.said(tx, merge, "reopened", ConversationReopened.class);
        Map<ConversationId, Said<ConversationSeparated>> separated =
                MergeWords.said(tx, merge, "separated", ConversationSeparated.class);
        if (reopened.isEmpty() || !separated.keySet().containsAll(sources)) {
            return;
        }
        ConversationReopened event = reopened.values().iterator().next().event();
        transcript.also(sources);
        transcript.also(List.of(event.conversation()));
        transcript.storeEntries();
        boolean waits = sources.stream()
                .anyMatch(source -> transcript.get(source).glance().waitingSince() != null);
        for (ConversationId source : sources) {
            move(event, Objects.requireNonNull(separated.get(source)), waits);
        }
        Conversation alone = transcript.get(event.conversation());
        transcript.put(alone.alone(
                Moving.glance(tx, alone, waits),
                event.place(),
                ConversationEvents.fresh(alone),
                event.at(),
                rules.reopenWindow()));
        MergeWords.absorb(tx, event.conversation(), null);
        MergeWords.forget(tx, merge, "reopened", "separated");
        waiting.remove(event.conversation());
        MergeWords.release(tx, event.conversation()).forEach(held -> hear(held.event(), held.replayOf()));
    }

    private void move(ConversationReopened event, Said<ConversationSeparated> said, boolean waits) {
        Conversation to = transcript.get(event.conversation());
        Moving.Went went = Moving.move(tx, transcript, to, said, to.lastSeq());
        transcript.put(to.movedHere(went.entries(), went.place()));
        Conversation from = transcript.get(said.conversation());
        boolean waited = waits && from.glance().waitingSince() != null;
        transcript.put(from.showing(Moving.glance(tx, from, waited)));
    }
}
