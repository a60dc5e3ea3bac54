package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.SkillId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The agents of a pool under one configuration, sorted by id, and what of them the lanes know: who can take what, by
/// load class (units and channel of one conversation).
final class Staff {
    private record LoadClass(int weight, @Nullable Channel channel) {}

    private final List<Agent> agents;
    private final Map<AgentId, Agent> byId = new HashMap<>();
    private final Map<SkillId, Integer> holders = new HashMap<>();
    private final List<LoadClass> classes = new ArrayList<>();
    private final Orders orders;
    private int active;

    Staff(Configuration configuration, Map<AgentId, AgentState> states) {
        List<AgentProfile> profiles = configuration.agents().stream()
                .sorted(Comparator.comparing(AgentProfile::id))
                .toList();
        for (AgentProfile profile : profiles) {
            AgentState state = states.getOrDefault(profile.id(), AgentState.unseen(profile.id()));
            byId.put(profile.id(), new Agent(profile, state, byId.size()));
            if (profile.active()) {
                active++;
                profile.skills().keySet().forEach(skill -> holders.merge(skill, 1, Integer::sum));
            }
        }
        agents = profiles.stream().map(profile -> byId.get(profile.id())).toList();
        orders = new Orders(configuration.policies().values(), agents.size());
    }

    List<Agent> all() {
        return agents;
    }

    int size() {
        return agents.size();
    }

    Agent at(int index) {
        return agents.get(index);
    }

    Orders orders() {
        return orders;
    }

    @Nullable
    Agent find(AgentId id) {
        return byId.get(id);
    }

    /// @throws IllegalStateException for an agent the configuration does not have: nobody is ever taken out of
    /// it
    Agent get(AgentId id) {
        Agent agent = byId.get(id);
        if (agent == null) {
            throw new IllegalStateException("the configuration lacks an agent who has work: " + id);
        }
        return agent;
    }

    int loadClass(int weight, @Nullable Channel channel) {
        for (int i = 0; i < classes.size(); i++) {
            LoadClass each = classes.get(i);
            if (each.weight == weight && each.channel == channel) {
                return i;
            }
        }
        LoadClass added = new LoadClass(weight, channel);
        classes.add(added);
        for (Agent agent : agents) {
            agent.known = Arrays.copyOf(agent.known, classes.size());
            agent.spots = Arrays.copyOf(agent.spots, classes.size());
            agent.known[classes.size() - 1] = agent.exclusion(weight, channel);
            agent.spots[classes.size() - 1] = new Agent.Spots();
        }
        return classes.size() - 1;
    }

    /// Makes the lanes and orders know how able the agent is by now.
    void refresh(Agent agent) {
        for (int i = 0; i < agent.known.length; i++) {
            LoadClass each = classes.get(i);
            Exclusion before = agent.known[i];
            Exclusion now = agent.exclusion(each.weight, each.channel);
            if (before != now) {
                agent.known[i] = now;
                Agent.Spots spots = agent.spots[i];
                for (int s = 0; s < spots.size; s++) {
                    spots.lanes[s].set(spots.positions[s], before, now);
                }
            }
        }
        orders.refresh(agent);
    }

    /// A new lane learns who can take what waits in it.
    void enter(Lane lane) {
        int[] order = lane.group.order;
        for (int position = 0; position < order.length; position++) {
            Agent agent = agents.get(order[position]);
            lane.enter(position, false, agent.known[lane.loadClass]);
            agent.spots[lane.loadClass].add(lane, position);
        }
    }

    /// No agent is in any lane any more; those that stay are told of each again.
    void leaveLanes() {
        for (Agent agent : agents) {
            for (int i = 0; i < agent.spots.length; i++) {
                agent.spots[i] = new Agent.Spots();
            }
        }
    }

    void rejoin(Lane lane) {
        int[] order = lane.group.order;
        for (int position = 0; position < order.length; position++) {
            agents.get(order[position]).spots[lane.loadClass].add(lane, position);
        }
    }

    /// The first in rank of all that the agent can take now: of what is kept for them, and of the lanes they
    /// fit.
    @Nullable
    Slot firstFor(Agent agent) {
        Slot best = null;
        if (agent.able()) {
            for (Slot kept : agent.kept) {
                Demand demand = kept.conversation.demand();
                if (agent.fullness(demand.weight(), demand.channel()) == null) {
                    best = kept;
                    break;
                }
            }
            for (int i = 0; i < agent.spots.length; i++) {
                LoadClass each = classes.get(i);
                if (agent.fullness(each.weight, each.channel) == null) {
                    best = first(agent, agent.spots[i], best);
                }
            }
        }
        return best;
    }

    private static @Nullable Slot first(Agent agent, Agent.Spots spots, @Nullable Slot better) {
        Slot best = better;
        long score = best == null ? Lane.NOBODY : best.score;
        for (int s = 0; s < spots.size; s++) {
            Lane lane = spots.lanes[s];
            if (lane.head <= score && lane.head != Lane.NOBODY) {
                Slot first = lane.firstFor(agent);
                if (first != null && (best == null || Slot.compare(first, best) < 0)) {
                    best = first;
                    score = first.score;
                }
            }
        }
        return best;
    }

    /// How well an agent fits, in hundredths of a level, lower better: what is left idle of their skills, which
    /// are levels above the need, and the scarce skills that are not needed at all (one that all have costs
    /// nothing), so that rare experts stay free. Below 0 for those who do not fit.
    int fit(AgentProfile profile, Group.Key key) {
        if (!profile.desks().contains(key.desk())
                && (key.also() == null || !profile.desks().contains(key.also()))) {
            return Group.OTHER_DESK;
        }
        if (key.supervisors() && !profile.supervisor()) {
            return Group.NOT_SUPERVISOR;
        }
        if (!Requirements.met(key.requirement(), profile.skills())) {
            return Group.NO_SKILL;
        }
        int idle = 0;
        Map<SkillId, Integer> needed = needed(key.requirement(), profile.skills());
        for (Map.Entry<SkillId, Integer> skill : profile.skills().entrySet()) {
            int level = needed.getOrDefault(skill.getKey(), 0);
            idle += level > 0
                    ? 100 * (skill.getValue() - level)
                    : 100
                            * skill.getValue()
                            * (active - holders.getOrDefault(skill.getKey(), active))
                            / Math.max(1, active);
        }
        return idle;
    }

    private static Map<SkillId, Integer> needed(Requirement requirement, Map<SkillId, Integer> skills) {
        if (requirement.equals(Requirement.ANYONE)) {
            return Map.of();
        }
        Map<SkillId, Integer> needed = new HashMap<>();
        collect(requirement, skills, needed);
        return needed;
    }

    /// What of an agent's skills a requirement that they meet makes use of.
    private static void collect(Requirement requirement, Map<SkillId, Integer> skills, Map<SkillId, Integer> needed) {
        switch (requirement) {
            case Requirement.HasSkill has -> needed.merge(has.skill(), has.level(), Math::max);
            case Requirement.All all -> all.all().forEach(each -> collect(each, skills, needed));
            case Requirement.Any any ->
                any.any().stream()
                        .filter(each -> Requirements.met(each, skills))
                        .findFirst()
                        .ifPresent(each -> collect(each, skills, needed));
            case Requirement.Not not -> {}
        }
    }

    Map<AgentId, AgentState> states() {
        Map<AgentId, AgentState> states = new HashMap<>();
        agents.forEach(agent -> states.put(agent.profile().id(), agent.state()));
        return Collections.unmodifiableMap(states);
    }
}
