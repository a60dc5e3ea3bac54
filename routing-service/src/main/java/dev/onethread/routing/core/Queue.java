package dev.onethread.routing.core;

import dev.onethread.contracts.DeskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What waits in a pool, in lanes.
final class Queue {
    private final Staff staff;
    private final Duration priorityPoint;
    private final Map<Lane.Key, Lane> lanes = new HashMap<>();
    private final Map<Lane.Key, Lane> occupied = new LinkedHashMap<>();

    Queue(Staff staff, Duration priorityPoint) {
        this.staff = staff;
        this.priorityPoint = priorityPoint;
    }

    /// Milliseconds: when its waiting began, less what its priority is worth. Lower goes first.
    long score(Instant since, int priority) {
        return since.toEpochMilli() - priorityPoint.toMillis() * priority;
    }

    void add(Conversation conversation, Work.Queued work) {
        Lane lane = lane(conversation.demand());
        lane.waiting().add(waiting(conversation, work));
        occupied.put(lane.key(), lane);
    }

    void remove(Conversation conversation, Work.Queued work) {
        Lane lane = lane(conversation.demand());
        lane.waiting().remove(waiting(conversation, work));
        if (lane.waiting().isEmpty()) {
            occupied.remove(lane.key());
        }
    }

    Lane lane(Demand demand) {
        return lanes.computeIfAbsent(Lane.Key.of(demand), key -> new Lane(key, staff.fits(key)));
    }

    Collection<Lane> occupied() {
        return occupied.values();
    }

    Lane.Waiting waiting(Conversation conversation, Work.Queued work) {
        long score = score(work.since(), conversation.demand().priority());
        return new Lane.Waiting(score, conversation.id(), work.passed());
    }

    /// The first in rank of all that `agent` can take now.
    Lane.@Nullable Waiting firstFor(Agent agent) {
        Lane.Waiting best = null;
        for (Lane lane : occupied.values()) {
            if (lane.takes(agent)) {
                Lane.Waiting first = lane.firstFor(agent.profile().id());
                if (first != null && (best == null || Lane.Waiting.BY_RANK.compare(first, best) < 0)) {
                    best = first;
                }
            }
        }
        return best;
    }

    int waiting(DeskId desk) {
        return occupied.values().stream()
                .filter(lane -> lane.key().desk().equals(desk))
                .mapToInt(lane -> lane.waiting().size())
                .sum();
    }
}
