package dev.onethread.ingest.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Address;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Card;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskEvent;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.Setting.HoursSetting;
import dev.onethread.contracts.Setting.OpenTime;
import dev.onethread.contracts.Signal;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Visit;
import dev.onethread.contracts.Visitor;
import dev.onethread.contracts.WebChatDelivery;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ingest.testing.Browser;
import dev.onethread.ingest.testing.TelegramSurroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a visitor finds at the door: the form, the desk's hours, the wait; and who has read what.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(TelegramSurroundings.class)
class DeskAtTheDoorTest {
    @Test
    void theDoorSaysWhatItsFormAsks() {
        try (Browser browser = Browser.open("forms")) {
            browser.send(Map.of("type", "hello", "last", 0));
            JsonNode door = browser.await("door");
            assertThat(door.at("/ask/mail").asText()).isEqualTo("required");
            assertThat(door.at("/ask/name").asText()).isEqualTo("optional");
            assertThat(door.at("/topics/0/ru").asText()).isEqualTo("Заказ");
            assertThat(door.get("closed").asText()).isEqualTo("form");
        }
    }

    @Test
    void aDeskClosesAndOpensBeforeTheVisitorsEyes() {
        DeskId desk = new DeskId("night-desk");
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant opens = now.plus(Duration.ofHours(8));
        try (Browser browser = Browser.open("forms");
                TestTopics topics = new TestTopics()) {
            browser.send(Map.of("type", "hello", "last", 0));
            assertThat(browser.await("desk").get("open").asBoolean()).isTrue();
            tell(
                    topics,
                    new HoursSetting(
                            desk,
                            List.of(
                                    new OpenTime(now.minusSeconds(60), now),
                                    new OpenTime(opens, opens.plusSeconds(60))),
                            now.plus(Duration.ofDays(1))));
            JsonNode closed = browser.await("desk");
            assertThat(closed.get("open").asBoolean()).isFalse();
            assertThat(Instant.parse(closed.get("opensAt").asText())).isEqualTo(opens);
            tell(topics, new HoursSetting(desk, null, now.plus(Duration.ofDays(1))));
            assertThat(browser.await("desk").get("open").asBoolean()).isTrue();
        }
    }

    @Test
    void theExpectedWaitIsToldInMinutes() {
        try (Browser browser = Browser.newVisitor();
                TestTopics topics = new TestTopics()) {
            PoolId pool = new PoolId("main");
            DeskEvent.DeskQueue queue = new DeskEvent.DeskQueue(new DeskId("support"), 3, Instant.now(), 1, 233L, 60L);
            topics.send(Topic.DESK_EVENTS, "main", new DeskEvent.QueueFacts(pool, Instant.now(), 1, List.of(queue)));
            JsonNode desk = browser.await("desk");
            while (desk.get("seconds").isNull()) {
                desk = browser.await("desk");
            }
            assertThat(desk.get("seconds").asLong()).isEqualTo(240);
        }
    }

    @Test
    void whatWasTypedIntoAFormIsAWeakCardAndNoIdentity() {
        try (Browser browser = Browser.newVisitor("forms");
                TestTopics topics = new TestTopics()) {
            browser.send(Map.of(
                    "type", "about",
                    "topic", "order",
                    "typed", Map.of("name", "Анна", "mail", "anna@example.com", "phone", 5)));
            browser.send(Map.of("type", "message", "id", "f-1", "text", "Где заказ?", "form", true));
            browser.await("accepted");
            browser.send(Map.of("type", "message", "id", "f-2", "text", "И ещё"));
            browser.await("accepted");
            List<TestTopics.Seen> seen = topics.read(Topic.MESSAGES_RECEIVED, "web:" + browser.visitor);
            MessageReceived first = (MessageReceived) seen.getFirst().event();
            Visit visit = first.visit();
            assertThat(visit.signed()).isNull();
            assertThat(visit.topic()).isEqualTo("order");
            assertThat(visit.typed()).isEqualTo(new Visit.Typed("Анна", "anna@example.com", null, null));
            Attachment card = first.body().attachments().getFirst();
            assertThat(card.kind()).isEqualTo(Attachment.Kind.CONTACT);
            assertThat(card.card()).extracting(Card::own, Card::title).containsExactly(false, "Анна");
            assertThat(((MessageReceived) seen.getLast().event()).body().attachments())
                    .isEmpty();
            assertThat(browser.entry().get("attachments")).isEmpty();
        }
    }

    @Test
    void whatTheVisitorHasSeenNamesTheReply() {
        ReplyId reply = new ReplyId(UUID.randomUUID());
        try (Browser browser = Browser.newVisitor();
                TestTopics topics = new TestTopics()) {
            Visitor visitor = new Visitor(browser.visitor);
            topics.send(
                    Topic.WEBCHAT_DELIVERIES,
                    browser.visitor,
                    new WebChatDelivery(
                            visitor,
                            Instant.now(),
                            reply,
                            new ConversationId(UUID.randomUUID()),
                            1,
                            "Anna",
                            Body.text("Да")));
            browser.entry();
            browser.send(Map.of("type", "seen", "seq", 1));
            TestTopics.Seen seen = topics.await(
                    Topic.SIGNALS, each -> Address.web(visitor).key().equals(each.key()));
            assertThat(((Signal.Seen) seen.event()).reply()).isEqualTo(reply);
        }
    }

    @Test
    void theVisitorLearnsThatTheyWereReadAlsoWhenTheyComeBack() {
        try (Browser browser = Browser.newVisitor();
                TestTopics topics = new TestTopics()) {
            browser.says("m-1", "раз");
            browser.await("accepted");
            browser.says("m-2", "два");
            browser.await("accepted");
            Address address = Address.web(new Visitor(browser.visitor));
            topics.send(Topic.SIGNALS, address.key(), new Signal.SeenByAgent(address, Instant.now(), "m-2"));
            assertThat(browser.await("read").get("seq").asLong()).isEqualTo(2);
            topics.send(Topic.SIGNALS, address.key(), new Signal.SeenByAgent(address, Instant.now(), "m-1"));
            assertThat(browser.await("read").get("seq").asLong()).isEqualTo(2);
            try (Browser back = Browser.open()) {
                back.visitor = browser.visitor;
                back.secret = browser.secret;
                back.hello(2);
                assertThat(back.await("read").get("seq").asLong()).isEqualTo(2);
            }
        }
    }

    @Test
    void thePagesMakersLearnWhyThereIsNoSocket() throws Exception {
        assertThat(door("strict", "https://evil.example").statusCode()).isEqualTo(403);
        assertThat(door("strict", "https://evil.example").body()).contains("urn:onethread:problem:origin");
        assertThat(door("nowhere", "https://shop.example").body()).contains("widget-unknown");
        assertThat(door("strict", "https://shop.example").statusCode()).isEqualTo(204);
    }

    private static HttpResponse<String> door(String widget, String origin) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(Browser.base() + "/chat/door?widget=" + widget))
                .header("Origin", origin)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void tell(TestTopics topics, HoursSetting setting) {
        topics.send(Topic.SETTINGS, setting.key(), setting);
    }
}
