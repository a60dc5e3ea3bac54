package dev.onethread.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Button;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Circumstances;
import dev.onethread.contracts.Circumstances.Answered;
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
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.ReplyRequest.AmendmentRequested;
import dev.onethread.contracts.ReplyRequest.ReplyRequested;
import dev.onethread.contracts.Span;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ticket.testing.Events;
import dev.onethread.ticket.testing.Inbox;
import dev.onethread.ticket.testing.Inbox.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What Telegram says around the words, and what agents do with what they sent.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
class TelegramEntriesTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestTopics topics = new TestTopics();
    private final Inbox anna = Inbox.agent("anna");
    private final ConversationId conversation = new ConversationId(UUID.randomUUID());
    private final CustomerId customer = new CustomerId(UUID.randomUUID());
    private final Address address =
            Address.telegram(700, ThreadLocalRandom.current().nextLong(1, 1L << 40));
    private final Door door = new Door(Channel.TELEGRAM, "700");
    private final UUID id = conversation.value();

    @BeforeEach
    void theCustomerAsks() {
        placed(1, "11", null, Body.text("which one?"), null);
        await().atMost(SOON).until(() -> anna.transcript(id).size() == 1);
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void aReplyAnswersAMessageInItsFormsWithChoicesAndTheChoiceComesBack() {
        UUID reply = UUID.randomUUID();
        Answer written = anna.put(
                "/conversations/" + id + "/replies/" + reply,
                Map.of("text", "**Red** or blue", "answers", 1, "choices", List.of("Red", "Blue")));
        assertThat(written.status()).isEqualTo(201);
        assertThat(written.body().path("text").asText()).isEqualTo("Red or blue");
        assertThat(written.body().path("answered").path("seq").asInt()).isEqualTo(1);
        ReplyRequested asked = (ReplyRequested) requested(reply);
        assertThat(asked.answers()).isEqualTo("11");
        assertThat(asked.buttons()).containsExactly(Button.choice(1, "Red"), Button.choice(2, "Blue"));
        assertThat(asked.body().spans()).containsExactly(new Span(Span.Kind.BOLD, 0, 3, null));
        report(reply, new Outcome.Sent("12", false));
        await().atMost(SOON).until(() -> entry(2).path("answerable").asBoolean());
        placed(
                2,
                "choice:2/12/5",
                "12",
                Body.text("Blue"),
                new Circumstances(null, null, null, null, "choice:2", null));
        await().atMost(SOON).until(() -> anna.transcript(id).size() == 3);
        assertThat(entry(3).path("choice").asBoolean()).isTrue();
        assertThat(entry(3).path("answered").path("seq").asInt()).isEqualTo(2);
        assertThat(entry(2).path("buttons").findValuesAsText("chosen")).containsExactly("false", "true");
    }

    @Test
    void aReplyChangesOnceTheChannelHasSaidSoAndKeepsWhatItSaidBefore() {
        UUID reply = sent("first");
        UUID change = UUID.randomUUID();
        String path = "/conversations/" + id + "/replies/" + reply + "/amendments/" + change;
        assertThat(anna.put(path, Map.of("text", "_second_")).status()).isEqualTo(202);
        assertThat(anna.put(path, Map.of("text", "_second_")).status()).isEqualTo(202);
        AmendmentRequested wish = (AmendmentRequested) requested(change);
        assertThat(wish.of().value()).isEqualTo(reply);
        assertThat(wish.body().text()).isEqualTo("second");
        assertThat(entry(2).path("text").asText()).isEqualTo("first");
        assertThat(anna.put(amendment(reply), Map.of("text", "third")).code()).isEqualTo("change-pending");
        report(change, new Outcome.Sent("12", false));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(entry(2).path("text").asText()).isEqualTo("second"));
        assertThat(entry(2).path("spans").findValuesAsText("kind")).containsExactly("ITALIC");
        assertThat(entry(2).path("editedAt").isTextual()).isTrue();
        assertThat(entry(2).path("amendment").isObject()).isFalse();
        assertThat(versions(2)).containsExactly("first");
    }

    @Test
    void aRefusedChangeIsSaidAndAWithdrawnReplyIsGone() {
        UUID reply = sent("first");
        UUID change = UUID.randomUUID();
        anna.put("/conversations/" + id + "/replies/" + reply + "/amendments/" + change, Map.of("text", "second"));
        report(change, new Outcome.Failed("too-late", "Bad Request: message can't be edited"));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(entry(2).path("amendment").path("code").asText())
                                .isEqualTo("too-late"));
        assertThat(entry(2).path("text").asText()).isEqualTo("first");
        UUID withdrawal = UUID.randomUUID();
        assertThat(anna.put(
                                "/conversations/" + id + "/replies/" + reply + "/amendments/" + withdrawal,
                                new HashMap<String, String>())
                        .status())
                .isEqualTo(202);
        assertThat(((AmendmentRequested) requested(withdrawal)).body()).isNull();
        report(withdrawal, new Outcome.Sent("12", false));
        await().atMost(SOON).until(() -> entry(2).path("deleted").asBoolean());
        assertThat(entry(2).path("text").asText()).isEmpty();
        assertThat(anna.put(amendment(reply), Map.of("text", "late")).code()).isEqualTo("not-sent");
    }

    @Test
    void onlyWhoWroteAReplyChangesItAndOnlyOnceItWasSent() {
        UUID reply = UUID.randomUUID();
        anna.reply(id, reply, "first");
        assertThat(anna.put(amendment(reply), Map.of("text", "x")).code()).isEqualTo("not-sent");
        report(reply, new Outcome.Sent("12", false));
        await().atMost(SOON).until(() -> entry(2).path("answerable").asBoolean());
        assertThat(Inbox.agent("boris")
                        .put(amendment(reply), Map.of("text", "x"))
                        .status())
                .isEqualTo(403);
        assertThat(anna.put(amendment(reply), Map.of("text", " ")).code()).isEqualTo("reply-empty");
        assertThat(anna.put(amendment(UUID.randomUUID()), Map.of("text", "x")).code())
                .isEqualTo("reply-unknown");
    }

    @Test
    void whatCannotBeOfferedOrAnsweredIsRefused() {
        String path = "/conversations/" + id + "/replies/" + UUID.randomUUID();
        assertThat(anna.put(path, Map.of("text", "a", "choices", List.of("x", "x")))
                        .code())
                .isEqualTo("choices-malformed");
        assertThat(anna.put(path, Map.of("text", "a", "choices", List.of(" "))).code())
                .isEqualTo("choices-malformed");
        assertThat(anna.put(path, Map.of("text", "a", "answers", 77)).code()).isEqualTo("answered-elsewhere");
    }

    @Test
    void anEditKeepsItsHistoryAndADeletionTakesItBack() {
        act(FromCustomerAct.Kind.EDITED, Body.text("which two?"), 1L);
        await().atMost(SOON).until(() -> entry(1).path("text").asText().equals("which two?"));
        assertThat(versions(1)).containsExactly("which one?");
        act(FromCustomerAct.Kind.DELETED, null, 1L);
        await().atMost(SOON).until(() -> entry(1).path("deleted").asBoolean());
        assertThat(versions(1)).isEmpty();
    }

    @Test
    void whatIsAnsweredElsewhereIsToldAsItWasTold() {
        Circumstances around =
                new Circumstances("77", new Answered(null, "News", "a headline", true), null, null, null, null);
        placed(2, "13", null, Body.text("see"), around);
        await().atMost(SOON).until(() -> anna.transcript(id).size() == 2);
        assertThat(entry(2).path("album").asText()).isEqualTo("77");
        assertThat(entry(2).path("answered").path("author").asText()).isEqualTo("News");
        assertThat(entry(2).path("answered").path("text").asText()).isEqualTo("a headline");
    }

    private UUID sent(String text) {
        UUID reply = UUID.randomUUID();
        anna.reply(id, reply, text);
        report(reply, new Outcome.Sent("12", false));
        await().atMost(SOON).until(() -> entry(2).path("answerable").asBoolean());
        return reply;
    }

    private String amendment(UUID reply) {
        return "/conversations/" + id + "/replies/" + reply + "/amendments/" + UUID.randomUUID();
    }

    private JsonNode entry(int seq) {
        return anna.transcript(id).get(seq - 1);
    }

    private List<String> versions(int seq) {
        return anna.get("/conversations/" + id + "/entries/" + seq + "/versions")
                .body()
                .findValuesAsText("text");
    }

    private Object requested(UUID reply) {
        return topics.await(
                        Topic.REPLIES_REQUESTED,
                        seen -> seen.event() instanceof dev.onethread.contracts.ReplyRequest request
                                && request.reply().value().equals(reply))
                .event();
    }

    private void report(UUID reply, Outcome outcome) {
        topics.send(
                Topic.DELIVERY_REPORTS,
                id.toString(),
                new DeliveryReported(conversation, Events.NOW, new ReplyId(reply), address, 1, outcome));
    }

    private void act(FromCustomerAct.Kind kind, Body body, Long place) {
        tell(new CustomerActed(
                conversation,
                Events.NOW,
                place,
                new FromCustomerAct(
                        kind,
                        new MessageId("telegram:test:" + UUID.randomUUID()),
                        door,
                        address,
                        "11",
                        body,
                        List.of(),
                        null,
                        null)));
    }

    private void placed(long place, String channelMessage, String replyTo, Body body, Circumstances around) {
        tell(new MessagePlaced(
                conversation,
                Events.NOW,
                customer,
                place,
                new MessageReceived(
                        new MessageId("telegram:test:" + UUID.randomUUID()),
                        door,
                        address,
                        Events.NOW,
                        Events.NOW,
                        new Author("Мария", null, "ru", "5"),
                        body,
                        channelMessage,
                        replyTo,
                        null,
                        null,
                        around)));
    }

    private void tell(ConversationEvent event) {
        topics.send(Topic.CONVERSATION_EVENTS, id.toString(), event);
    }
}
