package dev.onethread.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Circumstances;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.ConversationEvent.CustomerActed;
import dev.onethread.contracts.ConversationEvent.MessagePlaced;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.DeliveryReported;
import dev.onethread.contracts.DeliveryReported.Outcome;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.FromCustomerAct;
import dev.onethread.contracts.Letterhead;
import dev.onethread.contracts.MailThread;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ticket.testing.Events;
import dev.onethread.ticket.testing.Inbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a mail says around its words, and what comes back about ours.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
class MailEntriesTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestTopics topics = new TestTopics();
    private final Inbox anna = Inbox.agent("anna");
    private final ConversationId conversation = new ConversationId(UUID.randomUUID());
    private final CustomerId customer = new CustomerId(UUID.randomUUID());
    private final Address address = Address.mail("mail-" + UUID.randomUUID() + "@example.com");
    private final Door door = new Door(Channel.MAIL, "help@shop.example");
    private final UUID id = conversation.value();
    private final String sentAs = "<" + UUID.randomUUID() + ".1@shop.example>";

    @BeforeEach
    void theCustomerAsks() {
        placed(1, head(null));
        await().atMost(SOON).until(() -> anna.transcript(id).size() == 1);
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void aReplyThatBouncesHasFailedAndSaysWhy() {
        sent("Here it is");
        act(FromCustomerAct.Kind.BOUNCED, "550 5.1.1 no such user", sentAs);
        await().atMost(SOON).until(() -> delivery(2).path("state").asText().equals("failed"));
        assertThat(delivery(2).path("code").asText()).isEqualTo("bounced");
        assertThat(delivery(2).path("detail").asText()).isEqualTo("550 5.1.1 no such user");
        assertThat(anna.transcript(id)).hasSize(2);
    }

    @Test
    void aReplyThatWasOpenedIsReadAndNoLaterBounceUndoesIt() {
        sent("Here it is");
        act(FromCustomerAct.Kind.KEPT, "mail/receipt", sentAs);
        await().atMost(SOON).until(() -> delivery(2).path("state").asText().equals("read"));
        act(FromCustomerAct.Kind.BOUNCED, "550 late", sentAs);
        act(FromCustomerAct.Kind.KEPT, "mail/vacation", sentAs);
        await().atMost(SOON).until(() -> anna.transcript(id).size() == 3);
        assertThat(delivery(2).path("state").asText()).isEqualTo("read");
        assertThat(anna.transcript(id).get(2).path("event").path("reason").asText())
                .isEqualTo("mail/vacation");
    }

    @Test
    void whatIsAboutNoMailOfThisConversationStandsByItself() {
        act(FromCustomerAct.Kind.BOUNCED, "550 5.1.1 no such user", "<somebody@else>");
        await().atMost(SOON).until(() -> anna.transcript(id).size() == 2);
        assertThat(anna.transcript(id).get(1).path("event").path("type").asText())
                .isEqualTo("bounced");
    }

    @Test
    void whomAMailQuotesIsToldWhereItIsSomebodyElse() {
        ConversationId other = new ConversationId(UUID.randomUUID());
        placed(2, head(new Letterhead.Quoted(other, Letterhead.Via.ADDRESS, false)));
        placed(3, head(new Letterhead.Quoted(conversation, Letterhead.Via.MESSAGE_ID, true)));
        placed(4, head(new Letterhead.Quoted(null, Letterhead.Via.ADDRESS, false)));
        await().atMost(SOON).until(() -> anna.transcript(id).size() == 4);
        assertThat(letter(2).path("quoted").path("conversation").asText()).isEqualTo(other.toString());
        assertThat(letter(3).path("quoted").isObject()).isFalse();
        assertThat(letter(4).path("quoted").isObject()).isTrue();
        assertThat(letter(4).path("quoted").path("conversation").isTextual()).isFalse();
        assertThat(letter(1).path("to").get(0).asText()).isEqualTo("help@shop.example");
        assertThat(letter(1).path("cc").get(0).asText()).isEqualTo("Boris <boris@example.com>");
        assertThat(letter(1).path("sender").asText()).isEqualTo("disproved");
    }

    private static Letterhead head(Letterhead.Quoted quoted) {
        return new Letterhead(
                List.of("help@shop.example"),
                List.of("Boris <boris@example.com>"),
                null,
                Letterhead.Sender.DISPROVED,
                quoted);
    }

    private void sent(String text) {
        UUID reply = UUID.randomUUID();
        anna.reply(id, reply, text);
        topics.send(
                Topic.DELIVERY_REPORTS,
                id.toString(),
                new DeliveryReported(
                        conversation, Events.NOW, new ReplyId(reply), address, 1, new Outcome.Sent(sentAs, false)));
        await().atMost(SOON).until(() -> delivery(2).path("state").asText().equals("sent"));
    }

    private JsonNode letter(int seq) {
        return anna.transcript(id).get(seq - 1).path("letter");
    }

    private JsonNode delivery(int seq) {
        return anna.transcript(id).get(seq - 1).path("delivery");
    }

    private void act(FromCustomerAct.Kind kind, String data, String about) {
        tell(new CustomerActed(
                conversation,
                Events.NOW,
                null,
                new FromCustomerAct(
                        kind,
                        new MessageId("mail:test:" + UUID.randomUUID()),
                        door,
                        address,
                        null,
                        null,
                        List.of(),
                        data,
                        about)));
    }

    private void placed(long place, Letterhead head) {
        String mailId = "<" + UUID.randomUUID() + "@example.com>";
        tell(new MessagePlaced(
                conversation,
                Events.NOW,
                customer,
                place,
                new MessageReceived(
                        new MessageId("mail:test:" + UUID.randomUUID()),
                        door,
                        address,
                        Events.NOW,
                        Events.NOW,
                        new Author("Мария", null, "ru"),
                        Body.text("mail " + place),
                        mailId,
                        null,
                        new MailThread(mailId, List.of(), "Order"),
                        null,
                        Circumstances.of(head))));
    }

    private void tell(ConversationEvent event) {
        topics.send(Topic.CONVERSATION_EVENTS, id.toString(), event);
    }
}
