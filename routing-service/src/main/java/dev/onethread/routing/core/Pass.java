package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// An agent a conversation has passed by, and is not given to again while it waits: since when, and how it came.
public record Pass(AgentId agent, Instant at, How how) {
    /// What the agent did.
    public enum How {
        DECLINED,
        SILENT,
        GAVE_BACK
    }

    /// Each agent once (the first time counts), by id.
    static List<Pass> each(List<Pass> passes) {
        if (passes.size() < 2) {
            return List.copyOf(passes);
        }
        List<Pass> each = new ArrayList<>();
        for (Pass pass : passes) {
            if (!has(each, pass.agent())) {
                each.add(pass);
            }
        }
        each.sort(Comparator.comparing(Pass::agent));
        return List.copyOf(each);
    }

    static List<Pass> and(List<Pass> passes, Pass further) {
        List<Pass> more = new ArrayList<>(passes);
        more.add(further);
        return each(more);
    }

    static boolean has(List<Pass> passes, AgentId agent) {
        for (Pass pass : passes) {
            if (pass.agent().equals(agent)) {
                return true;
            }
        }
        return false;
    }
}
