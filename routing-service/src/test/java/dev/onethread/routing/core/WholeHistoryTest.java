package dev.onethread.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.Triage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What holds whatever happens at desks that relax, ring, transfer, rest and overflow.
class WholeHistoryTest {
    private static final int STEPS = 2_500;
    private static final int CUSTOMERS = 50;

    private PoolStory pool = new PoolStory();
    private final List<AgentId> agents = new ArrayList<>();
    private final Map<ConversationId, Instant> began = new HashMap<>();
    private final Correspondence written = new Correspondence();
    private Random random = new Random(0);

    @ParameterizedTest
    @CsvSource({
        "1,BEST_FIT,SCORE,false", "2,BEST_FIT,SCORE,true", "3,ROUND_ROBIN,STRICT_CLASSES,false",
        "4,LONGEST_IDLE,SLA_DUE,true", "5,SHUFFLED,SCORE,true", "6,BEST_FIT,SLA_DUE,false"
    })
    void everyInputLeavesThePoolInOrder(
            long seed, DeskPolicy.Choosing choosing, DeskPolicy.Ordering ordering, boolean ring) {
        begin(seed, choosing, ordering, ring);
        for (int step = 0; step < STEPS; step++) {
            act();
            loadsAreWhatIsHeld();
            nobodyFeasibleWaits();
            agesAreKept();
            theNextTimeLiesAhead();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "11,BEST_FIT,SCORE,true",
        "12,ROUND_ROBIN,SCORE,false",
        "13,LONGEST_IDLE,STRICT_CLASSES,true",
        "14,SHUFFLED,SLA_DUE,true"
    })
    void anEngineThatIsRebuiltAllTheTimeDecidesWhatOneThatRunsDecides(
            long seed, DeskPolicy.Choosing choosing, DeskPolicy.Ordering ordering, boolean ring) {
        begin(seed, choosing, ordering, ring);
        WholeHistoryTest other = new WholeHistoryTest();
        other.begin(seed, choosing, ordering, ring);
        for (int step = 0; step < STEPS; step++) {
            act();
            if (step % 7 == 0) {
                List<Conversation> idle = other.idle();
                other.pool.takeOver();
                idle.forEach(other.pool.engine::recall);
            }
            other.act();
            assertThat(other.pool.last.effects()).isEqualTo(pool.last.effects());
            assertThat(other.pool.engine.nextDue()).isEqualTo(pool.engine.nextDue());
        }
        assertThat(other.pool.engine.snapshot()).isEqualTo(pool.engine.snapshot());
    }

    private void begin(long seed, DeskPolicy.Choosing choosing, DeskPolicy.Ordering ordering, boolean ring) {
        random = new Random(seed);
        for (DeskId desk : List.of(PoolStory.SUPPORT, PoolStory.SALES)) {
            pool.decide(desk, policy -> {
                PolicyOf changed = policy.choosing(choosing)
                        .ordering(ordering)
                        .restAfter(Duration.ofSeconds(50))
                        .lastAgentWait(Duration.ofSeconds(30));
                return ring ? changed.ringing(20, 2) : changed;
            });
        }
        pool.decide(policy -> policy.overflow(PoolStory.SALES, Duration.ofSeconds(120)));
        agents.add(pool.available("anna", 6, PoolStory.skill("german", 3)));
        agents.add(pool.available("boris", 4, PoolStory.skill("billing", 5), PoolStory.skill("german", 1)));
        agents.add(pool.at(pool.available("carla", 2), PoolStory.SALES));
        agents.add(pool.at(
                pool.available("dmitri", 5, PoolStory.skill("billing", 2)), PoolStory.SUPPORT, PoolStory.SALES));
        agents.add(pool.available("egor", 3, PoolStory.skill("kazakh", 4)));
        pool.change(
                agents.get(3),
                p -> new AgentProfile(
                        p.id(), p.name(), true, p.desks(), p.skills(), p.capacity(), true, Map.of(Channel.WEB, 2)));
    }

    private void act() {
        int customer = random.nextInt(CUSTOMERS);
        ConversationId conversation = PoolStory.conversation(customer);
        AgentId agent = agents.get(random.nextInt(agents.size()));
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> {
                pool.writes(customer, triage());
                written.wrote(conversation, pool.now);
            }
            case 5, 6, 7 -> pool.pass(Duration.ofMillis(random.nextInt(30_000)));
            case 8 -> pool.says(agent, Presence.values()[random.nextInt(4)]);
            case 9 -> pool.screens(agent, random.nextInt(3) > 0);
            case 10 -> pool.says(agent, Presence.AVAILABLE);
            default -> {
                if (pool.engine.knows(conversation)) {
                    actOn(conversation, agent, agents.get(random.nextInt(agents.size())));
                } else {
                    random.nextInt();
                }
            }
        }
    }

    private void actOn(ConversationId id, AgentId agent, AgentId other) {
        long seen = Math.max(0, pool.lastPlace(id) - random.nextInt(2));
        Instant now = pool.now;
        DeskId desk = random.nextBoolean() ? PoolStory.SUPPORT : PoolStory.SALES;
        int what = random.nextInt(14);
        if (what <= 3) {
            written.dealtWith(id, seen);
        }
        AgentId offered = pool.offered(id);
        AgentId asked = offered != null && random.nextInt(3) > 0 ? offered : agent;
        pool.command(
                switch (what) {
                    case 0, 1 -> new DeskCommand.Release(pool.id(), now, id, seen, agent);
                    case 2, 3 -> new DeskCommand.AgentAnswered(pool.id(), now, id, agent, seen);
                    case 4 -> new DeskCommand.Assign(pool.id(), now, id, agent, other);
                    case 5 -> new DeskCommand.Requeue(pool.id(), now, id, random.nextBoolean() ? null : desk, agent);
                    case 6, 7 -> new DeskCommand.Accept(pool.id(), now, id, asked);
                    case 8 -> new DeskCommand.Decline(pool.id(), now, id, asked);
                    case 9 -> new DeskCommand.Hold(pool.id(), now, id, now.plusSeconds(random.nextInt(60)), agent);
                    case 10 -> new DeskCommand.SetPriority(pool.id(), now, id, random.nextInt(101), null);
                    case 11 ->
                        new DeskCommand.Transfer(
                                pool.id(),
                                now,
                                id,
                                random.nextBoolean() ? other : null,
                                desk,
                                null,
                                random.nextBoolean(),
                                agent);
                    case 12 -> new DeskCommand.SetDue(pool.id(), now, id, now.plusSeconds(random.nextInt(9_000)), null);
                    default -> new DeskCommand.SetNeeds(pool.id(), now, id, List.of(), null, steps());
                });
    }

    private Triage triage() {
        DeskId desk = random.nextInt(3) == 0 ? PoolStory.SALES : PoolStory.SUPPORT;
        Channel channel = Channel.values()[random.nextInt(3)];
        return new Triage(
                desk,
                random.nextInt(5) * 20,
                List.of(),
                1 + random.nextInt(3),
                List.of(),
                1,
                null,
                steps(),
                null,
                null,
                channel,
                null);
    }

    private List<NeedStep> steps() {
        Requirement german = new Requirement.HasSkill(new SkillId("german"), 1 + random.nextInt(3));
        Requirement billing = new Requirement.HasSkill(new SkillId("billing"), 1 + random.nextInt(5));
        return switch (random.nextInt(5)) {
            case 0 -> List.of(new NeedStep(german, null, false, 40L), NeedStep.forGood(Requirement.ANYONE));
            case 1 ->
                List.of(
                        new NeedStep(new Requirement.Any(List.of(german, billing)), null, false, 30L),
                        new NeedStep(Requirement.ANYONE, PoolStory.SALES, false, 60L),
                        new NeedStep(Requirement.ANYONE, PoolStory.SALES, true, null));
            case 2 -> List.of(NeedStep.forGood(new Requirement.Not(billing)));
            default -> Steps.ANYONE;
        };
    }

    private List<Conversation> idle() {
        List<Conversation> idle = new ArrayList<>();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            Conversation conversation = pool.engine.conversation(PoolStory.conversation(customer));
            if (conversation != null && conversation.work() instanceof Work.Idle) {
                idle.add(conversation);
            }
        }
        return idle;
    }

    private void loadsAreWhatIsHeld() {
        Map<AgentId, Integer> taken = new HashMap<>();
        Map<AgentId, Integer> excess = new HashMap<>();
        for (Conversation conversation : pool.engine.snapshot().conversations()) {
            int weight = conversation.demand().weight();
            switch (conversation.work()) {
                case Work.Assigned assigned -> {
                    taken.merge(assigned.agent(), assigned.resting() ? 0 : weight, Integer::sum);
                    excess.merge(assigned.agent(), assigned.excess(), Integer::sum);
                    if (assigned.asked() != null) {
                        taken.merge(assigned.asked().agent(), weight, Integer::sum);
                    }
                }
                case Work.Offered offered -> taken.merge(offered.agent(), weight, Integer::sum);
                case Work.Idle idle -> {}
                case Work.Queued queued -> {}
                case Work.Held held -> {}
                case Work.Handing handing -> {}
            }
        }
        for (Engine.AgentView agent : pool.engine.agents()) {
            AgentId id = agent.state().agent();
            assertThat(agent.load()).isEqualTo(taken.getOrDefault(id, 0));
            assertThat(agent.load()).isLessThanOrEqualTo(agent.capacity() + excess.getOrDefault(id, 0));
        }
    }

    /// By the engine's own account and by a plain reading of the rules.
    private void nobodyFeasibleWaits() {
        for (Conversation conversation : pool.engine.snapshot().conversations()) {
            if (conversation.work() instanceof Work.Queued queued && queued.awaits() == null) {
                for (Engine.AgentView agent : pool.engine.agents()) {
                    AgentId id = agent.state().agent();
                    assertThat(feasible(conversation, queued, agent))
                            .as("%s could take %s", agent, conversation)
                            .isFalse();
                    assertThat(pool.engine.whyNot(conversation.id(), id).verdict())
                            .isNotEqualTo(Verdict.ABLE);
                }
            }
        }
    }

    private boolean feasible(Conversation conversation, Work.Queued queued, Engine.AgentView agent) {
        AgentState state = agent.state();
        Demand demand = conversation.demand();
        NeedStep step = demand.steps().get(queued.step());
        DeskId desk = step.desk() == null ? demand.desk() : step.desk();
        AgentProfile profile = pool.profile(state.agent());
        Set<DeskId> desks = profile.desks();
        boolean there = desks.contains(desk)
                || (queued.overflowed() && desk.equals(PoolStory.SUPPORT) && desks.contains(PoolStory.SALES));
        boolean room =
                agent.channels().stream().noneMatch(c -> c.channel() == demand.channel() && c.held() >= c.limit());
        return state.presence() == Presence.AVAILABLE
                && state.connected()
                && there
                && room
                && (!step.supervisors() || profile.supervisor())
                && !Pass.has(queued.passed(), state.agent())
                && agent.capacity() - agent.load() >= demand.weight()
                && Requirements.met(step.requirement(), profile.skills());
    }

    /// A conversation that waits has waited since the oldest message came that nobody has answered or
    /// closed, or keeps the age it had: no requeue, offer, transfer, hold or absence makes it younger, and
    /// nothing makes it older.
    private void agesAreKept() {
        Map<ConversationId, Instant> now = new HashMap<>();
        for (Conversation conversation : pool.engine.snapshot().conversations()) {
            ConversationId id = conversation.id();
            Instant oldest = written.oldestUnanswered(id);
            Instant before = began.get(id);
            Instant since = since(conversation.work());
            assertThat(conversation.unanswered().oldest()).isEqualTo(oldest);
            if (conversation.work() instanceof Work.Queued) {
                assertThat(since)
                        .as("%s waits since its oldest unanswered message %s, or as before %s", id, oldest, before)
                        .isIn(oldest, before);
                if (oldest != null) {
                    assertThat(since).isBeforeOrEqualTo(oldest);
                }
            }
            now.put(id, since);
        }
        began.clear();
        began.putAll(now);
    }

    private static Instant since(Work work) {
        return switch (work) {
            case Work.Idle idle -> null;
            case Work.Queued queued -> queued.since();
            case Work.Offered offered -> offered.since();
            case Work.Assigned assigned -> assigned.since();
            case Work.Held held -> held.since();
            case Work.Handing handing -> handing.since();
        };
    }

    /// What customers wrote and who answered, kept apart from the engine.
    private static final class Correspondence {
        private final Map<ConversationId, List<Instant>> messages = new HashMap<>();
        private final Map<ConversationId, Long> dealtWith = new HashMap<>();

        void wrote(ConversationId id, Instant at) {
            messages.computeIfAbsent(id, each -> new ArrayList<>()).add(at);
        }

        void dealtWith(ConversationId id, long upTo) {
            dealtWith.merge(id, upTo, Math::max);
        }

        Instant oldestUnanswered(ConversationId id) {
            List<Instant> all = messages.getOrDefault(id, List.of());
            int from = dealtWith.getOrDefault(id, 0L).intValue();
            return from < all.size() ? all.get(from) : null;
        }
    }

    private void theNextTimeLiesAhead() {
        pool.pass(Duration.ZERO);
        Instant next = pool.engine.nextDue();
        assertThat(next == null || next.isAfter(pool.now)).isTrue();
    }
}
