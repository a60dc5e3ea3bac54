package dev.onethread.routing.core;

import dev.onethread.contracts.ConversationId;

/// Lots drawn without chance: a hash (the finaliser of SplitMix64) that spreads like chance and repeats exactly.
final class Lots {
    private Lots() {}

    static long of(String name) {
        long hash = 0x9E3779B97F4A7C15L;
        for (int i = 0; i < name.length(); i++) {
            hash = mixed(hash ^ name.charAt(i));
        }
        return hash;
    }

    /// The agent's lot for a conversation; the lowest wins.
    static long drawn(ConversationId conversation, Agent agent) {
        long high = conversation.value().getMostSignificantBits();
        long low = conversation.value().getLeastSignificantBits();
        return mixed(mixed(high + 0x9E3779B97F4A7C15L) ^ mixed(low) ^ agent.lot);
    }

    private static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
