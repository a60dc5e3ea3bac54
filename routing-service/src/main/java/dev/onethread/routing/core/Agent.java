package dev.onethread.routing.core;

import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.Presence;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An agent while the engine runs: configuration, what they say, and the units they hold.
final class Agent {
    private final AgentProfile profile;
    private final int index;
    private final Map<ConversationId, Integer> units = new LinkedHashMap<>();
    private AgentState state;
    private int load;

    Agent(AgentProfile profile, AgentState state, int index) {
        this.profile = profile;
        this.state = state;
        this.index = index;
    }

    AgentProfile profile() {
        return profile;
    }

    AgentState state() {
        return state;
    }

    void become(AgentState changed) {
        state = changed;
    }

    int index() {
        return index;
    }

    int load() {
        return load;
    }

    int free() {
        return profile.capacity() - load;
    }

    /// The units above capacity that taking `weight` more would cause.
    int excess(int weight) {
        return Math.min(weight, Math.max(0, load + weight - profile.capacity()));
    }

    Iterable<ConversationId> conversations() {
        return units.keySet();
    }

    void take(ConversationId conversation, int weight) {
        units.put(conversation, weight);
        load += weight;
    }

    void giveBack(ConversationId conversation) {
        Integer weight = units.remove(conversation);
        if (weight != null) {
            load -= weight;
        }
    }

    boolean able() {
        return absence() == null;
    }

    /// Here, whatever they say about new work.
    boolean reachable() {
        return profile.active() && !state.gone();
    }

    @Nullable
    Exclusion absence() {
        if (!profile.active() || !state.connected() || state.gone()) {
            return Exclusion.OFFLINE;
        }
        return switch (state.presence()) {
            case AVAILABLE -> null;
            case BUSY -> Exclusion.BUSY;
            case AWAY -> Exclusion.AWAY;
            case OFFLINE -> Exclusion.OFFLINE;
        };
    }

    Presence seen() {
        return profile.active() ? state.seen() : Presence.OFFLINE;
    }
}
