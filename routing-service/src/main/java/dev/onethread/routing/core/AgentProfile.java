package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is configured of an agent. `capacity` is in units; `limits` is how many conversations of a channel at most,
/// where there is a limit; an inactive agent takes nothing and gives back what waits.
public record AgentProfile(
        AgentId id,
        String name,
        boolean active,
        Set<DeskId> desks,
        Map<SkillId, Integer> skills,
        int capacity,
        boolean supervisor,
        Map<Channel, Integer> limits) {
    public AgentProfile {
        desks = Set.copyOf(desks);
        skills = Map.copyOf(skills);
        limits = Map.copyOf(limits);
        if (capacity < 0) {
            throw new IllegalArgumentException("a capacity is not negative");
        }
    }

    /// No supervisor, and no limits of single channels.
    public AgentProfile(
            AgentId id, String name, boolean active, Set<DeskId> desks, Map<SkillId, Integer> skills, int capacity) {
        this(id, name, active, desks, skills, capacity, false, Map.of());
    }

    boolean has(List<SkillNeed> needs) {
        for (SkillNeed need : needs) {
            if (skills.getOrDefault(need.skill(), 0) < need.level()) {
                return false;
            }
        }
        return true;
    }
}
