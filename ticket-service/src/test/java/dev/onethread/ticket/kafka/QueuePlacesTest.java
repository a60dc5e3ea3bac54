package dev.onethread.ticket.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.DeskEvent;
import dev.onethread.contracts.DeskEvent.QueuePlace;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Signal;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ticket.testing.Events;
import dev.onethread.ticket.testing.Inbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
class QueuePlacesTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final DeskId DESK = new DeskId("support");

    private record Told(Integer place, Long seconds) {}

    @Test
    void whoWaitsInAWebChatIsToldTheirPlaceWhenItReadsOtherwiseAndWhenTheyWaitNoLonger() {
        Inbox anna = Inbox.agent("anna");
        Events customer = Events.ofWeb();
        String key = customer.conversation().toString();
        try (var topics = new TestTopics()) {
            topics.send(Topic.CONVERSATION_EVENTS, key, customer.placed(1, "hello"));
            topics.send(
                    Topic.CONVERSATION_EVENTS,
                    key,
                    new ConversationEvent.WorkQueued(
                            customer.conversation(),
                            Events.NOW,
                            DESK,
                            Events.NOW,
                            0,
                            List.of(),
                            ConversationEvent.QueueReason.CUSTOMER_WROTE,
                            null));
            await().atMost(LONG)
                    .until(() ->
                            anna.transcript(customer.conversation().value()).size() == 2);
            for (QueuePlace place : List.of(
                    new QueuePlace(customer.conversation(), DESK, 3, null, null),
                    new QueuePlace(customer.conversation(), DESK, 2, 240L, 30L),
                    new QueuePlace(customer.conversation(), DESK, 2, 250L, 30L),
                    new QueuePlace(customer.conversation(), DESK, 1, 60L, 30L))) {
                topics.send(
                        Topic.DESK_EVENTS,
                        "main",
                        new DeskEvent.QueuePlaces(new PoolId("main"), Events.NOW, 1, List.of(place)));
                await().atMost(LONG)
                        .until(() -> told(topics, customer).stream()
                                .anyMatch(each -> each.place() != null && each.place() == place.place()));
            }
            topics.send(
                    Topic.CONVERSATION_EVENTS,
                    key,
                    new ConversationEvent.WorkAssigned(
                            customer.conversation(),
                            Events.NOW,
                            new AgentId("anna"),
                            DESK,
                            0,
                            List.of(),
                            ConversationEvent.AssignReason.BEST_MATCH,
                            0,
                            null));
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(told(topics, customer))
                            .isEqualTo(Arrays.asList(
                                    new Told(3, null), new Told(2, 240L), new Told(1, 60L), new Told(null, null))));
        }
    }

    private static List<Told> told(TestTopics topics, Events customer) {
        return topics.read(Topic.SIGNALS).stream()
                .map(seen -> seen.event())
                .filter(Signal.InQueue.class::isInstance)
                .map(Signal.InQueue.class::cast)
                .filter(each -> each.address().equals(customer.address()))
                .map(each -> new Told(each.place(), each.expectedSeconds()))
                .toList();
    }
}
