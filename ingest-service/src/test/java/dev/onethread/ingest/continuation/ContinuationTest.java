package dev.onethread.ingest.continuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.ContinuationAsked;
import dev.onethread.contracts.FromCustomer.IdentityProved;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.FromCustomer.UpdateKept;
import dev.onethread.contracts.MailLink;
import dev.onethread.contracts.Proof;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ingest.mail.MailSurroundings;
import dev.onethread.ingest.testing.Browser;
import dev.onethread.ingest.testing.TelegramCustomer;
import dev.onethread.ingest.testing.TelegramSurroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Links by which somebody goes on elsewhere: each works once, for one, for a while.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(TelegramSurroundings.class)
@QuarkusTestResource(MailSurroundings.class)
class ContinuationTest {
    @Inject
    Links links;

    @Inject
    Database database;

    private final TestTopics topics = new TestTopics();

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void aVisitorGoesOnInTelegramAndTheLinkWorksForOneAccountOnly() {
        try (Browser browser = Browser.newVisitor()) {
            String token = toTelegram(browser);
            TelegramCustomer anna = someone();
            IdentityProved proved = (IdentityProved) received(anna.says("/start " + token));

            assertThat(proved.address().key()).isEqualTo(anna.address());
            assertThat(proved.author().name()).contains("Anna");
            assertThat(proved.proofs()).containsExactly(new Proof(Proof.Kind.CONTINUATION, "web:" + browser.visitor));

            // The same one may come again by it; for anybody else it is a word like any other.
            assertThat(received(anna.says("/start " + token))).isInstanceOf(IdentityProved.class);
            MessageReceived other = (MessageReceived) received(someone().says("/start " + token));
            assertThat(other.circumstances().invitation()).isEqualTo(token);
        }
    }

    /// The page shows what will be, so that a scanner that opens links uses none up, and leads the one who presses
    /// first.
    @Test
    void aLinkInAMailLeadsOnByPressingAndJoinsWhoeverComesFirst() {
        Address kim = Address.mail(UUID.randomUUID() + "@customers.test");
        String path = "/chat/continuations/telegram/" + inMail(kim, Channel.TELEGRAM, Duration.ofDays(14));
        RestAssured.given()
                .header("Accept-Language", "ru")
                .get(path)
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("form-action 'self' https://t.me"))
                .body(containsString("Продолжить разговор"));
        String leads = pressed(path);
        assertThat(pressed(path)).as("pressing twice is once").isEqualTo(leads);
        String token = leads.substring(leads.indexOf("start=") + "start=".length());

        TelegramCustomer first = someone();
        IdentityProved proved = (IdentityProved) received(first.says("/start " + token));
        assertThat(proved.proofs()).containsExactly(new Proof(Proof.Kind.CONTINUATION, kim.key()));
        MessageReceived other = (MessageReceived) received(someone().says("/start " + token));
        assertThat(other.circumstances().invitation()).isEqualTo(token);

        String web = pressed("/chat/continuations/web/" + inMail(kim, Channel.WEB, Duration.ofDays(14)));
        assertThat(web).startsWith("https://shop.example/help#onethread=");
        try (Browser browser = Browser.newVisitor()) {
            browser.send(Map.of("type", "continued", "token", web.substring(web.indexOf('=') + 1)));
            assertThat(browser.await("continue").get("channel").asText()).isEqualTo("web");
        }
    }

    @Test
    void aLinkInAMailThatIsOverOrNotOursLeadsNowhere() {
        Address kim = Address.mail(UUID.randomUUID() + "@customers.test");
        String good = inMail(kim, Channel.WEB, Duration.ofDays(1));
        for (String path : new String[] {
            "telegram/" + good,
            "mail/" + good,
            "web/" + good.substring(1),
            "web/" + inMail(kim, Channel.WEB, Duration.ofSeconds(-1))
        }) {
            RestAssured.get("/chat/continuations/" + path).then().statusCode(410);
            RestAssured.post("/chat/continuations/" + path).then().statusCode(410);
        }
        assertThat(database.query("SELECT count(*) FROM continuation WHERE given_to = $1", kim.key())
                        .iterator()
                        .next()
                        .getLong(0))
                .isZero();
    }

    private static String pressed(String path) {
        return RestAssured.given()
                .redirects()
                .follow(false)
                .post(path)
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
    }

    /// As notifier writes it.
    private static String inMail(Address recipient, Channel to, Duration valid) {
        return new MailLink(recipient, Instant.now().plus(valid)).written(to, octets -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec("the key of these tests".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                return mac.doFinal(octets);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void aPlainStartIsNoMessageAndTellsTheName() {
        TelegramCustomer anna = someone();
        String id = anna.says("/start");
        assertThat(((UpdateKept) received(id)).kind()).isEqualTo("message/start");
        IdentityProved who = (IdentityProved) received(id + ":who");
        assertThat(who.author().name()).contains("Anna");
        assertThat(who.proofs()).isEmpty();
    }

    @Test
    void fromTelegramOneGoesOnAtThePage() {
        TelegramCustomer anna = someone();
        ContinuationAsked asked = (ContinuationAsked) received(anna.says("/web"));
        assertThat(asked.to().key()).isEqualTo(anna.address());
        assertThat(asked.link()).startsWith("https://shop.example/help#onethread=");
        String token = asked.link().substring(asked.link().indexOf('=') + 1);

        try (Browser browser = Browser.newVisitor();
                Browser stranger = Browser.newVisitor()) {
            browser.send(Map.of("type", "continued", "token", token));
            assertThat(browser.await("continue").get("channel").asText()).isEqualTo("web");
            IdentityProved proved = (IdentityProved) topics.await(
                            Topic.MESSAGES_RECEIVED,
                            seen -> ("web:" + browser.visitor).equals(seen.key())
                                    && seen.event() instanceof IdentityProved)
                    .event();
            assertThat(proved.proofs()).containsExactly(new Proof(Proof.Kind.CONTINUATION, anna.address()));

            stranger.send(Map.of("type", "continued", "token", token));
            assertThat(stranger.await("refused").get("code").asText()).isEqualTo("link-over");
        }
    }

    @Test
    void aMailAddressIsConfirmedByPressingAndNotByLooking() {
        String mail = UUID.randomUUID() + "@customers.test";
        try (Browser browser = Browser.newVisitor()) {
            browser.send(Map.of("type", "continue", "channel", "mail", "mail", "Anna <" + mail + ">"));
            assertThat(browser.await("refused").get("code").asText()).isEqualTo("mail-malformed");
            browser.send(Map.of("type", "continue", "channel", "mail", "mail", mail));
            assertThat(browser.await("continue").get("channel").asText()).isEqualTo("mail");
            ContinuationAsked asked = (ContinuationAsked) topics.await(
                            Topic.MESSAGES_RECEIVED,
                            seen -> seen.event() instanceof ContinuationAsked wish
                                    && wish.to().equals(Address.mail(mail)))
                    .event();
            String path = asked.link().substring("https://chat.shop.example".length());

            RestAssured.given().header("Accept-Language", "ru").get(path).then().statusCode(200);
            assertThat(topics.read(Topic.MESSAGES_RECEIVED, "mail:" + mail)).isEmpty();
            RestAssured.post(path).then().statusCode(200);
            RestAssured.post(path).then().statusCode(200);

            IdentityProved proved = (IdentityProved) topics.read(Topic.MESSAGES_RECEIVED, "mail:" + mail)
                    .getFirst()
                    .event();
            assertThat(proved.proofs())
                    .containsExactly(
                            new Proof(Proof.Kind.CONTINUATION, "web:" + browser.visitor),
                            new Proof(Proof.Kind.MAIL, mail));
        }
        RestAssured.post("/chat/confirmations/" + "A".repeat(43)).then().statusCode(410);
    }

    @Test
    void aLinkIsOverAfterItsTimeAndOfAnotherChannelItIsNone() {
        Address given = Address.parse("web:" + UUID.randomUUID());
        Address by = Address.telegram(1, 2);
        String token = token(links.toTelegram(given, "bot").orElseThrow());

        assertThat(links.use(token, Channel.WEB, by)).isEmpty();
        assertThat(links.use(token.substring(0, 42) + (token.endsWith("A") ? "B" : "A"), Channel.TELEGRAM, by))
                .isEmpty();
        database.query(
                "UPDATE continuation SET given_at = given_at - interval '2 h', expires_at = given_at - interval '1 s'"
                        + " WHERE given_to = $1",
                given.key());
        assertThat(links.use(token, Channel.TELEGRAM, by)).isEmpty();
    }

    @Test
    void nobodyGetsLinksWithoutEndNorAMailboxMailsWithoutEnd() {
        Address given = Address.parse("web:" + UUID.randomUUID());
        for (int i = 0; i < 10; i++) {
            assertThat(links.toTelegram(given, "bot")).isPresent();
        }
        assertThat(links.toTelegram(given, "bot")).isEmpty();

        Address mailbox = Address.mail(UUID.randomUUID() + "@customers.test");
        for (int i = 0; i < 3; i++) {
            assertThat(links.toMail(Address.parse("web:" + UUID.randomUUID()), mailbox))
                    .isPresent();
        }
        assertThat(links.toMail(Address.parse("web:" + UUID.randomUUID()), mailbox))
                .isEmpty();
    }

    @Test
    void onlyOnesOwnContactProvesAPhone() {
        TelegramCustomer anna = someone();
        String own = anna.update(contact(anna.chat(), anna.chat()));
        IdentityProved proved = (IdentityProved) received(own + ":contact");
        assertThat(proved.proofs()).containsExactly(new Proof(Proof.Kind.PHONE, "+79990001042"));
        assertThat(received(own)).isInstanceOf(MessageReceived.class);

        String others = anna.update(contact(anna.chat(), anna.chat() + 1));
        assertThat(received(others)).isInstanceOf(MessageReceived.class);
        String after = anna.says("that was hers");
        assertThat(received(after)).isInstanceOf(MessageReceived.class);
        assertThat(topics.read(Topic.MESSAGES_RECEIVED, anna.address()))
                .filteredOn(seen -> seen.event() instanceof IdentityProved)
                .hasSize(1);
    }

    private static String contact(long chat, long owner) {
        return """
                {"message": {"message_id": %1$d, "date": 1764000000, "chat": {"id": %2$d, "type": "private"},
                 "from": {"id": %2$d, "is_bot": false, "first_name": "Anna"},
                 "contact": {"phone_number": "7 999 000-10-42", "first_name": "Anna", "user_id": %3$d}}}""".formatted(ThreadLocalRandom.current().nextInt(1, 1_000_000), chat, owner);
    }

    private static TelegramCustomer someone() {
        return TelegramCustomer.of(
                TelegramSurroundings.SHOP, ThreadLocalRandom.current().nextLong(10_000_000, 2_000_000_000));
    }

    private static String toTelegram(Browser browser) {
        browser.send(Map.of("type", "continue", "channel", "telegram"));
        JsonNode answer = browser.await("continue");
        assertThat(answer.get("channel").asText()).isEqualTo("telegram");
        return token(answer.get("url").asText());
    }

    private static String token(String link) {
        return link.substring(link.indexOf("start=") + "start=".length());
    }

    private FromCustomer received(String id) {
        return (FromCustomer) topics.await(
                        Topic.MESSAGES_RECEIVED,
                        seen -> seen.event() instanceof FromCustomer event
                                && event.id().value().equals(id))
                .event();
    }
}
