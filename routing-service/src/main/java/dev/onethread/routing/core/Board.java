package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The pool as it stands. Every change of a conversation goes through [#become(Slot, Conversation)], which
/// keeps queue, loads and timers in step with its work, and notes who may have become able or unable and
/// what began to wait: that is what [Matching] looks at when a step ends.
final class Board {
    private final Map<ConversationId, Slot> slots = new HashMap<>();
    private final Due due;
    private Configuration configuration;
    private Staff staff;
    private Queue queue;
    private final Map<DeskId, Opening> openings = new HashMap<>();
    private final Map<DeskId, Pace> paces = new HashMap<>();
    private final Map<DeskId, Oldest> oldest = new HashMap<>();
    private Instant now = Instant.EPOCH;
    private long nowMicros;
    private long lastStamp = Long.MIN_VALUE;
    private long step;

    private List<Effect> effects = new ArrayList<>();
    private List<ConversationId> changedConversations = new ArrayList<>();
    private List<AgentId> changedAgents = new ArrayList<>();

    /// Began to wait in this step.
    final List<Slot> arrived = new ArrayList<>();
    /// May be able to take more than before this step.
    final List<Agent> opened = new ArrayList<>();
    /// Changed, and the lanes do not know it yet.
    private final List<Agent> stale = new ArrayList<>();

    Board(PoolState state, Configuration configuration) {
        Map<AgentId, AgentState> states = new HashMap<>();
        state.agents().forEach(agent -> states.put(agent.agent(), agent));
        this.configuration = configuration;
        due = new Due(this);
        staff = new Staff(configuration, states);
        queue = new Queue(staff, configuration);
        open(configuration);
        state.paces().forEach(pace -> pace(pace.desk()).resume(pace));
        state.conversations().forEach(this::recall);
        for (Agent agent : staff.all()) {
            due.setDeparture(agent);
            lastStamp = Math.max(lastStamp, Agent.micros(agent.state().lastAssignedAt()));
            lastStamp = Math.max(lastStamp, Agent.micros(agent.state().idleSince()));
        }
        for (Agent agent : staff.all()) {
            agent.opened = false;
            agent.stale = false;
            staff.refresh(agent);
        }
        // What waited when it was stored could be given to nobody then.
        arrived.forEach(slot -> slot.arrived = false);
        arrived.clear();
        opened.clear();
        stale.clear();
    }

    private void open(Configuration changed) {
        openings.clear();
        for (DeskPolicy policy : changed.policies().values()) {
            if (policy.hours() != null) {
                openings.put(policy.desk(), new Opening(policy.hours()));
            }
        }
    }

    void begin(Instant time) {
        now = time;
        nowMicros = Agent.micros(time);
        step++;
        effects = new ArrayList<>(4);
        changedConversations = new ArrayList<>(2);
        changedAgents = new ArrayList<>(2);
    }

    Step finish() {
        return new Step(effects, set(changedConversations), set(changedAgents));
    }

    private static <T> Set<T> set(List<T> all) {
        return switch (all.size()) {
            case 0 -> Set.of();
            case 1 -> Set.of(all.getFirst());
            default -> new LinkedHashSet<>(all);
        };
    }

    Instant now() {
        return now;
    }

    /// The present, to the microsecond, later than any stamp before: what happens within one input still
    /// has an order.
    Instant stamp() {
        lastStamp = Math.max(nowMicros, lastStamp + 1);
        return lastStamp == nowMicros
                ? now
                : Instant.ofEpochSecond(
                        Math.floorDiv(lastStamp, 1_000_000L), Math.floorMod(lastStamp, 1_000_000L) * 1_000);
    }

    Configuration configuration() {
        return configuration;
    }

    Staff staff() {
        return staff;
    }

    Queue queue() {
        return queue;
    }

    Due due() {
        return due;
    }

    Collection<Slot> slots() {
        return slots.values();
    }

    Map<DeskId, Opening> openings() {
        return openings;
    }

    Pace pace(DeskId desk) {
        return paces.computeIfAbsent(desk, each -> new Pace());
    }

    List<DeskPace> measured() {
        return configuration.desks().stream()
                .map(desk -> pace(desk).measured(desk))
                .toList();
    }

    Oldest oldest(DeskId desk) {
        return oldest.computeIfAbsent(desk, each -> new Oldest(this));
    }

    @Nullable
    Slot slot(ConversationId id) {
        return slots.get(id);
    }

    @Nullable
    Conversation find(ConversationId id) {
        Slot slot = slots.get(id);
        return slot == null ? null : slot.conversation;
    }

    void recall(Conversation conversation) {
        if (!slots.containsKey(conversation.id())) {
            Slot slot = new Slot(conversation);
            slots.put(slot.id, slot);
            enter(slot);
        }
    }

    /// Lets go of one that is not this pool's business any more.
    void drop(Slot slot) {
        leave(slot);
        due.forget(slot);
        slots.remove(slot.id);
    }

    void forget(ConversationId id) {
        slots.remove(id);
    }

    void tell(Effect effect) {
        effects.add(effect);
    }

    /// The desk in whose queue it is or would be.
    DeskId deskOf(Conversation conversation) {
        return switch (conversation.work()) {
            case Work.Queued queued -> Queue.desk(conversation.demand(), queued.step());
            case Work.Offered offered -> Queue.desk(conversation.demand(), offered.step());
            case Work.Idle idle -> conversation.demand().desk();
            case Work.Assigned assigned -> conversation.demand().desk();
            case Work.Held held -> conversation.demand().desk();
            case Work.Handing handing -> conversation.demand().desk();
        };
    }

    /// Puts `after` in the place of what the conversation was.
    Slot become(Conversation after) {
        Slot slot = slots.get(after.id());
        if (slot == null) {
            slot = new Slot(after);
            slots.put(slot.id, slot);
            enter(slot);
            changed(slot);
        } else {
            become(slot, after);
        }
        return slot;
    }

    void become(Slot slot, Conversation after) {
        leave(slot);
        slot.conversation = after;
        enter(slot);
        changed(slot);
    }

    /// Notes what changes neither where it waits nor who has it.
    void note(Conversation after) {
        Slot slot = slots.get(after.id());
        if (slot != null) {
            slot.conversation = after;
            due.set(slot);
            changed(slot);
            if (after.work() instanceof Work.Queued) {
                oldest(deskOf(after)).note(slot, pace(deskOf(after)).waiting());
            }
        }
    }

    private void changed(Slot slot) {
        if (slot.changedIn != step) {
            slot.changedIn = step;
            changedConversations.add(slot.id);
        }
    }

    void changed(Agent agent) {
        if (agent.changedIn != step) {
            agent.changedIn = step;
            changedAgents.add(agent.profile().id());
        }
        if (!agent.stale) {
            agent.stale = true;
            stale.add(agent);
        }
    }

    /// May be able to take more.
    void opened(Agent agent) {
        if (!agent.opened) {
            agent.opened = true;
            opened.add(agent);
        }
    }

    /// Makes the lanes know what changed of agents.
    void sync() {
        if (!stale.isEmpty()) {
            for (int i = 0; i < stale.size(); i++) {
                Agent agent = stale.get(i);
                agent.stale = false;
                staff.refresh(agent);
            }
            stale.clear();
        }
    }

    boolean onlyStale(Agent agent) {
        return stale.size() == 1 && stale.getFirst() == agent;
    }

    private void leave(Slot slot) {
        Conversation conversation = slot.conversation;
        switch (conversation.work()) {
            case Work.Idle idle -> {}
            case Work.Queued queued -> {
                if (slot.lane != null) {
                    slot.lane.remove(slot);
                    pace(slot.lane.group.key.desk()).left(now);
                    slot.lane = null;
                } else if (slot.keeper != null) {
                    slot.keeper.kept.remove(slot);
                    pace(Queue.desk(conversation.demand(), queued.step())).left(now);
                    slot.keeper = null;
                }
            }
            case Work.Offered offered -> giveBack(owner(slot, offered.agent()), conversation);
            case Work.Assigned assigned -> {
                Agent agent = owner(slot, assigned.agent());
                if (assigned.resting()) {
                    agent.unrest(conversation.id());
                } else {
                    giveBack(agent, conversation);
                }
                if (assigned.asked() != null) {
                    giveBack(staff.get(assigned.asked().agent()), conversation);
                }
            }
            case Work.Held held -> {}
            case Work.Handing handing -> {
                if (handing.agent() != null) {
                    giveBack(staff.get(handing.agent()), conversation);
                }
            }
        }
    }

    private void enter(Slot slot) {
        Conversation conversation = slot.conversation;
        switch (conversation.work()) {
            case Work.Idle idle -> {}
            case Work.Queued queued -> enterQueue(slot, queued);
            case Work.Offered offered -> take(owner(slot, offered.agent()), conversation);
            case Work.Assigned assigned -> {
                Agent agent = owner(slot, assigned.agent());
                if (assigned.resting()) {
                    agent.rest(conversation.id());
                } else {
                    take(agent, conversation);
                }
                if (assigned.asked() != null) {
                    take(staff.get(assigned.asked().agent()), conversation);
                }
            }
            case Work.Held held -> {}
            case Work.Handing handing -> {
                if (handing.agent() != null) {
                    take(staff.get(handing.agent()), conversation);
                }
            }
        }
        due.set(slot);
    }

    private Agent owner(Slot slot, AgentId id) {
        Agent known = slot.owner;
        if (known == null || !known.profile().id().equals(id)) {
            known = staff.get(id);
            slot.owner = known;
        }
        return known;
    }

    private void enterQueue(Slot slot, Work.Queued queued) {
        Demand demand = slot.conversation.demand();
        DeskId desk = Queue.desk(demand, queued.step());
        slot.score = queue.score(configuration.policy(desk), queued.since(), demand);
        Pace pace = pace(desk);
        pace.came(now);
        oldest(desk).note(slot, pace.waiting());
        if (queued.awaits() != null) {
            slot.keeper = staff.get(queued.awaits());
            slot.keeper.kept.add(slot);
        } else {
            slot.lane = queue.lane(demand, queued.step(), queued.overflowed());
            slot.lane.add(slot);
        }
        if (!slot.arrived) {
            slot.arrived = true;
            arrived.add(slot);
        }
    }

    private void take(Agent agent, Conversation conversation) {
        agent.take(
                conversation.id(),
                conversation.demand().weight(),
                conversation.demand().channel());
        changed(agent);
    }

    private void giveBack(Agent agent, Conversation conversation) {
        agent.giveBack(
                conversation.id(),
                conversation.demand().weight(),
                conversation.demand().channel());
        AgentState state = agent.state();
        agent.become(state.worked(state.lastAssignedAt(), stamp(), state.silences()));
        changed(agent);
        opened(agent);
    }

    /// What is configured changes: everything finds its place anew. Told of what it was built from, nothing
    /// has a new place, and only who can take what is looked at again.
    void configure(Configuration changed) {
        if (changed != configuration) {
            placeAnew(changed);
        }
        for (Agent agent : staff.all()) {
            changed(agent);
            opened(agent);
        }
    }

    private void placeAnew(Configuration changed) {
        configuration = changed;
        Staff before = staff;
        staff = new Staff(changed, before.states());
        queue = new Queue(staff, changed);
        open(changed);
        stale.clear();
        opened.clear();
        paces.values().forEach(Pace::recount);
        oldest.clear();
        slots.values().stream()
                .sorted(Comparator.comparing(slot -> slot.id.value()))
                .forEach(slot -> {
                    slot.lane = null;
                    slot.keeper = null;
                    slot.owner = null;
                    enter(slot);
                });
    }
}
