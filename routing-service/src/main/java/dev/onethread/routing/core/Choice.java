package dev.onethread.routing.core;

import dev.onethread.contracts.ConversationId;
import dev.onethread.routing.core.DeskPolicy.Choosing;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// The best agents of a lane for one conversation, the best first. One object that is used again and again; what was
/// found stands until the next search.
final class Choice {
    /// The chosen and five runners-up.
    static final int SHOWN = 6;

    private final Staff staff;
    private final Agent[] found = new Agent[SHOWN];
    private int count;
    private int wanted;

    private List<Pass> passed = List.of();

    private @Nullable Agent last;

    Choice(Staff staff) {
        this.staff = staff;
    }

    int count() {
        return count;
    }

    Agent get(int rank) {
        return found[rank];
    }

    boolean has(Agent agent) {
        for (int i = 0; i < count; i++) {
            if (found[i] == agent) {
                return true;
            }
        }
        return false;
    }

    /// One agent was chosen without a search.
    void only(Agent agent) {
        found[0] = agent;
        count = 1;
    }

    void nobody() {
        count = 0;
    }

    /// @param lastAgent goes first if able; null for none
    /// @param most how many at most, up to [#SHOWN]
    /// @return whether anybody is able
    boolean search(Lane lane, ConversationId conversation, List<Pass> passes, @Nullable Agent lastAgent, int most) {
        count = 0;
        wanted = most;
        passed = passes;
        last = null;
        if (!lane.anyAble()) {
            return false;
        }
        if (lastAgent != null && lane.able(lane.group.position(lastAgent)) && !passes(lastAgent)) {
            found[count++] = lastAgent;
            last = lastAgent;
        }
        int from = lane.nextAble(0);
        while (from >= 0 && count < wanted) {
            int to = lane.group.tierEnd[from];
            tier(lane, from, to, conversation);
            from = lane.nextAble(to);
        }
        return count > 0;
    }

    private boolean passes(Agent agent) {
        return !passed.isEmpty() && Pass.has(passed, agent.profile().id());
    }

    private void tier(Lane lane, int from, int to, ConversationId conversation) {
        Choosing choosing = lane.group.choosing;
        SortedSet<Agent> order = staff.orders().order(choosing);
        int able = lane.count(from, to);
        if (order != null && (long) able * able > (long) wanted * order.size()) {
            walk(order, lane, from, to, able);
        } else {
            look(lane, from, to, choosing, conversation);
        }
    }

    private void walk(SortedSet<Agent> order, Lane lane, int from, int to, int able) {
        int seen = 0;
        for (Agent agent : order) {
            int position = lane.group.position(agent);
            if (position >= from && position < to && lane.able(position)) {
                seen++;
                if (agent != last && !passes(agent)) {
                    found[count++] = agent;
                }
                if (count == wanted || seen == able) {
                    return;
                }
            }
        }
    }

    private void look(Lane lane, int from, int to, Choosing choosing, ConversationId conversation) {
        int start = count;
        Comparator<Agent> comparator = choosing == Choosing.SHUFFLED
                ? Comparator.<Agent>comparingLong(agent -> Lots.drawn(conversation, agent))
                        .thenComparingInt(Agent::index)
                : Orders.comparator(choosing);
        for (int at = lane.nextAble(from); at >= 0 && at < to; at = lane.nextAble(at + 1)) {
            Agent agent = staff.at(lane.group.order[at]);
            if (agent != last && !passes(agent)) {
                consider(agent, start, comparator);
            }
        }
    }

    private void consider(Agent agent, int start, Comparator<Agent> comparator) {
        int at = count;
        while (at > start && comparator.compare(agent, found[at - 1]) < 0) {
            at--;
        }
        if (at < wanted) {
            int end = Math.min(count, wanted - 1);
            System.arraycopy(found, at, found, at + 1, end - at);
            found[at] = agent;
            count = end + 1;
        }
    }
}
