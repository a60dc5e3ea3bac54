package dev.onethread.routing.core;

import dev.onethread.routing.core.DeskPolicy.Choosing;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The able agents of a pool in the order in which desks choose among equals, so that of many the first few are found
/// without looking at all. Kept only where looking at all would take longer.
final class Orders {
    /// Up to so many agents are looked at as fast as an order is kept.
    private static final int WORTH_KEEPING = 96;

    private static final Comparator<Agent> BY_LOAD = Orders::byLoad;
    private static final Comparator<Agent> IN_TURN = Orders::inTurn;
    private static final Comparator<Agent> BY_IDLENESS = Orders::byIdleness;

    private final Map<Choosing, TreeSet<Agent>> kept = new EnumMap<>(Choosing.class);

    Orders(Collection<DeskPolicy> policies, int agents) {
        if (agents >= WORTH_KEEPING) {
            for (DeskPolicy policy : policies) {
                if (policy.choosing() != Choosing.SHUFFLED) {
                    kept.computeIfAbsent(policy.choosing(), each -> new TreeSet<>(comparator(each)));
                }
            }
        }
    }

    /// Null where none is kept.
    @Nullable
    SortedSet<Agent> order(Choosing choosing) {
        return kept.get(choosing);
    }

    /// How a desk orders agents who fit equally well; their [#refresh] fields.
    static Comparator<Agent> comparator(Choosing choosing) {
        return switch (choosing) {
            case BEST_FIT, SHUFFLED -> BY_LOAD;
            case ROUND_ROBIN -> IN_TURN;
            case LONGEST_IDLE -> BY_IDLENESS;
        };
    }

    private static int byLoad(Agent a, Agent b) {
        return a.ratio != b.ratio ? Long.compare(a.ratio, b.ratio) : inTurn(a, b);
    }

    private static int inTurn(Agent a, Agent b) {
        return a.assignedMicros != b.assignedMicros
                ? Long.compare(a.assignedMicros, b.assignedMicros)
                : Integer.compare(a.index(), b.index());
    }

    private static int byIdleness(Agent a, Agent b) {
        if (a.ratio != b.ratio) {
            return Long.compare(a.ratio, b.ratio);
        }
        return a.idleMicros != b.idleMicros
                ? Long.compare(a.idleMicros, b.idleMicros)
                : Integer.compare(a.index(), b.index());
    }

    void refresh(Agent agent) {
        long ratio = agent.loadRatio();
        long assigned = Agent.micros(agent.state().lastAssignedAt());
        long idle = Agent.micros(agent.state().idleSince());
        boolean wanted = agent.able() && agent.free() > 0;
        boolean moved = ratio != agent.ratio || assigned != agent.assignedMicros || idle != agent.idleMicros;
        if (agent.ordered && (moved || !wanted)) {
            kept.values().forEach(order -> order.remove(agent));
            agent.ordered = false;
        }
        agent.ratio = ratio;
        agent.assignedMicros = assigned;
        agent.idleMicros = idle;
        if (wanted && !agent.ordered && !kept.isEmpty()) {
            kept.values().forEach(order -> order.add(agent));
            agent.ordered = true;
        }
    }
}
