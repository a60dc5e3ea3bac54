package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The agents of a pool under one configuration, sorted by id, each with an index into a lane's fits.
final class Staff {
    /// Not at the lane's desk.
    static final int OTHER_DESK = -2;
    /// Lacks a skill, or has too little of it.
    static final int NO_SKILL = -1;

    private final List<Agent> agents;
    private final Map<AgentId, Agent> byId = new HashMap<>();
    private final Map<SkillId, Integer> holders = new HashMap<>();
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
    }

    List<Agent> all() {
        return agents;
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

    /// How well each agent fits, in hundredths of a level, lower better; below 0 for those who do not.
    int[] fits(Lane.Key key) {
        int[] fits = new int[agents.size()];
        for (Agent agent : agents) {
            fits[agent.index()] = fit(agent.profile(), key);
        }
        return fits;
    }

    /// What is left idle of an agent's skills: levels above the need, and the scarce skills that are not needed
    /// at all (one that all have costs nothing), so that rare experts stay free.
    private int fit(AgentProfile profile, Lane.Key key) {
        if (!profile.desks().contains(key.desk())) {
            return OTHER_DESK;
        }
        if (!Requirements.met(key.needs(), profile.skills())) {
            return NO_SKILL;
        }
        int idle = 0;
        for (Map.Entry<SkillId, Integer> skill : profile.skills().entrySet()) {
            int needed = needed(Requirements.plain(key.needs()), skill.getKey());
            idle += needed > 0
                    ? 100 * (skill.getValue() - needed)
                    : 100
                            * skill.getValue()
                            * (active - holders.getOrDefault(skill.getKey(), active))
                            / Math.max(1, active);
        }
        return idle;
    }

    private static int needed(List<SkillNeed> needs, SkillId skill) {
        for (SkillNeed need : needs) {
            if (need.skill().equals(skill)) {
                return need.level();
            }
        }
        return 0;
    }

    Map<AgentId, AgentState> states() {
        Map<AgentId, AgentState> states = new HashMap<>();
        agents.forEach(agent -> states.put(agent.profile().id(), agent.state()));
        return Collections.unmodifiableMap(states);
    }
}
