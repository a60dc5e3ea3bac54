package dev.onethread.routing.kafka;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import dev.onethread.routing.core.Conversation;
import dev.onethread.routing.core.DeskPolicy;
import dev.onethread.routing.core.Engine;
import dev.onethread.routing.core.Pass;
import dev.onethread.routing.core.PoolState;
import dev.onethread.routing.core.Work;
import dev.onethread.routing.postgres.AgentStates;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A pool this replica dispatches, as of an epoch. The engine is built from the tables when it is first
/// needed, and dropped with everything that goes with it when they and it may differ.
final class OwnedPool {
    private static final Duration BREATH = Duration.ofMillis(2);
    private static final int EPOCH_BITS = 32;

    private final PoolId id;
    private final long epoch;
    private long inputs;
    private Instant databaseNow = Instant.EPOCH;
    private long nanos;

    private @Nullable Engine engine;
    /// Not built yet since it was taken over.
    private boolean fresh = true;
    private Notes notes = new Notes(List.of());
    private Map<DeskId, PoolId> desks = Map.of();
    private final Map<ConversationId, AgentId> owners = new HashMap<>();
    private final Map<ConversationId, Waited> waited = new HashMap<>();
    private Standing standing = new Standing();

    OwnedPool(PoolId id, long epoch) {
        this.id = id;
        this.epoch = epoch;
    }

    PoolId id() {
        return id;
    }

    long epoch() {
        return epoch;
    }

    @Nullable
    Engine engine() {
        return engine;
    }

    void built(Engine made, PoolState from, List<AgentStates.Kept> agents) {
        engine = made;
        fresh = false;
        notes = new Notes(agents);
        owners.clear();
        waited.clear();
        from.conversations().forEach(conversation -> {
            own(conversation);
            waits(conversation);
        });
    }

    void drop() {
        engine = null;
        fresh = false;
        standing = new Standing();
        owners.clear();
        waited.clear();
    }

    /// The number of the next input: it rises with the epoch, and within it. One whose transaction failed
    /// is left out.
    long nextTurn() {
        return epoch << EPOCH_BITS | ++inputs;
    }

    Notes notes() {
        return notes;
    }

    Standing standing() {
        return standing;
    }

    /// Every desk there is, and the pool it belongs to.
    Map<DeskId, PoolId> desks() {
        return desks;
    }

    void desks(Map<DeskId, PoolId> all) {
        desks = all;
    }

    boolean alone() {
        return desks.values().stream().allMatch(id::equals);
    }

    /// Whose a conversation is that comes from the tables.
    void own(Conversation conversation) {
        own(
                conversation.id(),
                switch (conversation.work()) {
                    case Work.Assigned assigned -> assigned.agent();
                    case Work.Held held -> held.agent();
                    case Work.Handing handing -> handing.agent();
                    case Work.Idle idle -> null;
                    case Work.Queued queued -> null;
                    case Work.Offered offered -> null;
                });
    }

    /// @return whose it was
    @Nullable
    AgentId own(ConversationId conversation, @Nullable AgentId owner) {
        return owner == null ? owners.remove(conversation) : owners.put(conversation, owner);
    }

    @Nullable
    AgentId owner(ConversationId conversation) {
        return owners.get(conversation);
    }

    /// How a conversation waited: whom it had passed by, and the desk it had overflowed to.
    record Waited(List<Pass> passed, @Nullable DeskId overflow) {
        static final Waited PLAINLY = new Waited(List.of(), null);
    }

    /// Notes how a conversation waits, so that the decision that ends its waiting can tell.
    void waits(Conversation conversation) {
        Waited now = switch (conversation.work()) {
            case Work.Queued queued -> waited(conversation, queued.passed(), queued.overflowed());
            case Work.Offered offered -> waited(conversation, offered.passed(), offered.overflowed());
            case Work.Idle idle -> Waited.PLAINLY;
            case Work.Assigned assigned -> Waited.PLAINLY;
            case Work.Held held -> Waited.PLAINLY;
            case Work.Handing handing -> Waited.PLAINLY;
        };
        if (now == Waited.PLAINLY) {
            waited.remove(conversation.id());
        } else {
            waited.put(conversation.id(), now);
        }
    }

    private Waited waited(Conversation conversation, List<Pass> passed, boolean overflowed) {
        DeskPolicy.Overflow overflow = overflowed && engine != null
                ? engine.policy(conversation.demand().desk()).overflow()
                : null;
        return passed.isEmpty() && overflow == null
                ? Waited.PLAINLY
                : new Waited(passed, overflow == null ? null : overflow.to());
    }

    Waited waited(ConversationId conversation) {
        return waited.getOrDefault(conversation, Waited.PLAINLY);
    }

    /// Notes the database's time, so that what is due by it can be waited for by our own.
    void clock(Instant now) {
        databaseNow = now;
        nanos = System.nanoTime();
    }

    /// How long from now until the engine has something to do; at most `atMost`, and never so little that a
    /// due time which cannot be kept makes us spin. A pool just taken over is built at once.
    Duration dueIn(Duration atMost) {
        if (fresh) {
            return Duration.ZERO;
        }
        Instant due = engine == null ? null : engine.nextDue();
        if (due == null || due.isAfter(databaseNow.plus(atMost).plus(atMost))) {
            return atMost;
        }
        Duration passed = Duration.ofNanos(System.nanoTime() - nanos);
        Duration left = Duration.between(databaseNow, due).minus(passed);
        return left.compareTo(atMost) > 0 ? atMost : left.compareTo(BREATH) < 0 ? BREATH : left;
    }
}
