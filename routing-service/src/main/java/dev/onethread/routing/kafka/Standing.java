package dev.onethread.routing.kafka;

import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskEvent.DeskQueue;
import dev.onethread.contracts.DeskEvent.QueuePlace;
import dev.onethread.routing.core.Engine.PlaceView;
import dev.onethread.routing.core.Engine.QueueView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What others were told of the queues, so that they are told only what is new: at most once a second.
final class Standing {
    /// So many of each desk's queue are told their place; who stands further back learns it when they come nearer.
    static final int TOLD = 200;

    private static final Duration SECOND = Duration.ofSeconds(1);

    /// An expectation that differs by less is not worth telling.
    private static final long COARSE = 15;

    private @Nullable List<DeskQueue> queues;
    private Map<ConversationId, QueuePlace> places = new HashMap<>();
    private Instant toldAt = Instant.EPOCH;

    /// Whether it is time to tell.
    boolean due(Instant now) {
        if (toldAt.plus(SECOND).isAfter(now)) {
            return false;
        }
        toldAt = now;
        return true;
    }

    /// @return the queues' facts, empty where they are as they were told last
    List<DeskQueue> queues(List<QueueView> now) {
        List<DeskQueue> facts = now.stream()
                .map(queue -> new DeskQueue(
                        queue.desk(),
                        queue.waiting(),
                        queue.oldest(),
                        queue.available(),
                        coarse(queue.expectedSeconds()),
                        coarse(queue.spreadSeconds())))
                .toList();
        if (facts.equals(queues)) {
            return List.of();
        }
        queues = facts;
        return facts;
    }

    /// @return those whose place or expected wait is another than they were told last
    List<QueuePlace> places(List<PlaceView> now) {
        Map<ConversationId, QueuePlace> all = new HashMap<>();
        List<QueuePlace> changed = new ArrayList<>();
        for (PlaceView view : now) {
            QueuePlace place = new QueuePlace(
                    view.conversation(),
                    view.desk(),
                    view.place(),
                    coarse(view.expectedSeconds()),
                    coarse(view.spreadSeconds()));
            if (!place.equals(places.get(view.conversation()))) {
                changed.add(place);
            }
            all.put(view.conversation(), place);
        }
        places = all;
        return changed;
    }

    private static @Nullable Long coarse(@Nullable Long seconds) {
        return seconds == null ? null : Long.valueOf((seconds + COARSE / 2) / COARSE * COARSE);
    }
}
