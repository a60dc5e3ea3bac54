package dev.onethread.routing.core;

import java.util.List;

/// What an engine is rebuilt from: every conversation that is not idle, and every agent who ever said something.
public record PoolState(List<Conversation> conversations, List<AgentState> agents) {
    public static final PoolState EMPTY = new PoolState(List.of(), List.of());

    public PoolState {
        conversations = List.copyOf(conversations);
        agents = List.copyOf(agents);
    }
}
