package dev.onethread.routing.kafka;

import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationEvent.WorkAssigned;
import dev.onethread.contracts.ConversationEvent.WorkHeld;
import dev.onethread.contracts.ConversationEvent.WorkOffered;
import dev.onethread.contracts.ConversationEvent.WorkQueued;
import dev.onethread.contracts.ConversationEvent.WorkReleased;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DecisionId;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Conversation;
import dev.onethread.routing.core.Demand;
import dev.onethread.routing.core.Effect;
import dev.onethread.routing.core.Engine;
import dev.onethread.routing.core.Exclusion;
import dev.onethread.routing.core.Explanation;
import dev.onethread.routing.postgres.Decisions;
import dev.onethread.routing.postgres.Decisions.Decision;
import dev.onethread.routing.postgres.Decisions.Shown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells others what an engine decided, and keeps why.
final class DecisionLog {
    private final Tx tx;
    private final Instant now;
    private final List<Decision> decisions = new ArrayList<>();

    DecisionLog(Tx tx, Instant now) {
        this.tx = tx;
        this.now = now;
    }

    List<Decision> decisions() {
        return decisions;
    }

    Map<String, Integer> counted() {
        return decisions.stream()
                .collect(Collectors.groupingBy(Decision::kind, TreeMap::new, Collectors.summingInt(each -> 1)));
    }

    void tell(Effect effect, Decisions.@Nullable Origin origin, Engine engine) {
        switch (effect) {
            case Effect.Accepted accepted -> {}
            case Effect.Refused refused -> keepRefused(refused, origin, engine);
            case Effect.Queued queued -> {
                Demand demand = queued.demand();
                String kind = queued.reason() == QueueReason.CUSTOMER_WROTE ? "queued" : "requeued";
                DecisionId id = keep(queued.conversation(), kind, demand, queued.explanation(), origin);
                publish(new WorkQueued(
                        queued.conversation(),
                        now,
                        demand.desk(),
                        queued.since(),
                        demand.priority(),
                        demand.needs(),
                        queued.reason(),
                        id,
                        demand.steps(),
                        demand.tags(),
                        demand.vip(),
                        queued.closed() ? true : null,
                        queued.opensAt()));
            }
            case Effect.Assigned assigned -> {
                Demand demand = assigned.demand();
                DecisionId id = keep(assigned.conversation(), "assigned", demand, assigned.explanation(), origin);
                publish(new WorkAssigned(
                        assigned.conversation(),
                        now,
                        assigned.agent(),
                        demand.desk(),
                        demand.priority(),
                        demand.needs(),
                        assigned.reason(),
                        assigned.excess(),
                        id,
                        demand.steps(),
                        demand.tags(),
                        demand.vip()));
            }
            case Effect.Offered offered -> {
                Demand demand = offered.demand();
                DecisionId id = keep(offered.conversation(), "offered", demand, offered.explanation(), origin);
                publish(new WorkOffered(
                        offered.conversation(),
                        now,
                        offered.agent(),
                        offered.until(),
                        id,
                        demand.desk(),
                        demand.priority(),
                        demand.needs(),
                        demand.steps(),
                        offered.since(),
                        offered.from(),
                        demand.tags(),
                        demand.vip()));
            }
            case Effect.Released released -> {
                keep(released.conversation(), "released", released.demand(), null, origin);
                publish(new WorkReleased(released.conversation(), now, released.agent(), released.upTo()));
            }
            case Effect.Held held -> publish(new WorkHeld(held.conversation(), now, held.agent(), held.until()));
            case Effect.MadeAway away -> {}
            case Effect.Told told -> tx.publish(Topic.DESK_COMMANDS, told.pool().value(), told.command());
            case Effect.HandedOver over -> {}
        }
    }

    private void keepRefused(Effect.Refused refused, Decisions.@Nullable Origin origin, Engine engine) {
        ConversationId id = refused.conversation();
        Conversation conversation = id == null ? null : engine.conversation(id);
        if (conversation != null) {
            keep(conversation.id(), "refused", conversation.demand(), null, origin);
        }
    }

    private DecisionId keep(
            ConversationId conversation,
            String kind,
            Demand demand,
            @Nullable Explanation why,
            Decisions.@Nullable Origin origin) {
        DecisionId id = new DecisionId(UUID.randomUUID());
        decisions.add(new Decision(
                id,
                conversation,
                now,
                kind,
                why == null ? demand.configurationVersion() : why.configurationVersion(),
                origin,
                demand.rules(),
                why == null ? null : new Decisions.Rank(why.since(), why.priority(), why.score()),
                demand.needs(),
                why == null || why.chosen() == null ? null : Shown.of(why.chosen()),
                why == null
                        ? List.of()
                        : why.runnersUp().stream().map(Shown::of).toList(),
                why == null ? Map.of() : counts(why.excluded())));
        return id;
    }

    private static Map<String, Integer> counts(Map<Exclusion, Integer> excluded) {
        Map<String, Integer> counts = new TreeMap<>();
        excluded.forEach((exclusion, count) -> counts.put(exclusion.code(), count));
        return counts;
    }

    private void publish(ConversationEvent event) {
        tx.publish(Topic.CONVERSATION_EVENTS, event.conversation().toString(), event);
    }
}
