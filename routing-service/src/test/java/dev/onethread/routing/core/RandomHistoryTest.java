package dev.onethread.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.SkillNeed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds whatever happens, over long made-up histories that a seed repeats exactly.
class RandomHistoryTest {
    private static final int STEPS = 4_000;
    private static final int CUSTOMERS = 60;

    private final PoolStory pool = new PoolStory();
    private final List<AgentId> agents = new ArrayList<>();
    private Random random = new Random(0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void loadStaysWithinCapacityAndRecordedExcessAndNobodyFeasibleWaits(long seed) {
        begin(seed);
        for (int step = 0; step < STEPS; step++) {
            act(pool);
            loadsAreWhatTheOwnedTake();
            nobodyFeasibleWaits();
            queuesTellSinceWhenTheOldestWaits();
        }
    }

    private void queuesTellSinceWhenTheOldestWaits() {
        Map<DeskId, Instant> oldest = new HashMap<>();
        for (Conversation conversation : pool.engine.snapshot().conversations()) {
            if (conversation.work() instanceof Work.Queued queued) {
                DeskId desk = Queue.desk(conversation.demand(), queued.step());
                oldest.merge(desk, conversation.waitingSince(pool.now), (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        for (Engine.QueueView queue : pool.engine.queues()) {
            assertThat(queue.oldest()).isEqualTo(oldest.get(queue.desk()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void anEngineRebuiltFromTheTablesDecidesTheSameFromThenOn(long seed) {
        begin(seed);
        for (int step = 0; step < STEPS / 4; step++) {
            act(pool);
        }
        long next = random.nextLong();
        random = new Random(next);
        int known = pool.everything.size();
        PoolState before = pool.engine.snapshot();
        List<Conversation> idle = idle();
        for (int step = 0; step < STEPS / 4; step++) {
            act(pool);
        }
        List<Effect> kept = List.copyOf(pool.everything.subList(known, pool.everything.size()));

        RandomHistoryTest second = new RandomHistoryTest();
        second.begin(seed);
        for (int step = 0; step < STEPS / 4; step++) {
            second.act(second.pool);
        }
        second.random = new Random(next);
        assertThat(second.pool.engine.snapshot()).isEqualTo(before);
        second.pool.takeOver();
        idle.forEach(second.pool.engine::recall);
        int from = second.pool.everything.size();
        for (int step = 0; step < STEPS / 4; step++) {
            second.act(second.pool);
        }
        List<Effect> again = second.pool.everything.subList(from, second.pool.everything.size());
        for (int i = 0; i < Math.min(kept.size(), again.size()); i++) {
            assertThat(again.get(i)).isEqualTo(kept.get(i));
        }
        assertThat(again).hasSameSizeAs(kept);
    }

    private void begin(long seed) {
        random = new Random(seed);
        agents.add(pool.available("anna", 6, PoolStory.skill("german", 3)));
        agents.add(pool.available("boris", 4, PoolStory.skill("billing", 5), PoolStory.skill("german", 1)));
        agents.add(pool.available("carla", 2));
        agents.add(pool.hire("dmitri", 8, PoolStory.skill("billing", 2)));
        agents.add(pool.available("egor", 3, PoolStory.skill("kazakh", 4)));
    }

    private void act(PoolStory pool) {
        int customer = random.nextInt(CUSTOMERS);
        ConversationId conversation = PoolStory.conversation(customer);
        AgentId agent = agents.get(random.nextInt(agents.size()));
        boolean met = pool.engine.knows(conversation);
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6 -> pool.writes(customer, random.nextInt(5) * 20, 1 + random.nextInt(3), needs());
            case 7, 8 -> pool.pass(Duration.ofSeconds(random.nextInt(40)));
            case 9 -> pool.says(agent, Presence.values()[random.nextInt(4)]);
            case 10 -> pool.screens(agent, random.nextInt(3) > 0);
            case 11 -> pool.says(agent, Presence.AVAILABLE);
            default -> {
                if (met) {
                    actOn(pool, conversation, agent);
                }
            }
        }
    }

    private void actOn(PoolStory pool, ConversationId conversation, AgentId agent) {
        long seen = Math.max(0, pool.lastPlace(conversation) - random.nextInt(2));
        pool.command(
                switch (random.nextInt(9)) {
                    case 0, 1, 2 -> new DeskCommand.Release(pool.id(), pool.now, conversation, seen, agent);
                    case 3 -> new DeskCommand.AgentAnswered(pool.id(), pool.now, conversation, agent, seen);
                    case 4 -> new DeskCommand.Assign(pool.id(), pool.now, conversation, agent, agent);
                    case 5 -> new DeskCommand.Requeue(pool.id(), pool.now, conversation, null, agent);
                    case 6 -> new DeskCommand.Accept(pool.id(), pool.now, conversation, agent);
                    case 7 ->
                        new DeskCommand.Hold(
                                pool.id(), pool.now, conversation, pool.now.plusSeconds(random.nextInt(60)), agent);
                    default ->
                        new DeskCommand.SetPriority(pool.id(), pool.now, conversation, random.nextInt(101), null);
                });
    }

    private SkillNeed[] needs() {
        return switch (random.nextInt(5)) {
            case 0 -> new SkillNeed[] {PoolStory.skill("german", 1 + random.nextInt(3))};
            case 1 -> new SkillNeed[] {PoolStory.skill("billing", 1 + random.nextInt(5))};
            case 2 -> new SkillNeed[] {PoolStory.skill("kazakh", 1)};
            default -> new SkillNeed[0];
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

    private void loadsAreWhatTheOwnedTake() {
        Map<AgentId, Integer> taken = new HashMap<>();
        Map<AgentId, Integer> excess = new HashMap<>();
        for (Conversation conversation : pool.engine.snapshot().conversations()) {
            if (conversation.work() instanceof Work.Assigned assigned) {
                taken.merge(assigned.agent(), conversation.demand().weight(), Integer::sum);
                excess.merge(assigned.agent(), assigned.excess(), Integer::sum);
            }
        }
        for (Engine.AgentView agent : pool.engine.agents()) {
            AgentId id = agent.state().agent();
            assertThat(agent.load()).isEqualTo(taken.getOrDefault(id, 0));
            assertThat(agent.load()).isLessThanOrEqualTo(agent.capacity() + excess.getOrDefault(id, 0));
        }
    }

    private void nobodyFeasibleWaits() {
        for (Conversation conversation : pool.engine.snapshot().conversations()) {
            if (conversation.work() instanceof Work.Queued queued) {
                for (Engine.AgentView agent : pool.engine.agents()) {
                    assertThat(feasible(conversation, queued, agent))
                            .as("%s could take %s", agent, conversation)
                            .isFalse();
                }
            }
        }
    }

    private boolean feasible(Conversation conversation, Work.Queued queued, Engine.AgentView agent) {
        AgentState state = agent.state();
        return state.presence() == Presence.AVAILABLE
                && state.connected()
                && !Pass.has(queued.passed(), state.agent())
                && agent.capacity() - agent.load() >= conversation.demand().weight()
                && pool.profile(state.agent()).has(conversation.demand().needs());
    }
}
