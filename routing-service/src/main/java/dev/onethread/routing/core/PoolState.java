package dev.onethread.routing.core;

import java.util.List;

/// What an engine is rebuilt from: every conversation that is not idle, every agent who ever said
/// something, and how fast the queues were measured to move.
public record PoolState(List<Conversation> conversations, List<AgentState> agents, List<DeskPace> paces) {
    public static final PoolState EMPTY = new PoolState(List.of(), List.of());

    public PoolState {
        conversations = List.copyOf(conversations);
        agents = List.copyOf(agents);
        paces = List.copyOf(paces);
    }

    /// Nothing was measured.
    public PoolState(List<Conversation> conversations, List<AgentState> agents) {
        this(conversations, agents, List.of());
    }
}
