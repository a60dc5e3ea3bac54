package dev.onethread.ticket.kafka;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskEvent;
import dev.onethread.contracts.DeskEvent.AgentNoted;
import dev.onethread.contracts.DeskEvent.CommandAccepted;
import dev.onethread.contracts.DeskEvent.CommandRefused;
import dev.onethread.contracts.DeskEvent.DeskQueue;
import dev.onethread.contracts.DeskEvent.QueueFacts;
import dev.onethread.contracts.DeskEvent.QueuePlace;
import dev.onethread.contracts.DeskEvent.QueuePlaces;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Handler;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.Tx;
import dev.onethread.ticket.postgres.DeskRows;
import dev.onethread.ticket.postgres.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the dispatcher tells: only the newest of each agent and desk matters.
@ApplicationScoped
class DeskEvents implements Handler<DeskEvent> {
    @Override
    public Topic topic() {
        return Topic.DESK_EVENTS;
    }

    @Override
    public Class<DeskEvent> type() {
        return DeskEvent.class;
    }

    @Override
    public void apply(Tx tx, List<Received<DeskEvent>> batch) {
        List<DeskRows.Answer> answers = new ArrayList<>();
        Map<AgentId, AgentNoted> agents = new TreeMap<>();
        Map<DeskId, DeskQueue> queues = new TreeMap<>();
        Map<ConversationId, QueuePlace> places = new HashMap<>();
        for (Received<DeskEvent> received : batch) {
            switch (received.event()) {
                case CommandAccepted accepted -> answers.add(new DeskRows.Answer(accepted.command(), ""));
                case CommandRefused refused -> answers.add(new DeskRows.Answer(refused.command(), refused.reason()));
                case AgentNoted noted -> agents.put(noted.agent(), noted);
                case QueuePlaces stood -> stood.places().forEach(place -> places.put(place.conversation(), place));
                case QueueFacts facts -> facts.desks().forEach(queue -> queues.put(queue.desk(), queue));
            }
        }
        if (!answers.isEmpty()) {
            DeskRows.answered(tx, answers);
        }
        agents.values().forEach(noted -> DeskRows.noted(tx, noted));
        queues.values().forEach(queue -> DeskRows.facts(tx, queue));
        if (!places.isEmpty()) {
            Standing.stand(tx, places.values(), batch.getLast().event().at());
        }
    }
}
