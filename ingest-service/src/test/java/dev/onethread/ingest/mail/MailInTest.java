package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.DeliveryBounced;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.FromCustomer.UpdateKept;
import dev.onethread.contracts.Letterhead;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.delivery.testing.Tokens;
import dev.onethread.ingest.testing.TelegramSurroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// From a customer's mail program to the topic, with real SMTP, IMAP with IDLE, Kafka and PostgreSQL.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(TelegramSurroundings.class)
@QuarkusTestResource(MailSurroundings.class)
class MailInTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestTopics topics = new TestTopics();

    @Inject
    Blobs blobs;

    @Inject
    Database database;

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void aMailReachesTheTopicUnderItsAddress() {
        MailCustomer anna = MailCustomer.somebody();
        byte[] mail = anna.mail("Order 1042", "Where is it?");
        anna.sends(mail, MailSurroundings.HELP);
        MessageReceived message = (MessageReceived) only(anna);
        assertThat(message.body().text()).isEqualTo("Where is it?");
        assertThat(message.body().subject()).isEqualTo("Order 1042");
        assertThat(message.author().name()).isEqualTo("Anna");
        assertThat(message.door()).isEqualTo(new Door(Channel.MAIL, MailSurroundings.HELP));
        assertThat(message.channelMessage())
                .isEqualTo(MailReader.read(mail).messageId())
                .isEqualTo(message.mail().messageId());
    }

    @Test
    void textHtmlFilesAndTheRawMailAreAllThere() throws Exception {
        MailCustomer anna = MailCustomer.somebody();
        byte[] mail = Charsets.bytes(Charsets.octets(RealMailFaultsTest.bytes("html-and-attachment"))
                .replace("anna@example.com", anna.address()));
        anna.sends(mail, MailSurroundings.SALES);
        MessageReceived message = (MessageReceived) only(anna);
        assertThat(message.body().text()).isEqualTo("Where is order 1042?");
        assertThat(new String(bytes(message.body().html().name()), StandardCharsets.UTF_8))
                .contains("<b>order 1042</b>");
        Attachment shot = message.body().attachments().getFirst();
        assertThat(shot.kind()).isEqualTo(Attachment.Kind.IMAGE);
        assertThat(shot.contentId()).isEqualTo("shot");
        assertThat(bytes(shot.blob().name())).hasSize(8).startsWith(0x89, 'P', 'N', 'G');
        assertThat(new String(bytes(message.raw().name()), StandardCharsets.ISO_8859_1))
                .contains("Content-Type: multipart/alternative");
    }

    @Test
    void onlyAHostThatTheMailboxTrustsProvesASender() {
        MailCustomer anna = MailCustomer.somebody();
        String pass = "; dmarc=pass header.from=example.com\r\n";
        anna.sends(checked(anna, "Authentication-Results: mx.shop.example" + pass), MailSurroundings.HELP);
        anna.sends(checked(anna, "Authentication-Results: mx.evil.example" + pass), MailSurroundings.HELP);
        anna.sends(
                checked(anna, "Authentication-Results: mx.shop.example; dmarc=pass header.from=evil.example\r\n"),
                MailSurroundings.HELP);
        anna.sends(
                checked(
                        anna,
                        "Authentication-Results: mx.shop.example; dmarc=fail\r\n"
                                + "Authentication-Results: mx.shop.example" + pass),
                MailSurroundings.HELP);

        await().atMost(PATIENCE).until(() -> received(anna).size() == 4);
        assertThat(received(anna))
                .extracting(event ->
                        ((MessageReceived) event).circumstances().letterhead().sender())
                .containsExactly(
                        Letterhead.Sender.PROVED,
                        Letterhead.Sender.UNKNOWN,
                        Letterhead.Sender.UNKNOWN,
                        Letterhead.Sender.DISPROVED);

        MailCustomer kim = MailCustomer.somebody();
        kim.sends(checked(kim, "Authentication-Results: mx.shop.example" + pass), MailSurroundings.SALES);
        await().atMost(PATIENCE).until(() -> received(kim).size() == 1);
        assertThat(((MessageReceived) only(kim)).circumstances().letterhead().sender())
                .as("another mailbox trusts nobody")
                .isEqualTo(Letterhead.Sender.UNKNOWN);
    }

    /// The forwarder's domain vouches for the forwarder, never for whom they name.
    @Test
    void aForwardedMailBecomesItsWritersOnlyWhenAnAgentSaysSoAndProvesNothing() throws Exception {
        MailCustomer anna = MailCustomer.somebody();
        MailCustomer kim = MailCustomer.somebody();
        String mail = "Authentication-Results: mx.shop.example; dmarc=pass header.from=example.com\r\nFrom: Anna <"
                + anna.address() + ">\r\nTo: help@shop.example\r\nSubject: Fwd: My order\r\nMessage-ID: <"
                + UUID.randomUUID() + "@example.com>\r\nDate: Sun, 22 Nov 2026 10:00:00 +0000\r\n\r\n"
                + "---------- Forwarded message ---------\r\nFrom: Kim Lee <" + kim.address()
                + ">\r\nDate: Sat, 21 Nov 2026 at 10:00\r\nSubject: My order\r\n\r\nWhere is it?\r\n";
        anna.sends(mail.getBytes(StandardCharsets.UTF_8), MailSurroundings.HELP);
        await().atMost(PATIENCE).until(() -> received(anna).size() == 1);
        Letterhead outer = ((MessageReceived) only(anna)).circumstances().letterhead();
        assertThat(outer.sender()).isEqualTo(Letterhead.Sender.PROVED);
        assertThat(outer.forwarded().address()).isEqualTo(kim.address());
        assertThat(outer.forwarded().name()).isEqualTo("Kim Lee");
        assertThat(received(kim)).isEmpty();

        String path = "/api/ingest/forwards/" + outer.forwarded().id() + "/writer";
        RestAssured.put(path).then().statusCode(401);
        for (int again = 0; again < 2; again++) {
            RestAssured.given()
                    .auth()
                    .oauth2(Tokens.of("anna", "agent"))
                    .put(path)
                    .then()
                    .statusCode(200)
                    .body("address", equalTo(kim.address()));
        }
        await().atMost(PATIENCE).until(() -> received(kim).size() == 2);
        MessageReceived inner = (MessageReceived) received(kim).getFirst();
        assertThat(received(kim)).extracting(FromCustomer::id).containsOnly(inner.id());
        assertThat(inner.body().text()).isEqualTo("Where is it?");
        assertThat(inner.body().subject()).isEqualTo("My order");
        assertThat(inner.author().name()).isEqualTo("Kim Lee");
        assertThat(inner.circumstances().letterhead().sender()).isEqualTo(Letterhead.Sender.UNKNOWN);
        assertThat(inner.circumstances().letterhead().forwarded())
                .isEqualTo(new Letterhead.Forwarded(null, "Anna", anna.address()));
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("anna", "agent"))
                .put("/api/ingest/forwards/" + UUID.randomUUID() + "/writer")
                .then()
                .statusCode(404);
    }

    private static byte[] checked(MailCustomer customer, String verdict) {
        String mail = new String(customer.mail("Checked", "hello"), StandardCharsets.UTF_8);
        return (verdict + mail).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void oneMailToTwoMailboxesIsOneMessage() {
        MailCustomer anna = MailCustomer.somebody();
        anna.sends(anna.mail("to both", "the same"), MailSurroundings.HELP, MailSurroundings.SALES);
        await().atMost(PATIENCE).until(() -> received(anna).size() == 2);
        assertThat(received(anna))
                .extracting(event -> event.id().value())
                .containsOnly(only(anna).id().value());
    }

    @Test
    void whatOneCustomerSendsKeepsItsOrder() {
        MailCustomer anna = MailCustomer.somebody();
        IntStream.range(0, 40).forEach(n -> anna.sends(anna.mail("line " + n, "x"), MailSurroundings.HELP));
        await().atMost(PATIENCE).until(() -> received(anna).size() == 40);
        assertThat(received(anna))
                .extracting(event -> ((MessageReceived) event).body().subject())
                .containsExactlyElementsOf(
                        IntStream.range(0, 40).mapToObj(n -> "line " + n).toList());
    }

    @Test
    void mailOfNobodyAndOfOurselvesStandsInQuarantineAndTheNextFlowsOn() {
        MailCustomer anna = MailCustomer.somebody();
        anna.sends(RealMailFaultsTest.bytes("no-from"), MailSurroundings.HELP);
        anna.sends(RealMailFaultsTest.bytes("from-ourselves"), MailSurroundings.HELP);
        anna.sends(anna.mail("next", "flows on"), MailSurroundings.HELP);
        assertThat(only(anna)).isInstanceOf(MessageReceived.class);
        assertThat(quarantined()).contains("no usable From address", "sent by one of our own mailboxes");
    }

    @Test
    void anAutomaticAnswerIsKeptAndIsNoMessage() {
        MailCustomer anna = MailCustomer.somebody();
        byte[] mail = Charsets.bytes(Charsets.octets(RealMailFaultsTest.bytes("out-of-office"))
                .replaceAll("(?m)^From:.*$", "From: " + anna.address()));
        anna.sends(mail, MailSurroundings.HELP);
        UpdateKept kept = (UpdateKept) only(anna);
        assertThat(kept.kind()).isEqualTo("mail/vacation");
        assertThat(kept.raw()).isNotNull();
    }

    @Test
    void aBounceIsAboutTheAddressThatWasNotReached() {
        String gone = MailCustomer.somebody().address();
        byte[] mail = Charsets.bytes(Charsets.octets(RealMailFaultsTest.bytes("bounce-user-unknown"))
                .replace("Gone@Example.com", gone)
                .replace("gone@example.com", gone));
        new MailCustomer("").sends(mail, MailSurroundings.HELP);
        DeliveryBounced bounce = (DeliveryBounced) only(new MailCustomer(gone));
        assertThat(bounce.originalMessageId()).isEqualTo("<sent-1041@shop.example>");
        assertThat(bounce.permanent()).isTrue();
    }

    @Test
    void aLongMailIsCutInTheEventAndWholeInItsBlob() throws Exception {
        MailCustomer anna = MailCustomer.somebody();
        anna.sends(anna.mail("long", "слово и дело\r\n".repeat(20_000)), MailSurroundings.HELP);
        MessageReceived message = (MessageReceived) only(anna);
        assertThat(message.body().text()).hasSizeLessThanOrEqualTo(60_000);
        assertThat(new String(bytes(message.body().whole().name()), StandardCharsets.UTF_8))
                .hasSizeGreaterThan(250_000);
    }

    /// From the moment the server has a mail until Kafka has it.
    @Test
    void aMailIsOnTheTopicAtOnce() {
        List<Long> millis = new ArrayList<>();
        for (int n = 0; n < 15; n++) {
            MailCustomer anna = MailCustomer.somebody();
            anna.sends(anna.mail("quick", "one"), MailSurroundings.HELP);
            long sent = System.currentTimeMillis();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !received(anna).isEmpty());
            millis.add(((MessageReceived) only(anna)).receivedAt().toEpochMilli() - sent);
        }
        millis.sort(null);
        Logger.getLogger(MailInTest.class)
                .infof("mail: server to reader p50 %d ms, max %d ms", millis.get(7), millis.getLast());
        assertThat(millis.get(7)).isLessThan(200);
    }

    /// Every real mail, through the real door: on the topic or in quarantine, and none stops the others.
    @Test
    void everyMailOfTheCorpusComesThrough() throws Exception {
        MailCustomer anna = MailCustomer.somebody();
        int accepted = 0;
        List<String> refused = new ArrayList<>();
        for (JsonNode line : Corpus.lines("mail.jsonl")) {
            try {
                anna.sends(Corpus.bytes(line), MailSurroundings.SALES);
                accepted++;
            } catch (IllegalStateException e) {
                refused.add(line.path("id").asText());
            }
        }
        anna.sends(anna.mail("after all of them", "x"), MailSurroundings.SALES);
        assertThat(only(anna)).isInstanceOf(MessageReceived.class);
        long kept = count("SELECT count(*) FROM quarantine WHERE door = $1", MailSurroundings.SALES);
        long taken = events().stream()
                .filter(event -> event.door().name().equals(MailSurroundings.SALES))
                .count();
        Logger.getLogger(MailInTest.class)
                .infof(
                        "corpus through the door: %d accepted by the mail server, %d refused by it %s; %d events, %d in quarantine",
                        accepted, refused.size(), refused, taken, kept);
        assertThat(taken + kept).isGreaterThanOrEqualTo(accepted);
        assertThat(refused).hasSizeLessThan(10);
    }

    private FromCustomer only(MailCustomer customer) {
        await().atMost(PATIENCE).until(() -> !received(customer).isEmpty());
        return received(customer).getFirst();
    }

    private List<FromCustomer> received(MailCustomer customer) {
        return topics.read(Topic.MESSAGES_RECEIVED, "mail:" + customer.address()).stream()
                .map(seen -> (FromCustomer) seen.event())
                .toList();
    }

    private List<FromCustomer> events() {
        return topics.read(Topic.MESSAGES_RECEIVED).stream()
                .map(seen -> (FromCustomer) seen.event())
                .toList();
    }

    private List<String> quarantined() {
        List<String> reasons = new ArrayList<>();
        database.query("SELECT reason FROM quarantine WHERE channel = 'mail'")
                .forEach(row -> reasons.add(row.getString("reason")));
        return reasons;
    }

    private long count(String sql, String door) {
        return database.query(sql, door).iterator().next().getLong(0);
    }

    private byte[] bytes(String blob) throws Exception {
        try (var in = blobs.read(blob)) {
            return in.readAllBytes();
        }
    }
}
