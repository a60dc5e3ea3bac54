package dev.onethread.routing.core;

import dev.onethread.contracts.Channel;
import java.util.Iterator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Conversations that ask for the same and take the same, in the order of their rank, and which of the agents who fit
/// can take one now. An agent who cannot take one of them can take none, but for those that passed them by: this is
/// what makes matching independent of how many wait.
final class Lane {
    /// No score is as late.
    static final long NOBODY = Long.MAX_VALUE;

    final Group group;
    final int loadClass;
    final int weight;

    @Nullable
    final Channel channel;

    final TreeSet<Slot> waiting = new TreeSet<>(Slot.BY_RANK);

    /// How many of those who fit cannot, by the reason.
    final int[] excluded = new int[Exclusion.values().length];

    /// A bit per position of the group's order for who can; a bit per word of those for where any is.
    private final long[] able;
    private final long[] words;
    private int ableCount;

    /// The score of the first that waits.
    long head = NOBODY;

    Lane(Group group, int loadClass, int weight, @Nullable Channel channel) {
        this.group = group;
        this.loadClass = loadClass;
        this.weight = weight;
        this.channel = channel;
        able = new long[(group.order.length + 63) / 64];
        words = new long[(able.length + 63) / 64];
    }

    void add(Slot slot) {
        waiting.add(slot);
        head = Math.min(head, slot.score);
    }

    void remove(Slot slot) {
        waiting.remove(slot);
        if (slot.score == head) {
            head = waiting.isEmpty() ? NOBODY : waiting.first().score;
        }
    }

    boolean anyAble() {
        return ableCount > 0;
    }

    boolean able(int position) {
        return position >= 0 && (able[position >> 6] & (1L << position)) != 0;
    }

    void set(int position, @Nullable Exclusion before, @Nullable Exclusion after) {
        if (before != null) {
            excluded[before.ordinal()]--;
        }
        enter(position, before == null, after);
    }

    /// The agent at a position counts from now on; `was` says whether they counted as able.
    void enter(int position, boolean was, @Nullable Exclusion now) {
        if (now != null) {
            excluded[now.ordinal()]++;
        }
        if (was == (now == null)) {
            return;
        }
        int word = position >> 6;
        able[word] ^= 1L << position;
        ableCount += now == null ? 1 : -1;
        if (able[word] == 0) {
            words[word >> 6] &= ~(1L << word);
        } else {
            words[word >> 6] |= 1L << word;
        }
    }

    /// The first position from `from` on of somebody able, -1 for none.
    int nextAble(int from) {
        int word = from >> 6;
        if (word >= able.length) {
            return -1;
        }
        long rest = able[word] & (-1L << from);
        if (rest != 0) {
            return (word << 6) + Long.numberOfTrailingZeros(rest);
        }
        word++;
        for (int group = word >> 6; group < words.length; group++) {
            long some = words[group] & (group == word >> 6 ? -1L << word : -1L);
            if (some != 0) {
                int found = (group << 6) + Long.numberOfTrailingZeros(some);
                return (found << 6) + Long.numberOfTrailingZeros(able[found]);
            }
        }
        return -1;
    }

    /// The first position from `from` on of somebody who fits and is not able, -1 for none.
    int nextUnable(int from) {
        int size = group.order.length;
        for (int word = from >> 6; word < able.length; word++) {
            long rest = ~able[word] & (word == from >> 6 ? -1L << from : -1L);
            if (rest != 0) {
                int found = (word << 6) + Long.numberOfTrailingZeros(rest);
                return found < size ? found : -1;
            }
        }
        return -1;
    }

    /// How many are able at the positions from `from` to before `to`.
    int count(int from, int to) {
        if (from == 0 && to == group.order.length) {
            return ableCount;
        }
        int count = 0;
        for (int word = from >> 6; word <= (to - 1) >> 6; word++) {
            long bits = able[word];
            if (word == from >> 6) {
                bits &= -1L << from;
            }
            if (word == to >> 6) {
                bits &= (1L << to) - 1;
            }
            count += Long.bitCount(bits);
        }
        return count;
    }

    /// The first that has not passed the agent by.
    @Nullable
    Slot firstFor(Agent agent) {
        Iterator<Slot> each = waiting.iterator();
        while (each.hasNext()) {
            Slot slot = each.next();
            if (!passed(slot, agent)) {
                return slot;
            }
        }
        return null;
    }

    static boolean passed(Slot slot, Agent agent) {
        return slot.conversation.work() instanceof Work.Queued queued
                && !queued.passed().isEmpty()
                && Pass.has(queued.passed(), agent.profile().id());
    }
}
