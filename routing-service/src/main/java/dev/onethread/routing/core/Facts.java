package dev.onethread.routing.core;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// What customers and screens are told of the queues.
final class Facts {
    private final Board board;

    Facts(Board board) {
        this.board = board;
    }

    static Engine.AgentView view(Agent agent) {
        AgentProfile profile = agent.profile();
        List<Engine.ChannelView> channels = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            Candidate.Room room = agent.room(channel);
            if (room != null) {
                channels.add(new Engine.ChannelView(channel, room.held(), room.limit()));
            }
        }
        return new Engine.AgentView(
                agent.state(), profile.name(), agent.seen(), agent.load(), profile.capacity(), channels);
    }

    List<Engine.QueueView> queues() {
        return board.configuration().desks().stream().map(this::queue).toList();
    }

    private Engine.QueueView queue(DeskId desk) {
        int available = 0;
        boolean room = false;
        for (Agent agent : board.staff().all()) {
            if (agent.able() && agent.profile().desks().contains(desk)) {
                available++;
                room |= agent.free() > 0;
            }
        }
        Pace pace = board.pace(desk);
        Pace.Expected expected =
                pace.waiting() == 0 && room ? new Pace.Expected(0, 0) : pace.expected(pace.waiting() + 1, board.now());
        return new Engine.QueueView(
                desk,
                pace.waiting(),
                board.oldest(desk).since(),
                available,
                expected == null ? null : expected.seconds(),
                expected == null ? null : expected.spread());
    }

    /// The next of a lane, and those after it.
    private record Line(Slot first, Iterator<Slot> rest) {}

    List<Engine.PlaceView> places(int most) {
        List<Engine.PlaceView> places = new ArrayList<>();
        Map<DeskId, PriorityQueue<Line>> lines = new HashMap<>();
        for (Lane lane : board.queue().lanes()) {
            add(lines, lane.group.key.desk(), lane.waiting.iterator());
        }
        for (Agent agent : board.staff().all()) {
            for (Slot slot : agent.kept) {
                add(lines, board.deskOf(slot.conversation), List.of(slot).iterator());
            }
        }
        for (DeskId desk : board.configuration().desks()) {
            PriorityQueue<Line> here = lines.get(desk);
            Line first = here == null ? null : here.poll();
            for (int place = 1; here != null && first != null && place <= most; place++) {
                Pace.Expected expected = board.pace(desk).expected(place, board.now());
                places.add(new Engine.PlaceView(
                        first.first.id,
                        desk,
                        place,
                        expected == null ? null : expected.seconds(),
                        expected == null ? null : expected.spread()));
                add(lines, desk, first.rest);
                first = here.poll();
            }
        }
        return places;
    }

    private static void add(Map<DeskId, PriorityQueue<Line>> lines, DeskId desk, Iterator<Slot> rest) {
        if (rest.hasNext()) {
            lines.computeIfAbsent(desk, each -> new PriorityQueue<>((a, b) -> Slot.compare(a.first, b.first)))
                    .add(new Line(rest.next(), rest));
        }
    }
}
