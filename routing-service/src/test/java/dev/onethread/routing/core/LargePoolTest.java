package dev.onethread.routing.core;

import static dev.onethread.routing.core.PoolStory.skill;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// In pools so large that nobody looks at every agent, the choice is the one that looking at every agent would make.
class LargePoolTest {
    private static final List<String> SKILLS = List.of("a", "b", "c");

    private final PoolStory pool = new PoolStory();
    private final List<AgentId> agents = new ArrayList<>();
    private final Map<String, Integer> holders = new HashMap<>();

    @ParameterizedTest
    @CsvSource({"1,BEST_FIT", "2,ROUND_ROBIN", "3,LONGEST_IDLE"})
    void theChosenIsTheBestOfAll(long seed, DeskPolicy.Choosing choosing) {
        Random random = new Random(seed);
        List<AgentProfile> profiles = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            AgentId id = new AgentId("agent%03d".formatted(i));
            Map<SkillId, Integer> skills = new HashMap<>();
            for (String each : SKILLS) {
                if (random.nextInt(3) > 0) {
                    skills.put(new SkillId(each), 1 + random.nextInt(2));
                }
            }
            profiles.add(
                    new AgentProfile(id, id.value(), true, Set.of(PoolStory.SUPPORT), skills, 1 + random.nextInt(4)));
            agents.add(id);
            skills.keySet().forEach(each -> holders.merge(each.value(), 1, Integer::sum));
        }
        pool.hireAll(profiles);
        pool.decide(policy -> policy.choosing(choosing));
        agents.forEach(agent -> pool.says(agent, Presence.AVAILABLE));
        List<ConversationId> open = new ArrayList<>();
        for (int customer = 0; customer < 2_000; customer++) {
            pool.pass(Duration.ofMillis(random.nextInt(3)));
            List<SkillNeed> needs =
                    random.nextInt(3) == 0 ? List.of() : List.of(skill(SKILLS.get(random.nextInt(3)), 1));
            AgentId best = best(needs, choosing);
            ConversationId asked = pool.writes(customer, needs.toArray(SkillNeed[]::new));
            assertThat(pool.owner(asked)).isEqualTo(best);
            if (best == null) {
                pool.resolves(asked);
            } else {
                open.add(asked);
            }
            if (open.size() > 300 + random.nextInt(300)) {
                pool.resolves(open.remove(random.nextInt(open.size())));
            }
        }
    }

    private AgentId best(List<SkillNeed> needs, DeskPolicy.Choosing choosing) {
        Comparator<Engine.AgentView> inTurn = Comparator.comparing(
                view -> view.state().lastAssignedAt(), Comparator.nullsFirst(Comparator.naturalOrder()));
        Comparator<Engine.AgentView> idle = Comparator.comparing(
                view -> view.state().idleSince(), Comparator.nullsFirst(Comparator.naturalOrder()));
        Comparator<Engine.AgentView> load = (a, b) -> Integer.compare(a.load() * b.capacity(), b.load() * a.capacity());
        Comparator<Engine.AgentView> fit = Comparator.comparingInt(view -> fit(view, needs));
        Comparator<Engine.AgentView> order = switch (choosing) {
            case BEST_FIT -> fit.thenComparing(load).thenComparing(inTurn);
            case ROUND_ROBIN -> inTurn;
            case LONGEST_IDLE -> load.thenComparing(idle);
            case SHUFFLED -> throw new IllegalArgumentException("lots have no order to compare with");
        };
        return pool.engine.agents().stream()
                .filter(view -> view.load() < view.capacity() && fit(view, needs) >= 0)
                .min(order.thenComparing(view -> view.state().agent()))
                .map(view -> view.state().agent())
                .orElse(null);
    }

    private int fit(Engine.AgentView view, List<SkillNeed> needs) {
        Map<SkillId, Integer> skills = pool.profile(view.state().agent()).skills();
        int idle = 0;
        for (SkillNeed need : needs) {
            if (skills.getOrDefault(need.skill(), 0) < need.level()) {
                return -1;
            }
            idle += 100 * (skills.get(need.skill()) - need.level());
        }
        for (Map.Entry<SkillId, Integer> each : skills.entrySet()) {
            if (needs.stream().noneMatch(need -> need.skill().equals(each.getKey()))) {
                idle += 100 * each.getValue() * (300 - holders.get(each.getKey().value())) / 300;
            }
        }
        return idle;
    }

    /// More different needs than are remembered, and nothing that waits is lost over it.
    @Test
    void countlessDifferentNeedsAreForgottenAndWhatWaitsIsNot() {
        AgentId anna = pool.available("anna", 1_000_000, skill("rare", 1));
        ConversationId waiting = pool.writes(0, skill("german", 1));
        for (int i = 1; i < 3_000; i++) {
            ConversationId asked = pool.writesInSteps(
                    i, NeedStep.forGood(new Requirement.Not(new Requirement.HasSkill(new SkillId("s" + i), 1))));
            assertThat(pool.owner(asked)).isEqualTo(anna);
        }
        assertThat(pool.waits(waiting)).isTrue();

        AgentId boris = pool.available("boris", 1, skill("german", 1));

        assertThat(pool.owner(waiting)).isEqualTo(boris);
        assertThat(pool.engine.desks()).contains(new DeskId("support"));
    }
}
