package dev.onethread.ticket.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.Signal;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ticket.testing.Events;
import dev.onethread.ticket.testing.Inbox;
import dev.onethread.ticket.testing.LiveClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Read receipts of the web chat.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
class ReadingsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private final Inbox anna = Inbox.agent("anna");

    @Test
    void whatTheVisitorSawIsReadAndWithItWhatWasWrittenBefore() {
        Events customer = Events.ofWeb();
        UUID conversation = customer.conversation().value();
        try (TestTopics topics = new TestTopics()) {
            assigned(topics, customer, "anna");
            UUID first = UUID.randomUUID();
            UUID second = UUID.randomUUID();
            UUID third = UUID.randomUUID();
            for (UUID reply : List.of(first, second, third)) {
                assertThat(anna.reply(conversation, reply, "answer").status()).isLessThan(300);
            }
            sees(topics, Events.ofWeb(), third);
            sees(topics, customer, second);
            await().atMost(LONG).until(() -> state(conversation, first).equals("read"));
            assertThat(state(conversation, second)).isEqualTo("read");
            assertThat(state(conversation, third)).isNotEqualTo("read");
        }
    }

    @Test
    void theVisitorIsToldThatTheirAgentReadAndNothingOfAnybodyElse() {
        Events customer = Events.ofWeb();
        UUID conversation = customer.conversation().value();
        Inbox boss = Inbox.supervisor("boss");
        try (TestTopics topics = new TestTopics();
                LiveClient bosses = LiveClient.connect();
                LiveClient annas = LiveClient.connect()) {
            ConversationEvent.MessagePlaced placed = assigned(topics, customer, "anna");
            bosses.hello(boss.token(), null).awaitType("welcome");
            annas.hello(anna.token(), null).awaitType("welcome");
            for (LiveClient each : List.of(bosses, annas, annas)) {
                each.say("{\"type\":\"seen\",\"conversation\":\"" + conversation + "\"}");
            }
            String key = customer.address().key();
            topics.await(Topic.SIGNALS, seen -> key.equals(seen.key()));
            assertThat(topics.read(Topic.SIGNALS, key))
                    .singleElement()
                    .satisfies(seen -> assertThat(((Signal.SeenByAgent) seen.event()).channelMessage())
                            .isEqualTo(placed.message().channelMessage()));
        }
    }

    private ConversationEvent.MessagePlaced assigned(TestTopics topics, Events customer, String agent) {
        String key = customer.conversation().toString();
        ConversationEvent.MessagePlaced placed = customer.placed(1, "hello");
        topics.send(Topic.CONVERSATION_EVENTS, key, placed);
        topics.send(
                Topic.CONVERSATION_EVENTS,
                key,
                new ConversationEvent.WorkAssigned(
                        customer.conversation(),
                        Events.NOW,
                        new AgentId(agent),
                        new DeskId("support"),
                        0,
                        List.of(),
                        ConversationEvent.AssignReason.BEST_MATCH,
                        0,
                        null));
        await().atMost(LONG)
                .until(() -> anna.transcript(customer.conversation().value()).size() == 2);
        return placed;
    }

    private static void sees(TestTopics topics, Events customer, UUID reply) {
        topics.send(
                Topic.SIGNALS,
                customer.address().key(),
                new Signal.Seen(customer.address(), Instant.now(), 1, new ReplyId(reply)));
    }

    private String state(UUID conversation, UUID reply) {
        for (JsonNode entry : anna.transcript(conversation)) {
            if (entry.path("replyId").asText().equals(reply.toString())) {
                return entry.at("/delivery/state").asText();
            }
        }
        return "absent";
    }
}
