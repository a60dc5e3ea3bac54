package dev.onethread.routing.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Circumstances;
import dev.onethread.contracts.Circumstances.Group;
import dev.onethread.contracts.ConversationEvent.CustomerActed;
import dev.onethread.contracts.ConversationEvent.MessagePlaced;
import dev.onethread.contracts.CustomerEvent.AddressLinked;
import dev.onethread.contracts.CustomerEvent.AddressStateChanged;
import dev.onethread.contracts.CustomerEvent.CustomerRegistered;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer.AddressMoved;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class GroupPlacingTest {
    private static final Door BOT = new Door(Channel.TELEGRAM, "700");

    private final TestTopics topics = new TestTopics();
    private final long group = -ThreadLocalRandom.current().nextLong(1, 1L << 40);

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void aGroupIsOneCustomerUnderItsTitleWhoeverWrites() {
        Address address = Address.telegram(700, group);
        send(address, 1, "Bo", "hello");
        send(address, 2, "Kim", "hello, too");
        MessagePlaced second = placed(address, "2");
        assertThat(second.place()).isEqualTo(2);
        assertThat(second.message().author().name()).isEqualTo("Kim");
        assertThat(registered(second).name()).isEqualTo("Team");
    }

    @Test
    void aGroupThatMovedGoesOnInItsConversation() {
        Address before = Address.telegram(700, group);
        Address after = Address.telegram(700, group - (1L << 41));
        send(before, 1, "Bo", "small");
        MessagePlaced first = placed(before, "1");
        topics.send(
                Topic.MESSAGES_RECEIVED,
                after.key(),
                new AddressMoved(new MessageId("telegram:moved:" + group), BOT, after, Instant.now(), before));
        send(after, 1, "Bo", "large");
        MessagePlaced next = placed(after, "1");
        assertThat(next.conversation()).isEqualTo(first.conversation());
        assertThat(next.place()).isEqualTo(2);
        topics.await(
                Topic.CUSTOMER_EVENTS,
                seen -> seen.event() instanceof AddressLinked linked
                        && linked.address().equals(after)
                        && linked.customer().equals(first.customer()));
        AddressStateChanged left = (AddressStateChanged) topics.await(
                        Topic.CUSTOMER_EVENTS,
                        seen -> seen.event() instanceof AddressStateChanged changed
                                && changed.address().equals(before))
                .event();
        assertThat(left.reachable()).isFalse();
        assertThat(left.reason()).isEqualTo("moved");
    }

    @Test
    void aGroupThatMovedBeforeWeKnewItIsACustomerUnderItsNewAddress() {
        Address before = Address.telegram(700, group);
        Address after = Address.telegram(700, group - (1L << 41));
        topics.send(
                Topic.MESSAGES_RECEIVED,
                after.key(),
                new AddressMoved(new MessageId("telegram:moved:" + group), BOT, after, Instant.now(), before));
        send(after, 1, "Bo", "large");
        MessagePlaced first = placed(after, "1");
        CustomerActed moved = (CustomerActed) topics.await(
                        Topic.CONVERSATION_EVENTS,
                        seen -> seen.event() instanceof CustomerActed acted
                                && acted.act().address().equals(after))
                .event();
        assertThat(moved.conversation()).isEqualTo(first.conversation());
        assertThat(first.place()).isEqualTo(1);
    }

    private void send(Address address, int number, String author, String text) {
        Instant now = Instant.now();
        topics.send(
                Topic.MESSAGES_RECEIVED,
                address.key(),
                new MessageReceived(
                        new MessageId(address.key() + "/" + number),
                        BOT,
                        address,
                        now,
                        now,
                        new Author(author, null, null, "7"),
                        Body.text(text),
                        Integer.toString(number),
                        null,
                        null,
                        null,
                        new Circumstances(null, null, null, new Group("Team", null), null, null)));
    }

    private MessagePlaced placed(Address address, String channelMessage) {
        return (MessagePlaced) topics.await(
                        Topic.CONVERSATION_EVENTS,
                        seen -> seen.event() instanceof MessagePlaced placed
                                && placed.message().address().equals(address)
                                && placed.message().channelMessage().equals(channelMessage))
                .event();
    }

    private CustomerRegistered registered(MessagePlaced placed) {
        return (CustomerRegistered) topics.await(
                        Topic.CUSTOMER_EVENTS,
                        seen -> seen.event() instanceof CustomerRegistered registered
                                && registered.customer().equals(placed.customer()))
                .event();
    }
}
