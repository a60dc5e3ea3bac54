package dev.onethread.ingest.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ingest.postgres.Forgetting;
import dev.onethread.ingest.postgres.StoredQuarantine;
import dev.onethread.ingest.postgres.StoredQuarantine.Held;
import dev.onethread.ingest.testing.TelegramCustomer;
import dev.onethread.ingest.testing.TelegramSurroundings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A bot whose updates Telegram brings, through the stand-in, the HTTP door and real Kafka.
@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(TelegramSurroundings.class)
class WebhookTest {
    private static final String PATH = "/api/ingest/telegram/703";

    @Inject
    MeterRegistry meters;

    @Inject
    StoredQuarantine quarantine;

    @Inject
    Forgetting forgetting;

    @Inject
    Database database;

    @Test
    void whatIsBroughtKeepsItsOrderAndIsThereOnce() {
        TelegramCustomer anna = TelegramCustomer.of(TelegramSurroundings.HOOKED, 3001);
        List<String> ids =
                IntStream.range(0, 20).mapToObj(n -> anna.says("line " + n)).toList();
        received(ids.getLast());
        assertThat(seen(anna)).containsExactlyElementsOf(ids);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(anna.unconfirmed()).isZero());
    }

    @Test
    void onlyWhoKnowsTheSecretBringsAnything() {
        String update = update(9001, 3002, "forged");
        bring(update, null).statusCode(401);
        bring(update, "wrong").statusCode(401);
        bring(update, TelegramSurroundings.HOOK_SECRET + "x").statusCode(401);
        RestAssured.given()
                .header("X-Telegram-Bot-Api-Secret-Token", TelegramSurroundings.HOOK_SECRET)
                .body(update)
                .post("/api/ingest/telegram/700")
                .then()
                .statusCode(401);
        String real = TelegramCustomer.of(TelegramSurroundings.HOOKED, 3002).says("real");
        received(real);
        assertThat(seen(TelegramCustomer.of(TelegramSurroundings.HOOKED, 3002))).containsExactly(real);
    }

    /// Whoever comes behind keeps the first of the same id; here both carry it.
    @Test
    void whatIsBroughtAgainHasTheSameId() {
        String update = update(9002, 3003, "twice");
        bring(update, TelegramSurroundings.HOOK_SECRET).statusCode(200);
        bring(update, TelegramSurroundings.HOOK_SECRET).statusCode(200);
        assertThat(seen(TelegramCustomer.of(TelegramSurroundings.HOOKED, 3003))).containsOnly("telegram:703:9002");
    }

    @Test
    void aBotThatIgnoresGroupsCountsWhatIsSaidThere() {
        double before = ignored("group");
        bring(update(9003, -3005, "in the group"), TelegramSurroundings.HOOK_SECRET)
                .statusCode(200);
        assertThat(ignored("group")).isEqualTo(before + 1);
        assertThat(seen(TelegramCustomer.of(TelegramSurroundings.HOOKED, -3005)))
                .isEmpty();
        TelegramCustomer team = TelegramCustomer.of(TelegramSurroundings.SHOP, -3005);
        assertThat(received(team.says("in the group")).address().ofGroup()).isTrue();
    }

    @Test
    void whatAChannelBroadcastsIsCounted() {
        double before = ignored("channel_post");
        bring(
                        "{\"update_id\":9004,\"channel_post\":{\"message_id\":1,\"chat\":{\"id\":-100,\"type\":\"channel\"}}}",
                        TelegramSurroundings.HOOK_SECRET)
                .statusCode(200);
        assertThat(ignored("channel_post")).isEqualTo(before + 1);
        assertThat(quarantine.newest(null, 200, false))
                .extracting(Held::identity)
                .doesNotContain("9004");
        assertThat(quarantine.newest(null, 200, true))
                .filteredOn(held -> held.identity().equals("9004"))
                .singleElement()
                .satisfies(held -> {
                    assertThat(held.leftOut()).isTrue();
                    assertThat(held.reason()).isEqualTo("nobody answers it: channel_post");
                    assertThat(new String(quarantine.bytes(held), StandardCharsets.UTF_8))
                            .contains("channel_post");
                });
    }

    @Test
    void whatWasLeftOutIsForgottenAfterAMonthAndWhatWaitsForSomebodyIsNot() throws Exception {
        Door door = new Door(Channel.TELEGRAM, "left-out");
        quarantine.leaveOut(door, "old", new byte[] {1}, "nobody answers it");
        quarantine.leaveOut(door, "new", new byte[] {2}, "nobody answers it");
        quarantine.keep(door, "waits", new byte[] {3}, "not readable");
        database.query("update quarantine set kept_at = now() - interval '31 days'"
                + " where door = 'left-out' and identity in ('old', 'waits')");
        Held old = quarantine.newest(null, 200, true).stream()
                .filter(held -> held.identity().equals("old"))
                .findFirst()
                .orElseThrow();

        forgetting.clean();

        assertThat(quarantine.newest(null, 200, true))
                .filteredOn(held -> held.door().equals(door))
                .extracting(Held::identity)
                .containsExactlyInAnyOrder("new", "waits");
        assertThatThrownBy(() -> quarantine.bytes(old)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatIsNoUpdateIsKeptAndNotBroughtForEver() {
        bring("no json at all", TelegramSurroundings.HOOK_SECRET).statusCode(200);
        bring("[1]", TelegramSurroundings.HOOK_SECRET).statusCode(200);
    }

    @Test
    void aChoiceIsAnsweredSoThatTheButtonRests() {
        TelegramCustomer anna = TelegramCustomer.of(TelegramSurroundings.SHOP, 3004);
        String id = anna.update("""
                {"callback_query":{"id":"q-1","from":{"id":3004,"is_bot":false,"first_name":"Anna"},"data":"choice:1",
                "message":{"message_id":7,"date":1,"chat":{"id":3004,"type":"private"},"reply_markup":
                {"inline_keyboard":[[{"text":"Red","callback_data":"choice:1"}]]}}}}""");
        assertThat(id).isNotBlank();
        MessageReceived chosen = (MessageReceived) received("telegram:700:3004:choice:1/7/3004");
        assertThat(chosen.body().text()).isEqualTo("Red");
    }

    @Test
    void nonsenseInTheConfigurationIsNamed() {
        assertThatThrownBy(() -> Webhook.configured("shop", settings("http://shop.example", "0123456789abcdef")))
                .hasMessageContaining("onethread.telegram.bots.\"shop\".webhook.url");
        assertThatThrownBy(() -> Webhook.configured("shop", settings("https://shop.example", "short")))
                .hasMessageContaining("webhook.secret")
                .hasMessageNotContaining("short");
        assertThat(Webhook.configured("shop", settings(null, ""))).isNull();
    }

    private static TelegramSettings.Webhook settings(String url, String secret) {
        return new TelegramSettings.Webhook() {
            @Override
            public Optional<URI> url() {
                return Optional.ofNullable(url).map(URI::create);
            }

            @Override
            public Optional<String> secret() {
                return Optional.of(secret);
            }

            @Override
            public int connections() {
                return 1;
            }
        };
    }

    private double ignored(String what) {
        return meters.counter("onethread.ignored", "channel", "telegram", "door", "703", "what", what)
                .count();
    }

    private static ValidatableResponse bring(String update, String secret) {
        var request = RestAssured.given().contentType("application/json").body(update);
        if (secret != null) {
            request.header("X-Telegram-Bot-Api-Secret-Token", secret);
        }
        return request.post(PATH).then();
    }

    private static String update(int id, long chat, String text) {
        return "{\"update_id\":" + id + ",\"message\":{\"message_id\":1,\"date\":1,\"text\":\"" + text
                + "\",\"chat\":{\"id\":" + chat + ",\"type\":\"private\"}}}";
    }

    private static List<String> seen(TelegramCustomer customer) {
        try (TestTopics topics = new TestTopics()) {
            return topics.read(Topic.MESSAGES_RECEIVED, customer.address()).stream()
                    .map(seen -> ((FromCustomer) seen.event()).id().value())
                    .toList();
        }
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
