package dev.onethread.routing.core;

import dev.onethread.contracts.DeskId;
import java.util.List;

/// What people decided about a pool, as of a version: its desks (the first takes what names none of them), its agents
/// (those who left too, as inactive) and how it weighs.
public record Configuration(long version, List<DeskId> desks, List<AgentProfile> agents, Policy policy) {
    public Configuration {
        desks = List.copyOf(desks);
        agents = List.copyOf(agents);
        if (desks.isEmpty()) {
            throw new IllegalArgumentException("a pool has a desk");
        }
    }
}
