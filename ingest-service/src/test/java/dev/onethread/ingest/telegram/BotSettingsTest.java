package dev.onethread.ingest.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.FromCustomer.UpdateKept;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.delivery.testing.Tokens;
import dev.onethread.ingest.testing.TelegramCustomer;
import dev.onethread.ingest.testing.TelegramSurroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What supervisors decide of a bot holds for the next update.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(TelegramSurroundings.class)
class BotSettingsTest {
    private static final String BOT = "701";

    @Test
    void aCommandIsAnsweredInTheLanguageOfTheWriterAndOpensNothing() {
        answer("hours", "С девяти до шести", "Nine to six").statusCode(200).body("groups", equalTo(true));
        long chat = ThreadLocalRandom.current().nextLong(2_000_000, 900_000_000);
        assertThat(kept(says(chat, "/hours", "ru-RU"))).isEqualTo("message/command С девяти до шести");
        assertThat(kept(says(chat, "/Hours@shop_bot", "de"))).isEqualTo("message/command Nine to six");
        assertThat(received(says(chat, "/hours today?", "ru"))).isInstanceOf(MessageReceived.class);
        assertThat(received(says(chat, "/nothing", "ru"))).isInstanceOf(MessageReceived.class);

        answer("hours", "Круглосуточно", null).statusCode(200).body("answers[0].ru", equalTo("Круглосуточно"));
        assertThat(kept(says(chat, "/hours", "en"))).isEqualTo("message/command Круглосуточно");
        answer("start", null, "Welcome to the shop").statusCode(200).body("answers", hasSize(2));
        assertThat(kept(says(chat, "/start", "en"))).isEqualTo("message/start Welcome to the shop");

        for (String command : new String[] {"hours", "start"}) {
            asking("anna", "supervisor").delete("/api/ingest/bots/" + BOT + "/answers/" + command);
        }
        assertThat(received(says(chat, "/hours", "en"))).isInstanceOf(MessageReceived.class);
    }

    @Test
    void groupsMayBeIgnoredAndTakenAgain() {
        long chat = -ThreadLocalRandom.current().nextLong(2_000_000, 900_000_000);
        assertThat(received(says(chat, "taken", "en"))).isInstanceOf(MessageReceived.class);
        groups(false).body("groups", equalTo(false));
        says(chat, "ignored", "en");
        // The bot's updates are confirmed in their order.
        received(says(ThreadLocalRandom.current().nextLong(2_000_000, 900_000_000), "meanwhile", "en"));
        groups(true).body("groups", equalTo(true));
        received(says(chat, "taken again", "en"));
        try (TestTopics topics = new TestTopics()) {
            assertThat(topics.read(Topic.MESSAGES_RECEIVED, "telegram:" + BOT + ":" + chat))
                    .extracting(seen -> ((MessageReceived) seen.event()).body().text())
                    .containsExactly("taken", "taken again");
        }
    }

    @Test
    void nonsenseIsRefusedAndAgentsDecideNothing() {
        answer("Hours!", "x", null).statusCode(422).body("type", equalTo("urn:onethread:problem:command-invalid"));
        answer("web", "x", null).statusCode(422);
        answer("hours", " ", null).statusCode(422).body("type", equalTo("urn:onethread:problem:answer-empty"));
        answer("hours", "x".repeat(4_001), null).statusCode(422);
        asking("anna", "supervisor").get("/api/ingest/bots/999").then().statusCode(405);
        asking("anna", "supervisor")
                .contentType("application/json")
                .body(Map.of("groups", false))
                .put("/api/ingest/bots/999")
                .then()
                .statusCode(404);
        asking("anna", "agent").get("/api/ingest/bots").then().statusCode(403);
    }

    private static ValidatableResponse answer(String command, @Nullable String ru, @Nullable String en) {
        Map<String, Object> texts = new HashMap<>();
        texts.put("ru", ru);
        texts.put("en", en);
        return asking("anna", "supervisor")
                .contentType("application/json")
                .body(texts)
                .put("/api/ingest/bots/{bot}/answers/{command}", BOT, command)
                .then();
    }

    private static ValidatableResponse groups(boolean groups) {
        return asking("anna", "supervisor")
                .contentType("application/json")
                .body(Map.of("groups", groups))
                .put("/api/ingest/bots/" + BOT)
                .then()
                .statusCode(200);
    }

    private static io.restassured.specification.RequestSpecification asking(String user, String role) {
        return RestAssured.given().auth().oauth2(Tokens.of(user, role));
    }

    private static String says(long chat, String text, String language) {
        String type = chat < 0 ? "group" : "private";
        return new TelegramCustomer(BOT, chat).update("""
                {"message": {"message_id": %d, "date": 1790000000, "text": "%s",
                 "from": {"id": %d, "is_bot": false, "first_name": "Anna", "language_code": "%s"},
                 "chat": {"id": %d, "type": "%s", "title": "A", "first_name": "Anna"}}}""".formatted(
                        ThreadLocalRandom.current().nextInt(1, 1_000_000), text, Math.abs(chat), language, chat, type));
    }

    private static String kept(String id) {
        UpdateKept kept = (UpdateKept) received(id);
        return kept.kind() + " " + kept.words();
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
}
