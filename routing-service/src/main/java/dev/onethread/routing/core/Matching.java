package dev.onethread.routing.core;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Ends a step: matches until no feasible pair is left. Before the step there was none, so only who became able and
/// what began to wait in it can be part of one.
final class Matching {
    private final Board board;
    private final Giving giving;

    Matching(Board board, Giving giving) {
        this.board = board;
        this.giving = giving;
    }

    void settle() {
        List<Agent> opened = board.opened;
        List<Slot> arrived = board.arrived;
        if (opened.size() == 1 && nothingNew(arrived) && board.onlyStale(opened.getFirst())) {
            fill(opened.getFirst());
            board.sync();
        } else {
            board.sync();
            if (opened.isEmpty()) {
                matchArrived(arrived);
            } else {
                keptFirst(opened);
                matchLanes();
            }
        }
        for (int i = 0; i < arrived.size(); i++) {
            Slot slot = arrived.get(i);
            slot.arrived = false;
            giving.tellQueued(slot);
        }
        arrived.clear();
        for (int i = 0; i < opened.size(); i++) {
            opened.get(i).opened = false;
        }
        opened.clear();
    }

    private static boolean nothingNew(List<Slot> arrived) {
        for (int i = 0; i < arrived.size(); i++) {
            if (arrived.get(i).conversation.work() instanceof Work.Queued) {
                return false;
            }
        }
        return true;
    }

    /// What waits could be given to nobody before; so it can only be given to this one.
    private void fill(Agent agent) {
        for (Slot first = board.staff().firstFor(agent);
                first != null;
                first = board.staff().firstFor(agent)) {
            giving.match(first, agent);
        }
    }

    private void matchArrived(List<Slot> arrived) {
        if (arrived.size() == 1) {
            match(arrived.getFirst());
            return;
        }
        List<Slot> sorted = new ArrayList<>(arrived);
        sorted.sort(Slot.BY_RANK);
        sorted.forEach(this::match);
    }

    private @Nullable Agent match(Slot slot) {
        Agent agent = giving.match(slot);
        if (agent != null) {
            board.sync();
        }
        return agent;
    }

    /// What was kept for an agent who has room now.
    private void keptFirst(List<Agent> opened) {
        for (int i = 0; i < opened.size(); i++) {
            Agent agent = opened.get(i);
            if (agent.able() && !agent.kept.isEmpty()) {
                for (Slot slot : List.copyOf(agent.kept)) {
                    Demand demand = slot.conversation.demand();
                    if (agent.fullness(demand.weight(), demand.channel()) == null) {
                        giving.match(slot, agent);
                        board.sync();
                    }
                }
            }
        }
    }

    /// How far a lane was looked through.
    private record Cursor(Lane lane, Slot slot) {}

    /// The best feasible pair first, over all lanes.
    private void matchLanes() {
        PriorityQueue<Cursor> cursors = new PriorityQueue<>((a, b) -> Slot.compare(a.slot, b.slot));
        for (Lane lane : board.queue().lanes()) {
            if (lane.anyAble() && !lane.waiting.isEmpty()) {
                cursors.add(new Cursor(lane, lane.waiting.first()));
            }
        }
        for (Cursor best = cursors.poll(); best != null; best = cursors.poll()) {
            Lane lane = best.lane;
            if (lane.anyAble()) {
                match(best.slot);
                Slot next = lane.waiting.higher(best.slot);
                if (next != null && lane.anyAble()) {
                    cursors.add(new Cursor(lane, next));
                }
            }
        }
    }
}
