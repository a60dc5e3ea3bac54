package dev.onethread.ingest.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.FromCustomer.UpdateKept;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.delivery.testing.Tokens;
import dev.onethread.ingest.testing.TelegramCustomer;
import dev.onethread.ingest.testing.TelegramSurroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From Telegram to the topic, with the real library, Kafka and PostgreSQL.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(TelegramSurroundings.class)
class TelegramInTest {
    @Inject
    Blobs blobs;

    @Test
    void aTextReachesTheTopicUnderItsAddress() {
        TelegramCustomer anna = TelegramCustomer.of(TelegramSurroundings.SHOP, 1001);
        String id = anna.says("Здравствуйте");
        MessageReceived message = (MessageReceived) received(id);
        assertThat(message.body().text()).isEqualTo("Здравствуйте");
        assertThat(message.address().key()).isEqualTo(anna.address());
        assertThat(message.author().name()).contains("Anna");
        assertThat(message.raw()).isNull();
    }

    @Test
    void whatIsWrittenToAnOwnerWhoLetTheBotInIsAChatOfItsOwn() {
        TelegramCustomer anna = TelegramCustomer.of(TelegramSurroundings.SHOP, 1_017);
        anna.says("боту");
        String id = anna.update("""
                {"business_message": {"business_connection_id": "owner-1", "message_id": 5, "date": 1790000000,
                 "from": {"id": 1017, "is_bot": false, "first_name": "Anna"},
                 "chat": {"id": 1017, "type": "private", "first_name": "Anna"}, "text": "хозяйке"}}""");
        MessageReceived message = (MessageReceived) received(id);
        assertThat(message.body().text()).isEqualTo("хозяйке");
        assertThat(message.address().key()).isEqualTo("telegram:700:1017@owner-1");
    }

    @Test
    void everyBotIsItsOwnDoor() {
        String id = TelegramCustomer.of(TelegramSurroundings.HELP, 1001).says("help");
        assertThat(received(id).door().key()).isEqualTo("telegram:701");
    }

    @ParameterizedTest
    @CsvSource({
        "photo, shot.jpg, image/jpeg, IMAGE",
        "document, отчёт.pdf, application/pdf, DOCUMENT",
        "voice, voice.ogg, audio/ogg, VOICE"
    })
    void filesComeWithTheirBytesAndCaption(String kind, String name, String mediaType, Attachment.Kind expected)
            throws Exception {
        byte[] bytes = bytes(120_000);
        TelegramCustomer anna = TelegramCustomer.of(TelegramSurroundings.SHOP, 1002);
        MessageReceived message = (MessageReceived) received(anna.sends(kind, name, mediaType, bytes, "look at this"));
        assertThat(message.body().text()).isEqualTo("look at this");
        Attachment file = message.body().attachments().getFirst();
        assertThat(file.kind()).isEqualTo(expected);
        assertThat(file.missing()).isNull();
        assertThat(blobs.read(file.blob().name()).readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void aFileThatIsTooLargeIsNamedAndTheMessageStillFlows() {
        TelegramCustomer anna = TelegramCustomer.of(TelegramSurroundings.SHOP, 1003);
        String id = anna.sends("document", "big.bin", "application/octet-stream", bytes(400_000), "big");
        Attachment file = ((MessageReceived) received(id)).body().attachments().getFirst();
        assertThat(file.blob()).isNull();
        assertThat(file.missing()).contains("larger");
    }

    @Test
    void aFileThatTelegramDoesNotKnowIsNamedAndTheMessageStillFlows() {
        TelegramCustomer anna = TelegramCustomer.of(TelegramSurroundings.SHOP, 1004);
        String id = anna.update("""
                {"message":{"message_id":5,"date":1,"chat":{"id":1004,"type":"private","first_name":"A"},
                "document":{"file_id":"nowhere","file_unique_id":"n","file_name":"a.txt"}}}""");
        Attachment file = ((MessageReceived) received(id)).body().attachments().getFirst();
        assertThat(file.missing()).isNotBlank().isNotEqualTo(Contents.NOT_FETCHED);
    }

    @Test
    void whatOneChatSaysKeepsItsOrder() {
        TelegramCustomer anna = TelegramCustomer.of(TelegramSurroundings.SHOP, 1005);
        List<String> ids =
                IntStream.range(0, 60).mapToObj(n -> anna.says("line " + n)).toList();
        received(ids.getLast());
        try (TestTopics topics = new TestTopics()) {
            assertThat(topics.read(Topic.MESSAGES_RECEIVED, anna.address()))
                    .extracting(seen -> ((FromCustomer) seen.event()).id().value())
                    .containsExactlyElementsOf(ids);
        }
    }

    @Test
    void anUnknownContentIsKeptWholeAndTheNextFlowsOn() throws Exception {
        TelegramCustomer anna = TelegramCustomer.of(TelegramSurroundings.SHOP, 1006);
        String strange = anna.update("""
                {"message":{"message_id":6,"date":1,"chat":{"id":1006,"type":"private","first_name":"A"},
                "hologram":{"deep":[[[[1]]]],"type":7}}}""");
        String next = anna.says("and now?");
        UpdateKept kept = (UpdateKept) received(strange);
        assertThat(kept.kind()).isEqualTo("message/hologram");
        assertThat(new String(blobs.read(kept.raw().name()).readAllBytes())).contains("hologram");
        assertThat(received(next)).isInstanceOf(MessageReceived.class);
    }

    @Test
    void whatBelongsToNobodyStandsInQuarantineAndTheNextFlowsOn() {
        TelegramCustomer anna = TelegramCustomer.of(TelegramSurroundings.SHOP, 1007);
        String broken = anna.update("{\"poll\":{\"id\":\"77\",\"question\":\"whose?\"}}");
        String next = anna.says("next");
        assertThat(received(next)).isInstanceOf(MessageReceived.class);
        String identity = broken.substring(broken.lastIndexOf(':') + 1);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(RestAssured.given()
                                .auth()
                                .oauth2(Tokens.of("root", "admin"))
                                .get("/api/ingest/quarantine")
                                .then()
                                .statusCode(200)
                                .extract()
                                .<String>path("items.find { it.identity == '" + identity + "' }.reason"))
                        .contains("no chat and no user"));
    }

    @Test
    void confirmedMeansStored() {
        TelegramCustomer anna = TelegramCustomer.of(TelegramSurroundings.HELP, 1008);
        received(anna.says("first"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(anna.unconfirmed()).isZero());
    }

    private static FromCustomer received(String id) {
        try (TestTopics topics = new TestTopics()) {
            return (FromCustomer) topics.await(
                            Topic.MESSAGES_RECEIVED,
                            seen -> seen.event() instanceof FromCustomer event
                                    && event.id().value().equals(id))
                    .event();
        }
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
