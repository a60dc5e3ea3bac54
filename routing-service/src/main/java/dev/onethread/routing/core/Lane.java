package dev.onethread.routing.core;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Requirement;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Conversations that ask for the same, in the order of their rank. An agent who cannot take one of them can take
/// none, but for those who gave one back: this is what makes matching independent of the queue's length.
final class Lane {
    /// What conversations have in common that wait in one lane.
    record Key(DeskId desk, Requirement needs, int weight) {
        static Key of(Demand demand) {
            return new Key(demand.desk(), demand.steps().getFirst().requirement(), demand.weight());
        }
    }

    /// A place in the order; lower `score` first, ties by id.
    record Waiting(long score, ConversationId id, List<Pass> passed) {
        static final Comparator<Waiting> BY_RANK = Comparator.comparingLong(Waiting::score)
                .thenComparing(waiting -> waiting.id().value());
    }

    private final Key key;
    private final int[] fits;
    private final TreeSet<Waiting> waiting = new TreeSet<>(Waiting.BY_RANK);

    Lane(Key key, int[] fits) {
        this.key = key;
        this.fits = fits;
    }

    Key key() {
        return key;
    }

    int fit(Agent agent) {
        return fits[agent.index()];
    }

    boolean takes(Agent agent) {
        return fit(agent) >= 0 && key.weight() <= agent.free() && agent.able();
    }

    TreeSet<Waiting> waiting() {
        return waiting;
    }

    @Nullable
    Waiting firstFor(AgentId agent) {
        for (Waiting next : waiting) {
            if (!Pass.has(next.passed(), agent)) {
                return next;
            }
        }
        return null;
    }
}
