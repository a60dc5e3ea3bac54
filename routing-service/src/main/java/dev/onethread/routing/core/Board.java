package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent.AssignReason;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The pool as it stands. Every change of a conversation goes through [#become(Conversation)], which keeps queue,
/// loads and timers in step with its work; every step ends with [#settle()], after which nobody feasible waits.
final class Board {
    private final Map<ConversationId, Conversation> conversations = new HashMap<>();
    private final Timers<UUID> holds = new Timers<>();
    private final Timers<AgentId> departures = new Timers<>();
    private Configuration configuration;
    private Staff staff;
    private Queue queue;
    private Instant now = Instant.EPOCH;

    private List<Effect> effects = new ArrayList<>();
    private Set<ConversationId> changedConversations = new LinkedHashSet<>();
    private Set<AgentId> changedAgents = new TreeSet<>();
    private final Map<ConversationId, QueueReason> arrived = new LinkedHashMap<>();
    private final TreeSet<AgentId> opened = new TreeSet<>();

    Board(PoolState state, Configuration configuration) {
        Map<AgentId, AgentState> states = new HashMap<>();
        state.agents().forEach(agent -> states.put(agent.agent(), agent));
        this.configuration = configuration;
        staff = new Staff(configuration, states);
        queue = new Queue(staff, configuration.policy().priorityPoint());
        state.conversations().forEach(this::recall);
        staff.all().forEach(this::setDeparture);
    }

    void begin(Instant time) {
        now = time;
        effects = new ArrayList<>();
        changedConversations = new LinkedHashSet<>();
        changedAgents = new TreeSet<>();
    }

    Step finish() {
        settle();
        return new Step(List.copyOf(effects), changedConversations, changedAgents);
    }

    Instant now() {
        return now;
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

    Collection<Conversation> conversations() {
        return conversations.values();
    }

    @Nullable
    Conversation find(ConversationId id) {
        return conversations.get(id);
    }

    void recall(Conversation conversation) {
        if (conversations.putIfAbsent(conversation.id(), conversation) == null) {
            enter(conversation);
        }
    }

    void forget(ConversationId id) {
        conversations.remove(id);
    }

    void tell(Effect effect) {
        effects.add(effect);
    }

    /// Puts `after` in the place of what the conversation was.
    void become(Conversation after) {
        Conversation before = conversations.put(after.id(), after);
        if (before != null) {
            leave(before);
        }
        enter(after);
        changedConversations.add(after.id());
    }

    /// Notes what changes neither where it waits nor who has it.
    void note(Conversation after) {
        conversations.put(after.id(), after);
        changedConversations.add(after.id());
    }

    private void leave(Conversation conversation) {
        switch (conversation.work()) {
            case Work.Idle idle -> {}
            case Work.Queued queued -> queue.remove(conversation, queued);
            case Work.Offered offered -> giveBack(offered.agent(), conversation);
            case Work.Assigned assigned -> giveBack(assigned.agent(), conversation);
            case Work.Held held -> holds.set(conversation.id().value(), null);
            case Work.Handing handing -> {
                if (handing.agent() != null) {
                    giveBack(handing.agent(), conversation);
                }
            }
        }
    }

    private void enter(Conversation conversation) {
        switch (conversation.work()) {
            case Work.Idle idle -> {}
            case Work.Queued queued -> queue.add(conversation, queued);
            case Work.Offered offered -> take(offered.agent(), conversation);
            case Work.Assigned assigned -> take(assigned.agent(), conversation);
            case Work.Held held -> holds.set(conversation.id().value(), held.until());
            case Work.Handing handing -> {
                if (handing.agent() != null) {
                    take(handing.agent(), conversation);
                }
            }
        }
    }

    private void take(AgentId id, Conversation conversation) {
        staff.get(id).take(conversation.id(), conversation.demand().weight());
        changedAgents.add(id);
    }

    private void giveBack(AgentId id, Conversation conversation) {
        staff.get(id).giveBack(conversation.id());
        changedAgents.add(id);
        opened.add(id);
    }

    /// Lets it wait from now on, with its age.
    void queue(Conversation conversation, Instant since, List<Pass> passed, QueueReason reason) {
        arrived.remove(conversation.id());
        become(conversation.with(new Work.Queued(since, passed)));
        arrived.put(conversation.id(), reason);
        if (reason != QueueReason.CUSTOMER_WROTE) {
            tellQueued(conversation.id(), reason);
        }
    }

    private void tellQueued(ConversationId id, QueueReason reason) {
        Conversation conversation = conversations.get(id);
        if (conversation != null && conversation.work() instanceof Work.Queued queued) {
            Explanation why = explain(choose(conversation, queued), conversation, queued.since());
            Explanation waiting = new Explanation(
                    why.configurationVersion(),
                    why.since(),
                    why.priority(),
                    why.score(),
                    null,
                    List.of(),
                    why.excluded(),
                    why.step(),
                    why.steps(),
                    why.needs(),
                    why.relaxesAt());
            tell(new Effect.Queued(id, conversation.demand(), queued.since(), reason, waiting));
        }
    }

    /// Gives it to one agent, whether there is room or not; what is above capacity is recorded.
    void assign(Conversation conversation, Agent agent, AssignReason reason) {
        Instant since = conversation.waitingSince(now);
        Lane lane = queue.lane(conversation.demand());
        Candidate chosen = Choice.candidate(agent, lane, lastAgent(conversation));
        Explanation why = explained(conversation, since, chosen);
        assign(conversation, agent, since, reason, why);
    }

    private void assign(Conversation conversation, Agent agent, Instant since, AssignReason reason, Explanation why) {
        AgentId id = agent.profile().id();
        if (id.equals(conversation.agent())) {
            leave(conversation);
            note(conversation.with(new Work.Idle()));
        }
        int excess = agent.excess(conversation.demand().weight());
        agent.become(agent.state().worked(now, agent.state().idleSince(), 0));
        become(conversation.with(new Work.Assigned(id, since, excess)).with(new Conversation.LastAgent(id, now)));
        tell(new Effect.Assigned(conversation.id(), conversation.demand(), id, reason, excess, why));
    }

    private Explanation explained(Conversation conversation, Instant since, Candidate chosen) {
        int priority = conversation.demand().priority();
        double score = queue.score(since, priority) / 1000.0;
        Demand demand = conversation.demand();
        return new Explanation(
                configuration.version(),
                since,
                priority,
                score,
                chosen,
                List.of(),
                Map.of(),
                1,
                demand.steps().size(),
                demand.steps().getFirst(),
                null);
    }

    /// Notes what an agent says now; who is gone for too long gives back what waits for them.
    void attend(Agent agent, AgentState said) {
        agent.become(said.absent() ? said : said.gone(false));
        AgentId id = agent.profile().id();
        changedAgents.add(id);
        opened.add(id);
        setDeparture(agent);
        Instant leaves = agent.state()
                .leavesAt(
                        configuration.policy().offlineGrace(),
                        configuration.policy().disconnectGrace());
        if (leaves != null && !leaves.isAfter(now)) {
            depart(agent);
        }
    }

    private void setDeparture(Agent agent) {
        departures.set(
                agent.profile().id(),
                agent.state()
                        .leavesAt(
                                configuration.policy().offlineGrace(),
                                configuration.policy().disconnectGrace()));
    }

    private void depart(Agent agent) {
        agent.become(agent.state().gone(true));
        departures.set(agent.profile().id(), null);
        changedAgents.add(agent.profile().id());
        List<Conversation> waiting = new ArrayList<>();
        for (ConversationId id : agent.conversations()) {
            Conversation conversation = conversations.get(id);
            if (conversation != null && !conversation.unanswered().isEmpty()) {
                waiting.add(conversation);
            }
        }
        waiting.sort(Comparator.comparing(conversation -> conversation.id().value()));
        waiting.forEach(conversation ->
                queue(conversation, conversation.waitingSince(now), List.of(), QueueReason.AGENT_OFFLINE));
    }

    /// What is due happens.
    void passTime() {
        for (AgentId id = departures.due(now); id != null; id = departures.due(now)) {
            depart(staff.get(id));
        }
        for (UUID id = holds.due(now); id != null; id = holds.due(now)) {
            Conversation conversation = conversations.get(new ConversationId(id));
            if (conversation != null) {
                wake(conversation, QueueReason.HOLD_ENDED);
            }
        }
    }

    /// Ends a hold: back to whom it belongs, if they are here, else to the queue.
    void wake(Conversation held, QueueReason reason) {
        AgentId id = held.agent();
        Agent agent = id == null ? null : staff.get(id);
        if (agent != null && agent.reachable()) {
            assign(held, agent, AssignReason.LAST_AGENT);
        } else {
            queue(held, held.waitingSince(now), List.of(), reason);
        }
    }

    @Nullable
    Instant nextDue() {
        Instant hold = holds.next();
        Instant departure = departures.next();
        if (hold == null || departure == null) {
            return hold == null ? departure : hold;
        }
        return hold.isBefore(departure) ? hold : departure;
    }

    void configure(Configuration changed) {
        configuration = changed;
        staff = new Staff(changed, staff.states());
        queue = new Queue(staff, changed.policy().priorityPoint());
        conversations.values().stream()
                .sorted(Comparator.comparing(conversation -> conversation.id().value()))
                .forEach(this::enter);
        for (Agent agent : staff.all()) {
            changedAgents.add(agent.profile().id());
            opened.add(agent.profile().id());
            if (!agent.profile().active() && !agent.state().gone()) {
                depart(agent);
            } else if (agent.profile().active()
                    && agent.state().gone()
                    && !agent.state().absent()) {
                agent.become(agent.state().gone(false));
            }
            setDeparture(agent);
        }
    }

    /// Matches until no feasible pair is left. Before this step there was none, so only what opened or arrived
    /// in it can be part of one.
    private void settle() {
        opened.removeIf(id -> !staff.get(id).able());
        if (arrived.isEmpty() && opened.size() == 1) {
            fill(staff.get(opened.first()));
        } else if (opened.isEmpty()) {
            matchArrived();
        } else {
            matchAll();
        }
        arrived.forEach((id, reason) -> {
            if (reason == QueueReason.CUSTOMER_WROTE) {
                tellQueued(id, reason);
            }
        });
        arrived.clear();
        opened.clear();
    }

    private void fill(Agent agent) {
        for (Lane.Waiting first = queue.firstFor(agent); first != null; first = queue.firstFor(agent)) {
            if (!match(first)) {
                return;
            }
        }
    }

    private void matchArrived() {
        List<Lane.Waiting> waiting = new ArrayList<>();
        for (ConversationId id : arrived.keySet()) {
            Conversation conversation = conversations.get(id);
            if (conversation != null && conversation.work() instanceof Work.Queued queued) {
                waiting.add(queue.waiting(conversation, queued));
            }
        }
        waiting.sort(Lane.Waiting.BY_RANK);
        waiting.forEach(this::match);
    }

    private void matchAll() {
        List<Lane> hopeful = new ArrayList<>(queue.occupied());
        while (!hopeful.isEmpty()) {
            Lane.Waiting best = null;
            for (Lane lane : List.copyOf(hopeful)) {
                Lane.Waiting first = firstFeasible(lane);
                if (first == null) {
                    hopeful.remove(lane);
                } else if (best == null || Lane.Waiting.BY_RANK.compare(first, best) < 0) {
                    best = first;
                }
            }
            if (best != null) {
                match(best);
            }
        }
    }

    private Lane.@Nullable Waiting firstFeasible(Lane lane) {
        List<Agent> able = staff.all().stream().filter(lane::takes).toList();
        if (able.isEmpty()) {
            return null;
        }
        for (Lane.Waiting next : lane.waiting()) {
            if (able.stream()
                    .anyMatch(agent -> !Pass.has(next.passed(), agent.profile().id()))) {
                return next;
            }
        }
        return null;
    }

    private boolean match(Lane.Waiting waiting) {
        Conversation conversation = conversations.get(waiting.id());
        if (conversation == null || !(conversation.work() instanceof Work.Queued queued)) {
            return false;
        }
        Choice choice = choose(conversation, queued);
        Candidate chosen = choice.chosen();
        if (chosen == null) {
            return false;
        }
        AssignReason reason = chosen.lastAgent() ? AssignReason.LAST_AGENT : AssignReason.BEST_MATCH;
        Explanation why = explain(choice, conversation, queued.since());
        assign(conversation, staff.get(chosen.agent()), queued.since(), reason, why);
        return true;
    }

    private Choice choose(Conversation conversation, Work.Queued queued) {
        Lane lane = queue.lane(conversation.demand());
        return Choice.among(staff, lane, queued.passed(), lastAgent(conversation));
    }

    private Explanation explain(Choice choice, Conversation conversation, Instant since) {
        int priority = conversation.demand().priority();
        return choice.explained(configuration.version(), since, conversation.demand(), queue.score(since, priority));
    }

    private @Nullable AgentId lastAgent(Conversation conversation) {
        Conversation.LastAgent last = conversation.lastAgent();
        if (last == null
                || last.at().plus(configuration.policy().lastAgentFor()).isBefore(now)) {
            return null;
        }
        return last.agent();
    }
}
