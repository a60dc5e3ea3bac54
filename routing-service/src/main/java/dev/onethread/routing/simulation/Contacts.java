package dev.onethread.routing.simulation;

import dev.onethread.contracts.ConversationId;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The contacts that are in the system or will come again, in columns. A slot is used again once its contact is gone;
/// `turn` tells an event of a contact that has moved on since.
final class Contacts {
    static final byte FREE = 0;
    static final byte WAITING = 1;
    static final byte SERVED = 2;
    static final byte AWAY = 3;

    byte[] state = new byte[256];
    int[] turn = new int[256];
    int[] type = new int[256];
    int[] priority = new int[256];
    int[] attempt = new int[256];
    int[] agent = new int[256];
    /// Counts offers; tells an answer to one that is over.
    int[] offer = new int[256];
    long[] came = new long[256];
    long[] began = new long[256];
    /// Microseconds waited in attempts before this one.
    long[] waited = new long[256];
    double[] service = new double[256];
    double[] patience = new double[256];
    long[] luck = new long[256];
    boolean[] counted = new boolean[256];
    private @Nullable ConversationId[] ids = new @Nullable ConversationId[256];
    private int[] free = new int[256];
    private int freed;
    private int used;
    private long given;

    int take() {
        if (freed > 0) {
            return free[--freed];
        }
        if (used == state.length) {
            grow(used * 2);
        }
        return used++;
    }

    void give(int slot) {
        state[slot] = FREE;
        turn[slot]++;
        ids[slot] = null;
        if (freed == free.length) {
            free = Arrays.copyOf(free, freed * 2);
        }
        free[freed++] = slot;
    }

    /// A new conversation for the contact, which leads back to its slot and is later in order than any before.
    ConversationId open(int slot) {
        ConversationId id = new ConversationId(new UUID(++given, slot));
        ids[slot] = id;
        return id;
    }

    ConversationId id(int slot) {
        ConversationId id = ids[slot];
        if (id == null) {
            throw new IllegalStateException("nothing is open at " + slot);
        }
        return id;
    }

    /// The slot of an open conversation; below 0 for one that is over.
    int slot(ConversationId id) {
        int slot = (int) id.value().getLeastSignificantBits();
        return id.equals(ids[slot]) ? slot : -1;
    }

    int slots() {
        return used;
    }

    private void grow(int length) {
        state = Arrays.copyOf(state, length);
        turn = Arrays.copyOf(turn, length);
        type = Arrays.copyOf(type, length);
        priority = Arrays.copyOf(priority, length);
        attempt = Arrays.copyOf(attempt, length);
        agent = Arrays.copyOf(agent, length);
        offer = Arrays.copyOf(offer, length);
        came = Arrays.copyOf(came, length);
        began = Arrays.copyOf(began, length);
        waited = Arrays.copyOf(waited, length);
        service = Arrays.copyOf(service, length);
        patience = Arrays.copyOf(patience, length);
        luck = Arrays.copyOf(luck, length);
        counted = Arrays.copyOf(counted, length);
        ids = Arrays.copyOf(ids, length);
    }
}
