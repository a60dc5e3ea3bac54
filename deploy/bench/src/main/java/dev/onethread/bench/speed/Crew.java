package dev.onethread.bench.speed;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.contracts.Triage;
import dev.onethread.routing.core.AgentProfile;
import dev.onethread.routing.core.Configuration;
import dev.onethread.routing.core.Conversation;
import dev.onethread.routing.core.Effect;
import dev.onethread.routing.core.Engine;
import dev.onethread.routing.core.Input;
import dev.onethread.routing.core.Policy;
import dev.onethread.routing.core.PoolState;
import dev.onethread.routing.core.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/// A pool under load, the same for the same seed: agents with five of fifty skills each at levels 1 to 5, and
/// conversations that ask for one of 200 requirements (one to three skills), the k-th most popular 1/k as
/// often as the first.
final class Crew {
    private static final DeskId DESK = new DeskId("support");
    private static final int SKILLS = 50;
    private static final int SKILLS_OF_ONE = 5;
    private static final int REQUIREMENTS = 200;
    static final int CAPACITY = 4;

    private final SplittableRandom random = new SplittableRandom(20_260);
    private final List<AgentProfile> profiles = new ArrayList<>();
    private final Triage[] triages = new Triage[REQUIREMENTS];
    private final double[] popularity = new double[REQUIREMENTS];
    private final List<ConversationId> owned = new ArrayList<>();
    private Engine engine;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long given;
    private long decisions;
    private long deciding;

    Crew(int agents) {
        for (int i = 0; i < agents; i++) {
            profiles.add(profile(i));
        }
        double sum = 0;
        for (int k = 0; k < REQUIREMENTS; k++) {
            triages[k] = new Triage(DESK, 10 * random.nextInt(8), needs(), 1, List.of(), 1, null);
            sum += 1.0 / (k + 1);
            popularity[k] = sum;
        }
        engine = Engine.of(PoolState.EMPTY, configuration());
        for (AgentProfile profile : profiles) {
            apply(new DeskCommand.SetPresence(command(), now, profile.id(), Presence.AVAILABLE, 1, null));
        }
    }

    private AgentProfile profile(int number) {
        Map<SkillId, Integer> skills = new HashMap<>();
        while (skills.size() < SKILLS_OF_ONE) {
            skills.put(skill(random.nextInt(SKILLS)), 1 + random.nextInt(5));
        }
        AgentId id = new AgentId(String.format(java.util.Locale.ROOT, "agent-%05d", number));
        return new AgentProfile(id, id.value(), true, Set.of(DESK), skills, CAPACITY);
    }

    /// What at least one agent has, so that everything can be served.
    private List<SkillNeed> needs() {
        AgentProfile model = profiles.get(random.nextInt(profiles.size()));
        List<SkillId> skills = new ArrayList<>(model.skills().keySet());
        skills.sort(null);
        Set<SkillNeed> needs = new LinkedHashSet<>();
        int count = 1 + random.nextInt(3);
        while (needs.size() < count) {
            SkillId skill = skills.get(random.nextInt(skills.size()));
            needs.add(new SkillNeed(skill, 1 + random.nextInt(model.skills().getOrDefault(skill, 1))));
        }
        return List.copyOf(needs);
    }

    private static SkillId skill(int number) {
        return new SkillId("skill-" + number);
    }

    Configuration configuration() {
        return new Configuration(1, List.of(DESK), profiles, Policy.DEFAULT);
    }

    PoolState state() {
        return engine.snapshot();
    }

    int owned() {
        return owned.size();
    }

    /// Somebody writes, and asks for what is popular.
    boolean write() {
        return write(popular());
    }

    private boolean write(int requirement) {
        now = now.plusMillis(1);
        ConversationId id = new ConversationId(new UUID(0x4000, ++given));
        engine.recall(Conversation.unknownSoFar(id, DESK));
        CustomerId customer = new CustomerId(id.value());
        return apply(
                new DeskCommand.CustomerWrote(command(), now, id, customer, 1, Channel.WEB, now, triages[requirement]));
    }

    private int popular() {
        double at = random.nextDouble(popularity[REQUIREMENTS - 1]);
        int found = java.util.Arrays.binarySearch(popularity, at);
        return Math.min(REQUIREMENTS - 1, found < 0 ? -found - 1 : found);
    }

    /// One of the owned conversations, any of them, is done.
    boolean finish() {
        now = now.plusMillis(1);
        int at = random.nextInt(owned.size());
        ConversationId id = owned.get(at);
        owned.set(at, owned.getLast());
        owned.removeLast();
        boolean assigned = apply(new DeskCommand.Release(command(), now, id, 1, null));
        engine.forget(id);
        return assigned;
    }

    private CommandId command() {
        return new CommandId(new UUID(0x4001, ++given));
    }

    /// Inputs that ended in an assignment, of all there were.
    long decisions() {
        return decisions;
    }

    /// Nanoseconds that those took, some 40 of each for reading the clock.
    long deciding() {
        return deciding;
    }

    /// @return whether it ended in an assignment
    private boolean apply(DeskCommand command) {
        long begin = System.nanoTime();
        Step step = engine.apply(new Input.Commanded(command), now);
        long took = System.nanoTime() - begin;
        boolean assigned = false;
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Assigned of) {
                owned.add(of.conversation());
                assigned = true;
            }
        }
        if (assigned) {
            decisions++;
            deciding += took;
        }
        return assigned;
    }

    /// Writes until so many wait and, where these are more than there are requirements, until everybody is
    /// full who can do anything of what is asked for.
    void fill(int waiting) {
        int waits = 0;
        for (int requirement = 0; requirement < REQUIREMENTS && waits < waiting; requirement++) {
            while (write(requirement)) {}
            waits++;
        }
        while (waits < waiting) {
            waits += write() ? 0 : 1;
        }
    }

    /// Writes until the crew has taken so many.
    void occupy(int wanted) {
        while (owned.size() < wanted) {
            write();
        }
    }
}
