package dev.onethread.ingest.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Address;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.Signal;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Visitor;
import dev.onethread.contracts.WebChatDelivery;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ingest.testing.Browser;
import dev.onethread.ingest.testing.TelegramSurroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// A visitor's browser against the real socket, Kafka and PostgreSQL.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(TelegramSurroundings.class)
class WebChatTest {
    @Test
    void whatIsAcceptedStandsOnTheTopic() {
        try (Browser browser = Browser.newVisitor();
                TestTopics topics = new TestTopics()) {
            String id = browser.says("Здравствуйте");
            JsonNode accepted = browser.await("accepted");
            assertThat(accepted.get("id").asText()).isEqualTo(id);
            assertThat(accepted.get("seq").asLong()).isEqualTo(1);
            List<TestTopics.Seen> seen = topics.read(Topic.MESSAGES_RECEIVED, "web:" + browser.visitor);
            assertThat(seen).hasSize(1);
            MessageReceived message = (MessageReceived) seen.getFirst().event();
            assertThat(message.id().value()).isEqualTo("web:" + browser.visitor + ":" + id);
            assertThat(message.door().key()).isEqualTo("web:shop");
            assertThat(message.body().text()).isEqualTo("Здравствуйте");
            assertThat(browser.entry().get("from").asText()).isEqualTo("customer");
        }
    }

    @Test
    void theSameIdAgainIsAcceptedAgainAndStandsOnce() {
        try (Browser browser = Browser.newVisitor();
                Browser tab = browser.anotherTab(0)) {
            String id = UUID.randomUUID().toString();
            browser.says(id, "once");
            tab.says(id, "once");
            browser.says(id, "once");
            assertThat(List.of(
                            browser.await("accepted").get("seq").asLong(),
                            browser.await("accepted").get("seq").asLong(),
                            tab.await("accepted").get("seq").asLong()))
                    .containsOnly(1L);
            browser.says("two");
            assertThat(browser.await("accepted").get("seq").asLong()).isEqualTo(2);
        }
    }

    @Test
    void numbersHaveNoGapsWhateverManyTabsSayAtOnce() {
        try (Browser browser = Browser.newVisitor();
                Browser tab = browser.anotherTab(0)) {
            IntStream.range(0, 9).forEach(n -> {
                browser.says("a" + n);
                tab.says("b" + n);
            });
            List<Long> shown = new ArrayList<>();
            IntStream.range(0, 18)
                    .forEach(n -> shown.add(browser.entry().get("seq").asLong()));
            assertThat(shown)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 18).boxed().toList());
        }
    }

    @Test
    void whoComesBackGetsWhatIsMissing() {
        try (Browser browser = Browser.newVisitor()) {
            List.of("one", "two", "three").forEach(browser::says);
            IntStream.range(0, 3).forEach(n -> browser.await("accepted"));
            try (Browser back = browser.anotherTab(1)) {
                assertThat(back.entry().get("text").asText()).isEqualTo("two");
                assertThat(back.entry().get("text").asText()).isEqualTo("three");
            }
        }
    }

    @Test
    void aWrongSecretIsRefusedLikeAWrongName() {
        try (Browser browser = Browser.newVisitor();
                Browser thief = Browser.open()) {
            thief.visitor = browser.visitor;
            thief.secret = browser.secret.substring(1) + "x";
            thief.hello(0);
            assertThat(thief.await("refused").get("code").asText()).isEqualTo("visitor-unknown");
            thief.visitor = "nobody";
            thief.hello(0);
            assertThat(thief.await("refused").get("code").asText()).isEqualTo("visitor-unknown");
            thief.send(Map.of("type", "hello", "last", 0));
            assertThat(thief.await("welcome").get("visitor").asText()).isNotEqualTo(browser.visitor);
        }
    }

    @Test
    void theAgentsAnswerShowsOnEveryTabAndStaysForTheNext() {
        try (Browser browser = Browser.newVisitor();
                Browser tab = browser.anotherTab(0);
                TestTopics topics = new TestTopics()) {
            WebChatDelivery answer = answer(browser.visitor, "Добрый день!");
            topics.send(Topic.WEBCHAT_DELIVERIES, browser.visitor, answer);
            for (Browser each : List.of(browser, tab)) {
                JsonNode entry = each.entry();
                assertThat(entry.get("from").asText()).isEqualTo("agent");
                assertThat(entry.get("agentName").asText()).isEqualTo("Anna");
                assertThat(entry.get("text").asText()).isEqualTo("Добрый день!");
                assertThat(entry.get("id").asText()).isEqualTo(answer.reply().toString());
            }
            try (Browser later = browser.anotherTab(0)) {
                assertThat(later.entry().get("text").asText()).isEqualTo("Добрый день!");
            }
        }
    }

    @Test
    void aReplyDeliveredTwiceShowsOnce() {
        try (Browser browser = Browser.newVisitor();
                TestTopics topics = new TestTopics()) {
            WebChatDelivery answer = answer(browser.visitor, "once");
            topics.send(Topic.WEBCHAT_DELIVERIES, browser.visitor, answer);
            topics.send(Topic.WEBCHAT_DELIVERIES, browser.visitor, answer);
            topics.send(Topic.WEBCHAT_DELIVERIES, browser.visitor, answer(browser.visitor, "then"));
            assertThat(browser.entry().get("text").asText()).isEqualTo("once");
            assertThat(browser.entry().get("text").asText()).isEqualTo("then");
        }
    }

    @Test
    void garbageIsNotAnsweredAndKillsNothing() {
        try (Browser browser = Browser.newVisitor()) {
            browser.sendText("not json");
            browser.sendText("{\"event\":\"base\"}");
            browser.sendText("{\"type\":\"message\",\"id\":{\"$gt\":\"\"},\"text\":1}");
            browser.sendText("[".repeat(60_000));
            browser.says("still here");
            assertThat(browser.await("accepted").get("seq").asLong()).isEqualTo(1);
        }
    }

    @Test
    void whoSendsOnlyGarbageIsLetGo() {
        try (Browser browser = Browser.newVisitor()) {
            IntStream.range(0, 30).forEach(n -> {
                try {
                    browser.sendText("garbage");
                } catch (RuntimeException closed) {
                    assertThat(n).isGreaterThan(15);
                }
            });
            assertThat(browser.closeCode()).isIn(1008, -1);
        }
    }

    @Test
    void aFrameOfMegabytesClosesItsOwnSocketOnly() {
        try (Browser neighbour = Browser.newVisitor();
                Browser browser = Browser.newVisitor()) {
            try {
                browser.sendText("x".repeat(10_000_000));
            } catch (RuntimeException closed) {
                assertThat(closed).isNotNull();
            }
            browser.closeCode();
            neighbour.says("fine");
            neighbour.await("accepted");
        }
    }

    @Test
    void whoIsNobodyCannotSpeak() {
        try (Browser browser = Browser.open()) {
            browser.says("anonymous");
            browser.send(Map.of("type", "typing"));
            browser.send(Map.of("type", "hello", "last", 0));
            browser.await("welcome");
            browser.says("named");
            assertThat(browser.await("accepted").get("seq").asLong()).isEqualTo(1);
        }
    }

    @Test
    void emptyTooLongAndTooManyAreRefusedByName() {
        try (Browser browser = Browser.newVisitor()) {
            browser.says(" ");
            assertThat(browser.await("refused").get("code").asText()).isEqualTo("empty");
            browser.says("x".repeat(8_001));
            assertThat(browser.await("refused").get("code").asText()).isEqualTo("too-long");
            IntStream.range(0, 30).forEach(n -> browser.says("n" + n));
            assertThat(browser.await("refused").get("code").asText()).isEqualTo("too-fast");
        }
    }

    @Test
    void oneNetworkAddressIsHeldBackAndNoOther() {
        List<Browser> many = new ArrayList<>();
        try {
            for (int n = 0; n < 11; n++) {
                Browser browser = Browser.from("203.0.113.7");
                many.add(browser);
                assertThat(browser.isNew().get("type").asText()).isEqualTo("welcome");
            }
            many.forEach(browser -> IntStream.range(0, 20).forEach(n -> browser.says("hurry " + n)));
            List<String> answers = new ArrayList<>();
            for (Browser browser : many) {
                for (int n = 0; n < 20; n++) {
                    JsonNode answer = browser.await(Set.of("accepted", "refused"));
                    answers.add(answer.has("code") ? answer.get("code").asText() : "accepted");
                }
            }
            assertThat(answers).containsOnly("accepted", "too-fast");
            assertThat(answers).filteredOn("accepted"::equals).hasSizeBetween(200, 205);
            try (Browser other = Browser.from("203.0.113.8")) {
                other.isNew();
                other.says("calmly");
                assertThat(other.await(Set.of("accepted", "refused"))
                                .get("type")
                                .asText())
                        .isEqualTo("accepted");
            }
        } finally {
            many.forEach(Browser::close);
        }
    }

    @Test
    void newVisitorsOfOneNetworkAddressAreCounted() {
        int welcomed = 0;
        JsonNode last = null;
        for (int n = 0; n < 310 && (last == null || last.get("type").asText().equals("welcome")); n++) {
            try (Browser browser = Browser.from("198.51.100.7")) {
                last = browser.isNew();
                welcomed += last.get("type").asText().equals("welcome") ? 1 : 0;
            }
        }
        assertThat(welcomed).isEqualTo(300);
        assertThat(last.get("code").asText()).isEqualTo("too-many");
        try (Browser other = Browser.from("198.51.100.8")) {
            assertThat(other.isNew().get("type").asText()).isEqualTo("welcome");
        }
    }

    @Test
    void aPageThatMayNotHoldTheWidgetGetsNoSocket() {
        assertThat(Browser.refused("strict", "https://evil.example")).isEqualTo(403);
        assertThat(Browser.refused("nowhere", "https://shop.example")).isEqualTo(404);
    }

    @Test
    void typingTravelsBothWays() {
        try (Browser browser = Browser.newVisitor();
                TestTopics topics = new TestTopics()) {
            Address address = Address.web(new Visitor(browser.visitor));
            browser.send(Map.of("type", "typing"));
            topics.await(Topic.SIGNALS, seen -> address.key().equals(seen.key()));
            topics.send(Topic.SIGNALS, address.key(), new Signal.Typing(address, Instant.now(), "Anna"));
            assertThat(browser.await("typing").get("agentName").asText()).isEqualTo("Anna");
        }
    }

    @Test
    void aPlaceInTheQueueIsShownAlsoToWhoComesBackUntilTheyWaitNoLonger() {
        try (Browser browser = Browser.newVisitor();
                TestTopics topics = new TestTopics()) {
            Address address = Address.web(new Visitor(browser.visitor));
            topics.send(Topic.SIGNALS, address.key(), new Signal.InQueue(address, Instant.now(), 3, 240L));
            JsonNode shown = browser.await("queue");
            assertThat(shown.get("place").asInt()).isEqualTo(3);
            assertThat(shown.get("seconds").asInt()).isEqualTo(240);
            try (Browser again = browser.anotherTab(0)) {
                assertThat(again.await("queue").get("place").asInt()).isEqualTo(3);
                topics.send(Topic.SIGNALS, address.key(), new Signal.InQueue(address, Instant.now(), null, null));
                assertThat(again.await("queue").get("place").isNull()).isTrue();
            }
        }
    }

    private static WebChatDelivery answer(String visitor, String text) {
        return new WebChatDelivery(
                new Visitor(visitor),
                Instant.now(),
                new ReplyId(UUID.randomUUID()),
                new ConversationId(UUID.randomUUID()),
                1,
                "Anna",
                Body.text(text));
    }
}
