package dev.onethread.routing.core;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What waits in a pool, in lanes.
final class Queue {
    /// More groups of agents than this are not remembered when nothing of theirs waits.
    private static final int REMEMBERED = 1_000;

    /// Apart by more than any time that has to do with us.
    private static final long CLASS_APART = 1L << 50;

    private final Staff staff;
    private final Configuration configuration;
    private final Map<Group.Key, Group> groups = new HashMap<>();
    private final List<Lane> lanes = new ArrayList<>();

    Queue(Staff staff, Configuration configuration) {
        this.staff = staff;
        this.configuration = configuration;
    }

    /// Milliseconds, lower goes first. By score: when its waiting began, less what its priority is worth. By
    /// due time: when it is due, less the time the desk gives what has no due time. By strict classes: when
    /// its waiting began, and the classes further apart than all time; a normal one ranks among other
    /// desks' by its age.
    long score(DeskPolicy policy, Instant since, Demand demand) {
        long began = since.toEpochMilli();
        return switch (policy.ordering()) {
            case SCORE -> began - worth(policy, demand.priority());
            case STRICT_CLASSES -> {
                int above = PriorityClass.of(demand.priority()).ordinal() - PriorityClass.NORMAL.ordinal();
                yield began - above * CLASS_APART;
            }
            case SLA_DUE ->
                demand.dueAt() == null
                        ? began
                        : demand.dueAt().toEpochMilli() - policy.dueUnlessSet().toMillis();
        };
    }

    private long worth(DeskPolicy policy, int priority) {
        Map<PriorityClass, Duration> worth = policy.worth();
        if (worth == null) {
            return configuration.policy().priorityPoint().toMillis() * PriorityClass.aboveNormal(priority);
        }
        return worth.getOrDefault(PriorityClass.of(priority), Duration.ZERO).toMillis();
    }

    /// The desk in whose queue a conversation is at a step of its needs.
    static DeskId desk(Demand demand, int step) {
        DeskId there = step(demand, step).desk();
        return there == null ? demand.desk() : there;
    }

    static NeedStep step(Demand demand, int step) {
        List<NeedStep> steps = demand.steps();
        return steps.get(Math.min(step, steps.size() - 1));
    }

    Lane lane(Demand demand, int step, boolean overflowed) {
        NeedStep needs = step(demand, step);
        DeskId desk = needs.desk() == null ? demand.desk() : needs.desk();
        DeskPolicy.Overflow overflow = overflowed ? configuration.policy(desk).overflow() : null;
        DeskId also = overflow == null ? null : overflow.to();
        return lane(new Group.Key(desk, also, needs.requirement(), needs.supervisors()), demand);
    }

    Lane lane(Group.Key key, Demand demand) {
        Group group = groups.get(key);
        if (group == null) {
            if (groups.size() >= REMEMBERED) {
                forgetEmpty();
            }
            group = new Group(key, configuration.policy(key.desk()).choosing(), staff);
            groups.put(key, group);
        }
        return lane(group, demand.weight(), demand.channel());
    }

    private Lane lane(Group group, int weight, @Nullable Channel channel) {
        int loadClass = staff.loadClass(weight, channel);
        if (loadClass >= group.lanes.length) {
            group.lanes = java.util.Arrays.copyOf(group.lanes, loadClass + 1);
        }
        Lane lane = group.lanes[loadClass];
        if (lane == null) {
            lane = new Lane(group, loadClass, weight, channel);
            group.lanes[loadClass] = lane;
            lanes.add(lane);
            staff.enter(lane);
        }
        return lane;
    }

    private void forgetEmpty() {
        groups.values().removeIf(group -> {
            for (Lane lane : group.lanes) {
                if (lane != null && !lane.waiting.isEmpty()) {
                    return false;
                }
            }
            return true;
        });
        lanes.clear();
        staff.leaveLanes();
        for (Group group : groups.values()) {
            for (int i = 0; i < group.lanes.length; i++) {
                Lane lane = group.lanes[i];
                if (lane != null && lane.waiting.isEmpty()) {
                    group.lanes[i] = null;
                } else if (lane != null) {
                    lanes.add(lane);
                    staff.rejoin(lane);
                }
            }
        }
    }

    Collection<Lane> lanes() {
        return lanes;
    }
}
