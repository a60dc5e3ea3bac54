package dev.onethread.routing.core;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.Presence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// An agent while the engine runs: configuration, what they say, and the units they hold.
final class Agent {
    private static final int CHANNELS = Channel.values().length;

    private final AgentProfile profile;
    private final int index;
    private final int[] limits = new int[CHANNELS];
    private final int[] held = new int[CHANNELS];
    private final List<ConversationId> conversations = new ArrayList<>();
    private AgentState state;
    private int load;

    /// What is kept for them alone.
    final TreeSet<Slot> kept = new TreeSet<>(Slot.BY_RANK);
    /// Mixed into lots drawn.
    final long lot;
    long changedIn;
    boolean timed;
    boolean opened;
    boolean stale;

    /// As the lanes know them, per load class: null where they can take one of it.
    @Nullable
    Exclusion[] known = {};

    /// The lanes they fit, per load class.
    Spots[] spots = {};

    /// As the orders know them.
    long ratio;

    long assignedMicros;
    long idleMicros;
    boolean ordered;

    /// Lanes, and the agent's position in the order of each.
    static final class Spots {
        Lane[] lanes = new Lane[4];
        int[] positions = new int[4];
        int size;

        void add(Lane lane, int position) {
            if (size == lanes.length) {
                lanes = Arrays.copyOf(lanes, 2 * size);
                positions = Arrays.copyOf(positions, 2 * size);
            }
            lanes[size] = lane;
            positions[size++] = position;
        }
    }

    Agent(AgentProfile profile, AgentState state, int index) {
        this.profile = profile;
        this.state = state;
        this.index = index;
        for (Channel channel : Channel.values()) {
            limits[channel.ordinal()] = profile.limits().getOrDefault(channel, Integer.MAX_VALUE);
        }
        lot = Lots.of(profile.id().value());
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

    int held(Channel channel) {
        return held[channel.ordinal()];
    }

    int free() {
        return profile.capacity() - load;
    }

    /// The units above capacity that taking `weight` more would cause.
    int excess(int weight) {
        return Math.min(weight, Math.max(0, load + weight - profile.capacity()));
    }

    List<ConversationId> conversations() {
        return conversations;
    }

    void take(ConversationId conversation, int weight, @Nullable Channel channel) {
        conversations.add(conversation);
        load += weight;
        if (channel != null) {
            held[channel.ordinal()]++;
        }
    }

    void giveBack(ConversationId conversation, int weight, @Nullable Channel channel) {
        conversations.remove(conversation);
        load -= weight;
        if (channel != null) {
            held[channel.ordinal()]--;
        }
    }

    /// Owned, and taking no units.
    void rest(ConversationId conversation) {
        conversations.add(conversation);
    }

    void unrest(ConversationId conversation) {
        conversations.remove(conversation);
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

    /// Why they cannot be given a conversation that takes so much; null where they can.
    @Nullable
    Exclusion exclusion(int weight, @Nullable Channel channel) {
        Exclusion absence = absence();
        if (absence != null) {
            return absence;
        }
        return fullness(weight, channel);
    }

    @Nullable
    Exclusion fullness(int weight, @Nullable Channel channel) {
        if (load + weight > profile.capacity()) {
            return Exclusion.FULL;
        }
        boolean limited = channel != null && held[channel.ordinal()] >= limits[channel.ordinal()];
        return limited ? Exclusion.CHANNEL_FULL : null;
    }

    Candidate.@Nullable Room room(@Nullable Channel channel) {
        if (channel == null || limits[channel.ordinal()] == Integer.MAX_VALUE) {
            return null;
        }
        return new Candidate.Room(held[channel.ordinal()], limits[channel.ordinal()]);
    }

    /// The load as a fraction of the capacity; two that differ differ here, too.
    long loadRatio() {
        return profile.capacity() == 0 ? Long.MAX_VALUE : ((long) load << 32) / profile.capacity();
    }

    static long micros(@Nullable Instant at) {
        return at == null ? Long.MIN_VALUE : at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    Presence seen() {
        return profile.active() ? state.seen() : Presence.OFFLINE;
    }
}
