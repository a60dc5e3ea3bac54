package dev.onethread.routing.kafka;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationEvent.WorkAssigned;
import dev.onethread.contracts.ConversationEvent.WorkHeld;
import dev.onethread.contracts.ConversationEvent.WorkOffered;
import dev.onethread.contracts.ConversationEvent.WorkQueued;
import dev.onethread.contracts.ConversationEvent.WorkReleased;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DecisionId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Conversation;
import dev.onethread.routing.core.Demand;
import dev.onethread.routing.core.Effect;
import dev.onethread.routing.core.Exclusion;
import dev.onethread.routing.core.Explanation;
import dev.onethread.routing.postgres.Decisions.By;
import dev.onethread.routing.postgres.Decisions.Decision;
import dev.onethread.routing.postgres.Decisions.InForce;
import dev.onethread.routing.postgres.Decisions.Origin;
import dev.onethread.routing.postgres.Decisions.Rank;
import dev.onethread.routing.postgres.Decisions.Shown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells others what an engine decided, and keeps why, with whose each conversation was before and after.
final class DecisionLog {
    private final Tx tx;
    private final OwnedPool pool;
    private final Instant now;
    private final Function<ConversationId, @Nullable Conversation> conversations;
    private final List<Decision> decisions = new ArrayList<>();

    DecisionLog(Tx tx, OwnedPool pool, Instant now, Function<ConversationId, @Nullable Conversation> conversations) {
        this.tx = tx;
        this.pool = pool;
        this.now = now;
        this.conversations = conversations;
    }

    /// What an effect followed from: the number of the input, and where it came from, null for time that went by.
    record Cause(long turn, @Nullable Origin origin) {}

    List<Decision> decisions() {
        return decisions;
    }

    Map<String, Integer> counted() {
        return decisions.stream()
                .collect(Collectors.groupingBy(Decision::kind, TreeMap::new, Collectors.summingInt(each -> 1)));
    }

    void tell(Effect effect, Cause cause) {
        switch (effect) {
            case Effect.Accepted accepted -> {}
            case Effect.Refused refused -> keepRefused(refused, cause);
            case Effect.Queued queued -> tellQueued(queued, cause);
            case Effect.Offered offered -> tellOffered(offered, cause);
            case Effect.Assigned assigned -> tellAssigned(assigned, cause);
            case Effect.Released released -> {
                keep(released.conversation(), "released", null, released.demand(), null, null, cause);
                publish(new WorkReleased(released.conversation(), now, released.agent(), released.upTo()));
            }
            case Effect.Held held -> {
                keep(held.conversation(), "held", null, demand(held.conversation()), null, held.agent(), cause);
                publish(new WorkHeld(held.conversation(), now, held.agent(), held.until()));
            }
            case Effect.MadeAway away -> {}
            case Effect.Told told -> tellPool(told, cause);
            case Effect.HandedOver over -> pool.own(over.conversation(), null);
            case Effect.Forgotten forgotten -> pool.own(forgotten.conversation(), null);
        }
    }

    private void tellQueued(Effect.Queued queued, Cause cause) {
        Demand demand = queued.demand();
        String kind = queued.reason() == QueueReason.CUSTOMER_WROTE ? "queued" : "requeued";
        DecisionId id = keep(queued.conversation(), kind, queued.reason(), demand, queued.explanation(), null, cause);
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

    private void tellOffered(Effect.Offered offered, Cause cause) {
        Demand demand = offered.demand();
        DecisionId id =
                keep(offered.conversation(), "offered", null, demand, offered.explanation(), offered.from(), cause);
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

    private void tellAssigned(Effect.Assigned assigned, Cause cause) {
        Demand demand = assigned.demand();
        DecisionId id = keep(
                assigned.conversation(),
                "assigned",
                assigned.reason(),
                demand,
                assigned.explanation(),
                assigned.agent(),
                cause);
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

    /// What is handed over stays whose it is until the other pool has it. When that one is told more of what it has by
    /// now, nothing is decided here.
    private void tellPool(Effect.Told told, Cause cause) {
        if (told.command() instanceof DeskCommand.TakeOver over && conversations.apply(over.conversation()) != null) {
            AgentId owner = pool.owner(over.conversation());
            keep(over.conversation(), "handed-over", null, demand(over.conversation()), null, owner, cause);
        }
        tx.publish(Topic.DESK_COMMANDS, told.pool().value(), told.command());
    }

    private void keepRefused(Effect.Refused refused, Cause cause) {
        ConversationId id = refused.conversation();
        Conversation conversation = id == null ? null : conversations.apply(id);
        if (conversation != null) {
            AgentId owner = pool.owner(conversation.id());
            decisions.add(decision(
                    conversation.id(),
                    "refused",
                    refused.reason().code(),
                    conversation.demand(),
                    null,
                    OwnedPool.Waited.PLAINLY,
                    owner,
                    owner,
                    cause));
        }
    }

    private DecisionId keep(
            ConversationId conversation,
            String kind,
            @Nullable Enum<?> reason,
            @Nullable Demand demand,
            @Nullable Explanation why,
            @Nullable AgentId owner,
            Cause cause) {
        AgentId before = pool.own(conversation, owner);
        Decision decision = decision(
                conversation,
                kind,
                reason == null ? null : reason.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                demand,
                why,
                pool.waited(conversation),
                owner,
                before,
                cause);
        decisions.add(decision);
        return decision.id();
    }

    private Decision decision(
            ConversationId conversation,
            String kind,
            @Nullable String reason,
            @Nullable Demand demand,
            @Nullable Explanation why,
            OwnedPool.Waited waited,
            @Nullable AgentId owner,
            @Nullable AgentId before,
            Cause cause) {
        return new Decision(
                new DecisionId(RisingIds.at(now)),
                conversation,
                now,
                kind,
                reason,
                why != null ? why.configurationVersion() : demand != null ? demand.configurationVersion() : 0,
                new By(pool.id(), pool.epoch(), cause.turn()),
                cause.origin(),
                demand == null ? null : demand.desk(),
                waited.overflow(),
                demand == null ? 0 : demand.weight(),
                demand == null ? null : demand.channel(),
                demand == null ? List.of() : demand.rules(),
                why == null ? null : new Rank(why.since(), why.priority(), why.score()),
                demand == null ? List.of() : demand.needs(),
                why == null ? null : new InForce(why.step(), why.steps(), why.needs(), why.relaxesAt()),
                why == null || why.chosen() == null ? null : Shown.of(why.chosen()),
                why == null
                        ? List.of()
                        : why.runnersUp().stream().map(Shown::of).toList(),
                why == null ? Map.of() : counts(why.excluded()),
                waited.passed(),
                owner,
                before);
    }

    private @Nullable Demand demand(ConversationId id) {
        Conversation conversation = conversations.apply(id);
        return conversation == null ? null : conversation.demand();
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
