package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskCommand.CustomerWrote;
import dev.onethread.contracts.DeskCommand.Release;
import dev.onethread.contracts.DeskCommand.SetPresence;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.contracts.Triage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// A pool whose agents and customers are told what to do. Time stands still unless told to pass.
final class PoolStory {
    static final DeskId SUPPORT = new DeskId("support");
    static final DeskId SALES = new DeskId("sales");
    static final PoolId MAIN = new PoolId("main");

    Engine engine;
    Instant now = Instant.parse("2026-11-22T09:00:00Z");
    Step last = new Step(List.of(), Set.of(), Set.of());
    final List<Effect> everything = new ArrayList<>();

    private final Map<AgentId, AgentProfile> profiles = new HashMap<>();
    private final Map<AgentId, Long> versions = new HashMap<>();
    private final Map<ConversationId, Long> places = new HashMap<>();
    private final Policy policy;
    private final Map<DeskId, DeskPolicy> decided = new HashMap<>();
    private Map<DeskId, PoolId> elsewhere = Map.of();
    private long version = 1;
    private long commands;

    PoolStory() {
        this(Policy.DEFAULT);
    }

    PoolStory(Policy policy) {
        this.policy = policy;
        engine = Engine.of(PoolState.EMPTY, configuration());
    }

    private Configuration configuration() {
        List<AgentProfile> sorted = profiles.values().stream()
                .sorted(Comparator.comparing(AgentProfile::id))
                .toList();
        return new Configuration(version, List.of(SUPPORT, SALES), sorted, policy, decided, MAIN, elsewhere);
    }

    static ConversationId conversation(int number) {
        return new ConversationId(new UUID(0, number));
    }

    static SkillNeed skill(String id, int level) {
        return new SkillNeed(new SkillId(id), level);
    }

    AgentId hire(String name, int capacity, SkillNeed... skills) {
        AgentId id = new AgentId(name);
        Map<SkillId, Integer> levels = new HashMap<>();
        for (SkillNeed skill : skills) {
            levels.put(skill.skill(), skill.level());
        }
        profiles.put(id, new AgentProfile(id, name, true, Set.of(SUPPORT), levels, capacity));
        configure();
        return id;
    }

    void hireAll(List<AgentProfile> all) {
        all.forEach(profile -> profiles.put(profile.id(), profile));
        configure();
    }

    AgentId available(String name, int capacity, SkillNeed... skills) {
        AgentId id = hire(name, capacity, skills);
        says(id, Presence.AVAILABLE);
        return id;
    }

    /// The support desk decides something of its own.
    void decide(UnaryOperator<PolicyOf> change) {
        decide(SUPPORT, change);
    }

    void decide(DeskId desk, UnaryOperator<PolicyOf> change) {
        DeskPolicy before = decided.getOrDefault(desk, DeskPolicy.of(desk, policy));
        decided.put(desk, change.apply(new PolicyOf(before)).policy());
        configure();
    }

    /// There are desks of other pools.
    void elsewhere(Map<DeskId, PoolId> desks) {
        elsewhere = desks;
        configure();
    }

    /// An agent changes in configuration.
    void change(AgentId id, UnaryOperator<AgentProfile> change) {
        profiles.put(id, change.apply(profiles.get(id)));
        configure();
    }

    AgentId at(AgentId id, DeskId... desks) {
        change(
                id,
                p -> new AgentProfile(
                        id, p.name(), true, Set.of(desks), p.skills(), p.capacity(), p.supervisor(), p.limits()));
        return id;
    }

    AgentProfile profile(AgentId id) {
        return profiles.get(id);
    }

    void dismiss(AgentId id) {
        AgentProfile profile = profiles.get(id);
        profiles.put(
                id, new AgentProfile(id, profile.name(), false, profile.desks(), profile.skills(), profile.capacity()));
        configure();
    }

    void configure() {
        version++;
        take(engine.apply(new Input.Configured(configuration()), now));
    }

    void says(AgentId agent, Presence presence) {
        command(new SetPresence(id(), now, agent, presence, versions.merge(agent, 1L, Long::sum), null));
    }

    void screens(AgentId agent, boolean connected) {
        long next = versions.merge(agent, 1L, Long::sum);
        command(new DeskCommand.ScreensChanged(id(), now, agent, connected, next));
    }

    /// A customer writes; the conversation takes one unit.
    ConversationId writes(int customer, SkillNeed... needs) {
        return writes(customer, 0, 1, needs);
    }

    ConversationId writes(int customer, int priority, int weight, SkillNeed... needs) {
        ConversationId conversation = conversation(customer);
        long place = places.merge(conversation, 1L, Long::sum);
        wrote(
                conversation,
                place,
                now,
                new Triage(SUPPORT, priority, List.of(needs), weight, List.of(), version, null));
        return conversation;
    }

    /// A customer writes what needs these steps.
    ConversationId writesInSteps(int customer, NeedStep... steps) {
        return writes(
                customer,
                new Triage(SUPPORT, 0, List.of(), 1, List.of(), version, null, List.of(steps), null, null, null, null));
    }

    ConversationId writes(int customer, Triage triage) {
        ConversationId conversation = conversation(customer);
        wrote(conversation, places.merge(conversation, 1L, Long::sum), now, triage);
        return conversation;
    }

    void accepts(AgentId agent, ConversationId conversation) {
        command(new DeskCommand.Accept(id(), now, conversation, agent));
    }

    void declines(AgentId agent, ConversationId conversation) {
        command(new DeskCommand.Decline(id(), now, conversation, agent));
    }

    AgentId offered(ConversationId conversation) {
        return work(conversation) instanceof Work.Offered offered ? offered.agent() : null;
    }

    void wrote(ConversationId conversation, long place, Instant since, Triage triage) {
        engine.recall(Conversation.unknownSoFar(conversation, SUPPORT));
        CustomerId customer = new CustomerId(conversation.value());
        command(new CustomerWrote(id(), now, conversation, customer, place, Channel.WEB, since, triage));
    }

    void answers(AgentId agent, ConversationId conversation) {
        command(new DeskCommand.AgentAnswered(id(), now, conversation, agent, lastPlace(conversation)));
    }

    void resolves(ConversationId conversation) {
        command(new Release(id(), now, conversation, lastPlace(conversation), null));
    }

    long lastPlace(ConversationId conversation) {
        return places.getOrDefault(conversation, 0L);
    }

    CommandId id() {
        return new CommandId(new UUID(1, ++commands));
    }

    void command(DeskCommand command) {
        take(engine.apply(new Input.Commanded(command), now));
    }

    void pass(Duration time) {
        now = now.plus(time);
        take(engine.apply(new Input.TimePassed(), now));
    }

    private void take(Step step) {
        last = step;
        everything.addAll(step.effects());
    }

    /// A replica takes the pool over: the engine is built anew from what is stored.
    void takeOver() {
        List<Conversation> stored = new ArrayList<>(engine.snapshot().conversations());
        engine = Engine.of(new PoolState(stored, engine.snapshot().agents(), engine.paces()), configuration());
    }

    Work work(ConversationId conversation) {
        return engine.conversation(conversation).work();
    }

    AgentId owner(ConversationId conversation) {
        return work(conversation) instanceof Work.Assigned assigned ? assigned.agent() : null;
    }

    boolean waits(ConversationId conversation) {
        return work(conversation) instanceof Work.Queued;
    }

    Refusal refusal() {
        return last.effects().stream()
                .filter(Effect.Refused.class::isInstance)
                .map(effect -> ((Effect.Refused) effect).reason())
                .findFirst()
                .orElse(null);
    }

    <T extends Effect> T only(Class<T> type) {
        List<T> found =
                last.effects().stream().filter(type::isInstance).map(type::cast).toList();
        if (found.size() != 1) {
            throw new AssertionError("expected one " + type.getSimpleName() + " in " + last.effects());
        }
        return found.getFirst();
    }
}
