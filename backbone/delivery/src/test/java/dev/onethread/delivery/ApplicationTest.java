package dev.onethread.delivery;

import static dev.onethread.delivery.Events.message;
import static dev.onethread.delivery.Events.report;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.onethread.contracts.BlobRef;
import dev.onethread.contracts.DeliveryReported;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.Signal;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Wire;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.delivery.testing.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
class ApplicationTest {
    private static final String PROBLEM = "application/problem+json";

    @Inject
    Database database;

    @Inject
    Publisher publisher;

    @Inject
    Broadcasts broadcasts;

    @Inject
    Blobs blobs;

    @Inject
    Leases leases;

    private final String key = UUID.randomUUID().toString();

    @ApplicationScoped
    static class Reports extends Applying<DeliveryReported> {
        Reports() {
            super("app", Topic.DELIVERY_REPORTS, DeliveryReported.class, Events::text);
        }
    }

    @ApplicationScoped
    static class Messages extends Applying<FromCustomer> {
        Messages() {
            super("app", Topic.MESSAGES_RECEIVED, FromCustomer.class, Events::text);
        }
    }

    @Test
    void beansOfTypeHandlerAreSubscribed() {
        database.inTransaction(tx -> {
            tx.publish(Topic.DELIVERY_REPORTS, key, report("report"));
            return null;
        });
        publisher.send(Topic.MESSAGES_RECEIVED, key, message("message"));

        await().untilAsserted(() -> assertThat(applied()).containsExactlyInAnyOrder("report", "message"));
    }

    @Test
    void questionsThatWereAskedTogetherAreAnsweredInAnyOrder() {
        List<Integer> answers = database.inTransaction(tx -> {
            Tx.Answer first = tx.ask("select $1::int", 1);
            Tx.Answer second = tx.ask("select $1::int", 2);
            return List.of(number(second), number(first));
        });

        assertThat(answers).containsExactly(2, 1);
    }

    private static int number(Tx.Answer answer) {
        return answer.get().iterator().next().getInteger(0);
    }

    @Test
    void aQuestionThatFailsFailsTheTransactionThoughNobodyLooksAtItsAnswer() {
        assertThatThrownBy(() -> database.inTransaction(tx -> tx.ask("select 1 / 0")))
                .hasMessageContaining("division by zero");
    }

    @Test
    void whoListensEarlyHearsOfWhatWasCommittedHereAtOnceAndOfNothingElse() {
        List<String> early = new ArrayList<>();
        broadcasts.early(Topic.DELIVERY_REPORTS, DeliveryReported.class, report -> early.add(Events.text(report)));

        database.inTransaction(tx -> {
            tx.publish(Topic.DELIVERY_REPORTS, key, report("committed"));
            return null;
        });
        assertThat(early).containsExactly("committed");

        assertThatThrownBy(() -> database.inTransaction(tx -> {
                    tx.publish(Topic.DELIVERY_REPORTS, key, report("taken back"));
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(early).containsExactly("committed");
        await().untilAsserted(() -> assertThat(applied()).containsExactly("committed"));
    }

    @Test
    void whatAnEarlyListenerThrowsConcernsNobodyElse() {
        broadcasts.early(Topic.DELIVERY_REPORTS, DeliveryReported.class, report -> {
            throw new IllegalStateException("ours");
        });

        database.inTransaction(tx -> {
            tx.publish(Topic.DELIVERY_REPORTS, key, report("still"));
            return null;
        });

        await().untilAsserted(() -> assertThat(applied()).containsExactly("still"));
    }

    @Test
    void topicsWithPositionsAreNotPublishedToDirectly() {
        assertThatThrownBy(() -> publisher.send(Topic.DELIVERY_REPORTS, key, report("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAdministratorReplaysADeadLetter() {
        String poison = "poison-" + key;
        Applying.POISON.add(poison);
        publisher.send(Topic.MESSAGES_RECEIVED, key, message(poison));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> admin().get("/dead-letters?topic=messages.received")
                        .then()
                        .statusCode(200)
                        .body("items.findAll { it.key == '" + key + "' }", hasSize(1)));
        String id =
                admin().get("/dead-letters?topic=messages.received").path("items.find { it.key == '" + key + "' }.id");

        admin().get("/dead-letters/" + id)
                .then()
                .statusCode(200)
                .body("value", equalTo(Base64.getEncoder().encodeToString(Wire.bytes(message(poison)))))
                .body("reason", equalTo("IllegalArgumentException: poison"))
                .body("state", equalTo("dead"))
                .body("parks", equalTo(false))
                .body("headers.ce_type", equalTo("dev.onethread.MessageDeleted"));
        Applying.POISON.remove(poison);
        admin().put("/dead-letters/" + id + "/replay").then().statusCode(202);

        await().untilAsserted(() -> assertThat(applied()).containsExactly(poison));
        await().untilAsserted(() -> admin().get("/dead-letters/" + id).then().body("state", equalTo("replayed")));
        admin().delete("/dead-letters/" + id).then().statusCode(204);
        admin().get("/dead-letters/" + id)
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:onethread:problem:not-found"))
                .body("status", equalTo(404));
    }

    @Test
    void anAdministratorReleasesAParkedKey() {
        String poison = "parks-" + key;
        Applying.POISON.add(poison);
        database.inTransaction(tx -> {
            tx.publish(Topic.DELIVERY_REPORTS, key, report(poison));
            tx.publish(Topic.DELIVERY_REPORTS, key, report("after"));
            return null;
        });
        await().until(() ->
                database.query("select 1 from held_record where key = $1", key).rowCount() == 1);
        String id =
                admin().get("/dead-letters?topic=delivery.reports").path("items.find { it.key == '" + key + "' }.id");

        admin().delete("/dead-letters/" + id).then().statusCode(202);

        await().untilAsserted(() -> assertThat(applied()).containsExactly("after"));
        admin().get("/dead-letters/" + id).then().statusCode(404);
    }

    @Test
    void garbageThatWasOnlyReadLiveCanBeDiscardedButNotReplayed() {
        try (TestTopics topics = new TestTopics();
                Broadcasts.Following _ = broadcasts.follow(Topic.SIGNALS, Signal.class, _ -> {})) {
            topics.send(Topic.SIGNALS.title(), key, new byte[] {1}, java.util.Map.of());
            await().until(() -> database.query("select 1 from dead_letter where key = $1", key)
                            .rowCount()
                    == 1);
        }
        String id = admin().get("/dead-letters?topic=signals").path("items.find { it.key == '" + key + "' }.id");

        admin().put("/dead-letters/" + id + "/replay")
                .then()
                .statusCode(409)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:onethread:problem:not-replayable"));
        admin().delete("/dead-letters/" + id).then().statusCode(204);
        admin().get("/dead-letters/" + id).then().statusCode(404);
    }

    @Test
    void deadLettersAreListedPageByPage() {
        try (TestTopics topics = new TestTopics()) {
            for (int n = 0; n < 3; n++) {
                topics.send(Topic.MESSAGES_RECEIVED.title(), key, new byte[] {(byte) n}, java.util.Map.of());
            }
        }
        await().until(() ->
                database.query("select 1 from dead_letter where key = $1", key).rowCount() == 3);

        var first = admin().get("/dead-letters?limit=2").then().statusCode(200).extract();
        assertThat(first.<List<String>>path("items.id")).hasSize(2);
        var second = admin().queryParam("cursor", first.<String>path("next"))
                .get("/dead-letters?limit=2")
                .then()
                .statusCode(200)
                .body("items[0].value", nullValue())
                .body("items[0].reason", notNullValue())
                .extract();
        assertThat(second.<List<String>>path("items.id")).doesNotContainAnyElementsOf(first.path("items.id"));
        admin().get("/dead-letters?cursor=nonsense")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:onethread:problem:invalid"));
    }

    @Test
    void onlyAdministratorsSeeDeadLetters() {
        given().get("/dead-letters")
                .then()
                .statusCode(401)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:onethread:problem:unauthorized"));
        bearer("not.a.token").get("/dead-letters").then().statusCode(401).contentType(PROBLEM);
        bearer(Tokens.of("anna", Instant.now().minusSeconds(600), "admin"))
                .get("/dead-letters")
                .then()
                .statusCode(401);
        bearer(Tokens.of("anna", "agent"))
                .get("/dead-letters")
                .then()
                .statusCode(403)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:onethread:problem:forbidden"));
    }

    @Test
    void everyRefusalIsAProblem() {
        given().get("/no-such-thing")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:onethread:problem:not-found"));
        given().contentType(ContentType.JSON)
                .body("{\"name\":\"\"}")
                .post("/problems-test")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:onethread:problem:invalid"))
                .body("errors[0].field", equalTo("name"));
        for (String body :
                List.of("{broken", "[]", "[{}]", "\"text\"", "7", "null", "{\"name\":{}}", "{\"name\":[\"a\"]}")) {
            given().contentType(ContentType.JSON)
                    .body(body)
                    .post("/problems-test")
                    .then()
                    .statusCode(400)
                    .contentType(PROBLEM)
                    .body("type", equalTo("urn:onethread:problem:malformed"));
        }
        given().contentType(ContentType.JSON)
                .post("/problems-test")
                .then()
                .statusCode(400)
                .contentType(PROBLEM);
        given().contentType(ContentType.JSON)
                .body("{\"name\":\"boom\"}")
                .post("/problems-test")
                .then()
                .statusCode(500)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:onethread:problem:internal"))
                .body("detail", equalTo("something went wrong on our side"));
        given().delete("/problems-test").then().statusCode(405).contentType(PROBLEM);
    }

    @Test
    void readinessTellsHowItStandsWithKafkaAndWhatItHolds() {
        try (var keeping = leases.keep("reading/" + key, new Leases.Holder() {
            @Override
            public void acquired(Lease lease) {
                // The name is enough.
            }

            @Override
            public void lost() {
                // Nothing was begun.
            }
        })) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> given().get("/q/health/ready")
                            .then()
                            .statusCode(200)
                            .rootPath("checks.find { it.name == 'delivery' }")
                            .body("status", equalTo("UP"))
                            .body("data.kafka", equalTo("answers"))
                            .body("data.outbox", endsWith("of 16 shards"))
                            .body("data.leases", containsString("reading/" + key))
                            .body("data.'messages.received'", startsWith("partitions [")));
        }
    }

    @Test
    void aFollowerSeesEverythingFromNowOnAndCountsIt() {
        List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (Broadcasts.Following following =
                broadcasts.follow(Topic.MESSAGES_RECEIVED, FromCustomer.class, r -> seen.add(r.key()))) {
            long before = following.vector().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            publisher.send(Topic.MESSAGES_RECEIVED, key, message("live"));
            await().until(() -> seen.contains(key));
            await().until(() -> following.vector().values().stream()
                            .mapToLong(Long::longValue)
                            .sum()
                    > before);
        }
    }

    @Test
    void noStatementOfThePoolRunsForEver() {
        assertThat(database.query("show statement_timeout").iterator().next().getString(0))
                .isEqualTo("30s");
    }

    @Test
    void aBlobIsReadAsItWasWritten() throws Exception {
        byte[] bytes = "hello".repeat(10_000).getBytes(StandardCharsets.UTF_8);

        BlobRef ref = blobs.write(new ByteArrayInputStream(bytes));

        assertThat(blobs.read(ref.name())).hasBinaryContent(bytes);
        assertThat(ref.size()).isEqualTo(bytes.length);
        assertThat(ref.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        blobs.delete(ref.name());
        assertThatThrownBy(() -> blobs.read(ref.name())).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aBlobsNameLeadsNowhereElse() {
        for (String name : List.of("../../etc/passwd", "", "a", "/etc/passwd", "0".repeat(39) + "/")) {
            assertThatThrownBy(() -> blobs.read(name)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void healthAndMetricsAreThere() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200).body(org.hamcrest.Matchers.containsString("onethread_outbox"));
    }

    private List<String> applied() {
        List<String> texts = new ArrayList<>();
        database.query("select text from applied where key = $1 order by n", key)
                .forEach(row -> texts.add(row.getString(0)));
        return texts;
    }

    private static RequestSpecification admin() {
        return bearer(Tokens.of("root", "admin"));
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }
}
