package dev.onethread.ingest.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Card;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Visit;
import dev.onethread.contracts.Visitor;
import dev.onethread.contracts.WebChatDelivery;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ingest.testing.Browser;
import dev.onethread.ingest.testing.TelegramSurroundings;
import dev.onethread.ingest.testing.Widgets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

/// Visitors whom their page signs in, on the real socket; and those who would like to be them.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(TelegramSurroundings.class)
class SignedInTest {
    @Inject
    Blobs blobs;

    private final String person = "person-" + UUID.randomUUID();

    @Test
    void whatThePageSignedTravelsWithEveryMessage() {
        JwtClaims claims = Widgets.claims(person);
        claims.setClaim("name", "Анна");
        claims.setClaim("email", "anna@example.com");
        claims.setClaim("email_verified", true);
        try (Browser browser = Browser.open("signed");
                TestTopics topics = new TestTopics()) {
            browser.comesAs(Map.of("token", Widgets.token(claims, Widgets.NEW_SECRET, "2026")));
            browser.send(Map.of(
                    "type", "about",
                    "language", "ru",
                    "page", "https://shop.example:8443/cart?session=1#x",
                    "attributes", Map.of("plan", "gold", "bad key", "x", "nested", Map.of("a", 1))));
            browser.says("Где заказ?");
            browser.await("accepted");
            MessageReceived message = only(topics, browser);
            Visit visit = message.visit();
            assertThat(visit.signed().externalId()).isEqualTo(person);
            assertThat(visit.signed().realm()).isEqualTo("shop-users");
            assertThat(visit.signed().mail()).isEqualTo("anna@example.com");
            assertThat(visit.signed().mailVerified()).isTrue();
            assertThat(visit.typed()).isNull();
            assertThat(visit.page()).isEqualTo("https://shop.example:8443/cart");
            assertThat(visit.attributes()).containsExactly(Map.entry("plan", "gold"));
            assertThat(message.body().attachments())
                    .singleElement()
                    .satisfies(card -> assertThat(card.card().lines())
                            .extracting(Card.Line::text)
                            .containsExactly("https://shop.example:8443/cart", "plan: gold"));
            browser.says("и ещё");
            browser.await("accepted");
            assertThat(newest(topics, browser).body().attachments()).isEmpty();
            browser.send(Map.of("type", "about", "page", "https://shop.example/paid"));
            browser.says("и на другой странице");
            browser.await("accepted");
            assertThat(newest(topics, browser).body().attachments()).hasSize(1);
            assertThat(message.author().name()).isEqualTo("Анна");
            assertThat(message.author().language()).isEqualTo("ru");
        }
    }

    @Test
    void aPersonFindsTheirHistoryOnAnotherDevice() {
        try (Browser phone = Browser.open("signed");
                Browser laptop = Browser.open("signed")) {
            phone.comesAs(Widgets.user(person));
            phone.says("с телефона");
            phone.await("accepted");
            JsonNode welcome =
                    laptop.comesAs(Map.of("externalId", person, "hmac", Widgets.code(person, Widgets.CODE_SECRET)));
            assertThat(welcome.get("last").asLong()).isEqualTo(1);
            assertThat(laptop.entry().get("text").asText()).isEqualTo("с телефона");
            assertThat(laptop.visitor).isEqualTo(phone.visitor);
            assertThat(laptop.secret).isNotEqualTo(phone.secret);
        }
    }

    @Test
    void whoWasAnonymousStaysTheSameVisitorAndTheOldSecretOpensNothingAnyMore() {
        try (Browser browser = Browser.newVisitor("signed");
                Browser signed = Browser.open("signed");
                Browser stale = Browser.open("signed")) {
            browser.says("ещё не вошла");
            browser.await("accepted");
            String anonymous = browser.visitor;
            signed.visitor = anonymous;
            signed.secret = browser.secret;
            signed.comesAs(Widgets.user(person));
            assertThat(signed.visitor).isEqualTo(anonymous);
            assertThat(signed.entry().get("text").asText()).isEqualTo("ещё не вошла");
            assertThat(browser.closeCode()).isEqualTo(1013);
            stale.visitor = anonymous;
            stale.secret = browser.secret;
            stale.hello(0);
            assertThat(stale.await("refused").get("code").asText()).isEqualTo("visitor-unknown");
        }
    }

    /// Two people in front of one browser, one after the other.
    @Test
    void theNextPersonAtTheBrowserGetsTheirOwnVisitor() {
        String other = "person-" + UUID.randomUUID();
        try (Browser first = Browser.open("signed");
                Browser second = Browser.open("signed")) {
            first.comesAs(Widgets.user(person));
            first.says("моё");
            first.await("accepted");
            second.visitor = first.visitor;
            second.secret = first.secret;
            JsonNode welcome = second.comesAs(Widgets.user(other));
            assertThat(welcome.get("visitor").asText()).isNotEqualTo(first.visitor);
            assertThat(welcome.get("last").asLong()).isZero();
            second.says("чужого не вижу");
            second.await("accepted");
            assertThat(second.entry().get("text").asText()).isEqualTo("чужого не вижу");
        }
    }

    @Test
    void withoutThePagesWordASignedInVisitorIsNobody() {
        try (Browser browser = Browser.open("signed");
                Browser thief = Browser.open("signed")) {
            browser.comesAs(Widgets.user(person));
            thief.visitor = browser.visitor;
            thief.secret = browser.secret;
            thief.hello(0);
            assertThat(thief.await("refused").get("code").asText()).isEqualTo("visitor-unknown");
        }
    }

    @Test
    void aForgedOrForeignWordIsRefusedAndNotReplacedByTheSecretOfBefore() {
        try (Browser known = Browser.newVisitor("signed")) {
            List<Map<String, Object>> forged = List.of(
                    Map.of("token", Widgets.token(Widgets.claims(person), Widgets.CODE_SECRET, "2026")),
                    Map.of("token", Widgets.token(Widgets.claims(person), "somebody's secret of 32 bytes....", null)),
                    Map.of("token", Widgets.token(Widgets.claims(person), Widgets.NEW_SECRET, "unheard-of")),
                    Map.of("externalId", person, "hmac", Widgets.code(person, Widgets.NEW_SECRET)),
                    Map.of("externalId", person, "hmac", "0"));
            for (Map<String, Object> identity : forged) {
                try (Browser forger = Browser.open("signed")) {
                    forger.send(Map.of(
                            "type",
                            "hello",
                            "visitor",
                            known.visitor,
                            "secret",
                            known.secret,
                            "last",
                            0,
                            "identity",
                            identity));
                    assertThat(forger.await("refused").get("code").asText()).isEqualTo("identity-invalid");
                    forger.says("as somebody else");
                    forger.send(Map.of("type", "hello", "last", 0));
                    assertThat(forger.await("welcome").get("last").asLong()).isZero();
                }
            }
        }
    }

    @Test
    void aWordForOneWidgetIsNoneAtAnother() {
        try (Browser browser = Browser.open("members");
                Browser anonymous = Browser.open("members")) {
            browser.send(Map.of("type", "hello", "last", 0, "identity", Widgets.user(person)));
            assertThat(browser.await("refused").get("code").asText()).isEqualTo("identity-invalid");
            anonymous.send(Map.of("type", "hello", "last", 0));
            assertThat(anonymous.await("refused").get("code").asText()).isEqualTo("identity-required");
        }
    }

    @Test
    void whatIsNoProofIsGarbage() {
        for (Object identity : List.of(0, true, List.of(), Map.of("token", 0), Map.of("externalId", "x"), "text")) {
            assertThat(Frame.parse(io.vertx.core.json.JsonObject.of("type", "hello", "last", 0, "identity", identity)
                            .encode()))
                    .isInstanceOf(Frame.Garbage.class);
        }
    }

    @Test
    void onePersonsFileIsNotAnothers() throws Exception {
        try (Browser browser = Browser.open("signed");
                Browser other = Browser.open("signed");
                TestTopics topics = new TestTopics()) {
            browser.comesAs(Widgets.user(person));
            other.comesAs(Widgets.user("person-" + UUID.randomUUID()));
            BlobRef blob = blobs.write("secret".getBytes(StandardCharsets.UTF_8));
            Attachment file = Attachment.file(Attachment.Kind.DOCUMENT, "a.txt", "text/plain", blob);
            topics.send(
                    Topic.WEBCHAT_DELIVERIES,
                    browser.visitor,
                    new WebChatDelivery(
                            new Visitor(browser.visitor),
                            Instant.now(),
                            new ReplyId(UUID.randomUUID()),
                            new ConversationId(UUID.randomUUID()),
                            1,
                            "Anna",
                            new Body("", null, null, null, null, List.of(file))));
            browser.entry();
            String path = "/chat/files/" + browser.visitor + "/1/0?secret=";
            assertThat(status(path + browser.secret)).isEqualTo(200);
            assertThat(status(path + other.secret)).isEqualTo(404);
            assertThat(status(path)).isEqualTo(404);
        }
    }

    @Test
    void thePagesWordEndsAndWithItTheConnection() {
        JwtClaims claims = Widgets.claims(person);
        claims.setExpirationTime(NumericDate.fromMilliseconds(System.currentTimeMillis() + 2_500));
        try (Browser browser = Browser.open("signed")) {
            browser.comesAs(Map.of("token", Widgets.token(claims, Widgets.NEW_SECRET, "2026")));
            assertThat(browser.await("refused").get("code").asText()).isEqualTo("identity-expired");
            assertThat(browser.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void whoSignsOutLeavesNoSecretBehind() throws Exception {
        try (Browser browser = Browser.open("signed")) {
            browser.comesAs(Widgets.user(person));
            assertThat(upload(browser)).isEqualTo(201);
            browser.send(Map.of("type", "leave"));
            browser.closeCode();
            assertThat(upload(browser)).isEqualTo(401);
        }
    }

    private static MessageReceived only(TestTopics topics, Browser browser) {
        return (MessageReceived) topics.read(Topic.MESSAGES_RECEIVED, "web:" + browser.visitor)
                .getFirst()
                .event();
    }

    private static MessageReceived newest(TestTopics topics, Browser browser) {
        return (MessageReceived) topics.read(Topic.MESSAGES_RECEIVED, "web:" + browser.visitor)
                .getLast()
                .event();
    }

    private static int status(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(Browser.base() + path)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static int upload(Browser browser) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        Browser.base() + "/chat/uploads?widget=signed&name=a.txt&visitor=" + browser.visitor))
                .header("Authorization", "Visitor " + browser.secret)
                .header("Origin", "http://shop.local")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("a"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
