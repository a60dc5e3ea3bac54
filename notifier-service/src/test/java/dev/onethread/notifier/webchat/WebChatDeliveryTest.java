package dev.onethread.notifier.webchat;

import static dev.onethread.notifier.Customers.ask;
import static dev.onethread.notifier.Customers.ending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.DeliveryReported.Outcome;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.ReplyRequest.ReplyRequested;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Visitor;
import dev.onethread.contracts.WebChatDelivery;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics.Seen;
import dev.onethread.notifier.Channels;
import dev.onethread.notifier.Customers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(Channels.class)
class WebChatDeliveryTest {
    private static final Door SHOP = new Door(Channel.WEB, "shop");

    @Test
    void repliesReachTheVisitorsScreenInOrderAndCountAsSent() {
        Visitor visitor = new Visitor("visitor-" + UUID.randomUUID());
        List<ReplyRequested> replies = IntStream.range(0, 5)
                .mapToObj(i -> ask(Address.web(visitor), SHOP, Body.text("ответ " + i)))
                .toList();
        assertThat(replies).allSatisfy(reply -> assertThat(ending(reply, 1)).isEqualTo(new Outcome.Sent(null, false)));
        assertThat(Customers.TOPICS.read(Topic.WEBCHAT_DELIVERIES, visitor.value()))
                .extracting(seen -> ((WebChatDelivery) seen.event()).body().text())
                .containsExactly("ответ 0", "ответ 1", "ответ 2", "ответ 3", "ответ 4");
    }

    @Test
    void theScreenShowsWhoAnswers() {
        Visitor visitor = new Visitor("visitor-" + UUID.randomUUID());
        ReplyRequested reply = ask(Address.web(visitor), SHOP, Body.text("Добрый день"));
        Seen seen = Customers.TOPICS.await(
                Topic.WEBCHAT_DELIVERIES, one -> one.key().equals(visitor.value()));
        assertThat((WebChatDelivery) seen.event()).satisfies(delivery -> {
            assertThat(delivery.agentName()).isEqualTo("Дарья");
            assertThat(delivery.reply()).isEqualTo(reply.reply());
            assertThat(delivery.attempt()).isEqualTo(1);
        });
    }
}
