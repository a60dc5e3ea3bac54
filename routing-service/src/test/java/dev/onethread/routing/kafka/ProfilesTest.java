package dev.onethread.routing.kafka;

import static dev.onethread.routing.kafka.Letters.batch;
import static dev.onethread.routing.kafka.Letters.message;
import static dev.onethread.routing.kafka.Letters.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerEvent.ProfileChanged;
import dev.onethread.contracts.DeskCommand.CustomerWrote;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.IdentityProved;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.Proof;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Received;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.delivery.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What is known of customers beside their words: by agents, by machines, and through merges.
@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class ProfilesTest extends AtADesk {
    @Inject
    Placing placing;

    @Test
    void whatAgentsSayGoesBeforeWhatTheChannelTellsUntilTheyTakeItBack() {
        Address address = someone();
        ConversationId conversation = placed(address, "Kim");
        String customer = customer(conversation);

        send("PUT", customer + "/profile", """
                {"name": "Kim Lee", "language": "de", "timeZone": "Asia/Almaty"}""").statusCode(200);
        apply(batch(message(address, 2, "hello", new Author("kimmy", null, "en"))));

        profile(conversation)
                .body("name", equalTo("Kim Lee"))
                .body("told", equalTo("kimmy"))
                .body("language", equalTo("de"))
                .body("tells", equalTo("en"))
                .body("timeZone", equalTo("Asia/Almaty"));
        Awaitility.await().until(() -> names(conversation).size() == 2);
        assertThat(names(conversation)).containsExactly("Kim Lee", "Kim Lee");

        send("PUT", customer + "/profile", "{}").statusCode(200).body("name", equalTo("kimmy"));
        Awaitility.await().until(() -> names(conversation).size() == 3);
        assertThat(names(conversation)).last().isEqualTo("kimmy");
        send("PUT", customer + "/profile", "{\"timeZone\": \"Mars/Base\"}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/timeZone"));
        send("PUT", customer + "/profile", "{\"language\": \"<b>\"}").statusCode(400);
        send("PUT", "/customers/" + UUID.randomUUID() + "/profile", "{}").statusCode(404);
    }

    @Test
    void notesTellWhoWroteThemAndOnlyTheirWriterOrASupervisorChangesThem() {
        ConversationId conversation = placed(someone(), "Kim");
        String note = customer(conversation) + "/notes/" + UUID.randomUUID();

        send("PUT", note, "{\"text\": \"calls in the evening\"}").statusCode(200);
        send("PUT", note, "{\"text\": \"calls in the evening\"}").statusCode(200);
        profile(conversation)
                .body("notes", hasSize(1))
                .body("notes[0].text", equalTo("calls in the evening"))
                .body("notes[0].by", equalTo("anna"))
                .body("notes[0].changedAt", nullValue());
        assertThat(names(conversation)).hasSize(1);

        as("boris", "agent")
                .body("{\"text\": \"no\"}")
                .put("/api/routing" + note)
                .then()
                .statusCode(403);
        as("boris", "agent").delete("/api/routing" + note).then().statusCode(403);
        as("chief", "supervisor")
                .body("{\"text\": \"calls at noon\"}")
                .put("/api/routing" + note)
                .then()
                .statusCode(200);
        profile(conversation).body("notes[0].text", equalTo("calls at noon")).body("notes[0].by", equalTo("anna"));
        send("DELETE", note, null).statusCode(200).body("notes", empty());
        send("DELETE", note, null).statusCode(200);
        send("PUT", note, "{\"text\": \" \"}").statusCode(400);
        send("PUT", note, "{\"text\": \"" + "x".repeat(4001) + "\"}").statusCode(400);
    }

    @Test
    void aMachineTellsAttributesByWhateverIsVerifiedAndWhatComesLateUndoesNothing() {
        Address address = someone();
        ConversationId conversation = placed(address, "Kim");
        String external = UUID.randomUUID().toString();
        String mail = UUID.randomUUID() + "@shop.example";
        String phone = "+4930" + System.nanoTime() % 100_000_000;
        apply(batch(proved(address, new Proof(Proof.Kind.SIGNED_IN, "https://shop.example " + external))));
        apply(batch(proved(address, new Proof(Proof.Kind.MAIL, mail))));
        apply(batch(proved(address, new Proof(Proof.Kind.PHONE, phone))));
        String key = key();
        Instant then = Instant.now().minusSeconds(60);

        fed(key, "external-id", external, attributes("plan", "gold", then))
                .statusCode(200)
                .body("changed", equalTo(true));
        fed(key, "external-id", external, attributes("plan", "gold", then)).body("changed", equalTo(false));
        fed(key, "mail", mail.toUpperCase(java.util.Locale.ROOT), attributes("plan", "basic", then.minusSeconds(5)))
                .statusCode(200)
                .body("changed", equalTo(false));
        fed(key, "phone", phone, attributes("city", "Almaty", then)).statusCode(200);
        fed(key, "address", address.key(), attributes("orders", "7", then)).statusCode(200);
        profile(conversation)
                .body(
                        "attributes.collect { it.name + '=' + it.value }",
                        contains("city=Almaty", "orders=7", "plan=gold"))
                .body("attributes[0].toldBy", startsWith("machine:"))
                .body("phones", contains(phone))
                .body("externalIds[0].id", equalTo(external))
                .body("addresses[0].state", equalTo("verified"));

        fed(key, "address", address.key(), "{\"attributes\": {\"plan\": null}}").body("changed", equalTo(true));
        fed(key, "address", address.key(), attributes("plan", "gold", then)).body("changed", equalTo(false));
        profile(conversation).body("attributes.name", contains("city", "orders"));
    }

    @Test
    void whoIsNoMachineOfOursOrTellsWhatCannotBeIsRefused() {
        Address address = someone();
        placed(address, "Kim");
        String key = key();
        String plan = attributes("plan", "gold", Instant.now());

        fed("otk_wrong", "address", address.key(), plan)
                .statusCode(401)
                .body("type", equalTo("urn:onethread:problem:key-unknown"));
        fed(Tokens.of("chief", "admin"), "address", address.key(), plan).statusCode(401);
        RestAssured.given()
                .contentType("application/json")
                .body(plan)
                .put("/api/routing/customer-attributes/address/{key}", address.key())
                .then()
                .statusCode(401);
        fed(key, "external-id", "nobody", plan)
                .statusCode(404)
                .body("type", equalTo("urn:onethread:problem:customer-unknown"));
        fed(key, "address", "no-such:thing", plan).statusCode(404);
        fed(key, "name", "Kim", plan).statusCode(404);
        fed(key, "address", address.key(), "{\"attributes\": {}}").statusCode(400);
        fed(key, "address", address.key(), "{\"attributes\": {\"\": \"x\"}}").statusCode(400);
        fed(key, "address", address.key(), "{\"attributes\": {\"a\\nb\": \"x\"}}")
                .statusCode(400);
        fed(key, "address", address.key(), attributes("long", "x".repeat(501), Instant.now()))
                .statusCode(400);
        fed(key, "address", address.key(), attributes("huge", "x".repeat(70_000), Instant.now()))
                .statusCode(413)
                .body("type", equalTo("urn:onethread:problem:too-large"));
        fed(
                        key,
                        "address",
                        address.key(),
                        attributes("plan", "gold", Instant.now().plusSeconds(900)))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/asOf"));
        for (int batch = 0; batch < 5; batch++) {
            fed(key, "address", address.key(), many(batch * 10, 10)).statusCode(200);
        }
        fed(key, "address", address.key(), many(50, 1))
                .statusCode(422)
                .body("type", equalTo("urn:onethread:problem:too-many-attributes"));

        as("chief", "supervisor").get("/api/routing/machine-keys").then().statusCode(403);
        as("root", "admin")
                .get("/api/routing/machine-keys")
                .then()
                .statusCode(200)
                .body("items.key", hasItem(nullValue()));
    }

    @Test
    void aDeletedKeyOpensNothing() {
        String id = "k" + UUID.randomUUID();
        Address address = someone();
        placed(address, "Kim");
        String key = as("root", "admin")
                .body("{\"name\": \"Shop\"}")
                .put("/api/routing/machine-keys/" + id)
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        as("root", "admin")
                .body("{\"name\": \"The shop\"}")
                .put("/api/routing/machine-keys/" + id)
                .then()
                .statusCode(200)
                .body("key", nullValue());
        fed(key, "address", address.key(), attributes("a", "b", Instant.now())).statusCode(200);

        as("root", "admin").delete("/api/routing/machine-keys/" + id).then().statusCode(204);
        fed(key, "address", address.key(), attributes("a", "b", Instant.now())).statusCode(401);
    }

    @Test
    void afterAMergeThereIsOneProfileAndAfterItsEndEachHasTheirOwn() {
        Address web = someone();
        Address other = someone();
        ConversationId survivor = placed(web, "Kim");
        ConversationId absorbed = placed(other, "Lee");
        String key = key();
        fed(key, "address", web.key(), attributes("plan", "basic", Instant.now().minusSeconds(60)));
        fed(
                key,
                "address",
                other.key(),
                attributes("plan", "gold", Instant.now().minusSeconds(30)));
        fed(
                key,
                "address",
                other.key(),
                attributes("city", "Almaty", Instant.now().minusSeconds(30)));
        note(survivor, "ours");
        note(absorbed, "theirs");
        send("PUT", customer(absorbed) + "/profile", "{\"name\": \"Mrs Lee\", \"timeZone\": \"Asia/Almaty\"}");

        UUID merge = UUID.randomUUID();
        send("PUT", "/merges/" + merge, "{\"survivor\": \"%s\", \"absorbed\": \"%s\"}".formatted(survivor, absorbed))
                .statusCode(200);
        for (ConversationId either : List.of(survivor, absorbed)) {
            profile(either)
                    .body("conversation", equalTo(survivor.toString()))
                    .body("name", equalTo("Mrs Lee"))
                    .body("told", equalTo("Kim"))
                    .body("timeZone", equalTo("Asia/Almaty"))
                    .body("attributes.collect { it.name + '=' + it.value }", contains("city=Almaty", "plan=gold"))
                    .body("notes.text", contains("theirs", "ours"))
                    .body("addresses", hasSize(2));
        }
        // Told meanwhile: of the other's address, of the customer as such.
        fed(key, "address", other.key(), attributes("orders", "7", Instant.now()))
                .statusCode(200);
        send("PATCH", customer(absorbed) + "/attributes", "{\"attributes\": {\"city\": null, \"vip\": \"yes\"}}")
                .statusCode(200)
                .body("attributes.name", contains("orders", "plan", "vip"));
        note(absorbed, "both");
        apply(batch(message(other, 2, "renamed", new Author("Lee jun.", null, null))));

        send("PUT", "/merges/" + merge + "/withdrawal", "{}").statusCode(200);
        profile(survivor)
                .body("name", equalTo("Kim"))
                .body("timeZone", nullValue())
                .body("attributes.collect { it.name + '=' + it.value }", contains("plan=basic", "vip=yes"))
                .body("notes.text", contains("both", "ours"))
                .body("addresses", hasSize(1));
        profile(absorbed)
                .body("name", equalTo("Mrs Lee"))
                .body("told", equalTo("Lee jun."))
                .body(
                        "attributes.collect { it.name + '=' + it.value }",
                        contains("city=Almaty", "orders=7", "plan=gold"))
                .body("notes.text", contains("theirs"));
        Awaitility.await()
                .untilAsserted(() -> assertThat(names(survivor)).last().isEqualTo("Kim"));
    }

    @Test
    void rulesAskForWhatAMachineToldAlsoOfAStrand() {
        Address web = someone();
        Address other = someone();
        ConversationId survivor = placed(web, "Kim");
        ConversationId absorbed = placed(other, "Lee");
        String plan = "p" + UUID.randomUUID();
        put("/rules/" + plan, """
                {"name": "plan", "order": 0, "when": {"attribute": "plan", "values": ["%s"]},
                 "then": {"priority": 77}}""".formatted(plan));
        fed(key(), "address", other.key(), attributes("plan", plan, Instant.now()))
                .statusCode(200);
        send(
                        "PUT",
                        "/merges/" + UUID.randomUUID(),
                        "{\"survivor\": \"%s\", \"absorbed\": \"%s\"}".formatted(survivor, absorbed))
                .statusCode(200);

        Awaitility.await().untilAsserted(() -> {
            int number = (int) (System.nanoTime() % 1_000_000_000);
            apply(batch(message(web, number, "what of my plan")));
            assertThat(topics.read(Topic.DESK_COMMANDS, "main").stream()
                            .map(TestTopics.Seen::event)
                            .filter(CustomerWrote.class::isInstance)
                            .map(CustomerWrote.class::cast)
                            .filter(wrote -> wrote.conversation().equals(survivor))
                            .map(wrote -> wrote.triage().priority()))
                    .contains(77);
        });
        as("chief", "supervisor").delete("/api/routing/rules/" + plan).then().statusCode(204);
    }

    @Test
    void aLinkLeadsToTheCustomerInAnotherSystemWhereEnoughIsKnown() {
        Address address = someone();
        ConversationId conversation = placed(address, "Kim");
        String link = "l" + UUID.randomUUID();
        as("chief", "supervisor")
                .body("{\"name\": \"CRM\", \"template\": \"javascript:alert({name})\"}")
                .put("/api/routing/links/" + link)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/template"));
        put("/links/" + link, """
                {"name": "CRM", "template": "https://crm.example/people/{external-id}?plan={attribute:plan}"}""");
        String ours = "links.find { it.id == '" + link + "' }";
        profile(conversation)
                .body(ours + ".url", nullValue())
                .body(ours + ".missing", contains("external-id", "attribute:plan"));

        apply(batch(proved(address, new Proof(Proof.Kind.SIGNED_IN, "https://shop.example 1/7"))));
        fed(key(), "address", address.key(), attributes("plan", "a&b", Instant.now()));
        profile(conversation).body(ours + ".url", equalTo("https://crm.example/people/1%2F7?plan=a%26b"));
        as("chief", "supervisor").delete("/api/routing/links/" + link).then().statusCode(204);
    }

    @Test
    void manyWhoTellAtOnceAreAllHeardWhileCustomersAreMergedAndParted() throws Exception {
        Address web = someone();
        Address other = someone();
        ConversationId survivor = placed(web, "Kim");
        ConversationId absorbed = placed(other, "Lee");
        String key = key();
        try (var pool = Executors.newFixedThreadPool(6)) {
            List<Callable<Integer>> all = new java.util.ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String name = "n" + i;
                Address address = i % 2 == 0 ? web : other;
                all.add(() -> fed(key, "address", address.key(), attributes(name, "x", Instant.now()))
                        .extract()
                        .statusCode());
                if (i % 5 == 0) {
                    all.add(() -> {
                        UUID merge = UUID.randomUUID();
                        String wish = "{\"survivor\": \"%s\", \"absorbed\": \"%s\"}".formatted(survivor, absorbed);
                        send("PUT", "/merges/" + merge, wish);
                        int status = 409;
                        while (status == 409) {
                            status = send("PUT", "/merges/" + merge + "/withdrawal", "{}")
                                    .extract()
                                    .statusCode();
                        }
                        return status;
                    });
                }
            }
            for (var each : pool.invokeAll(all)) {
                assertThat(each.get()).isIn(200, 404, 409);
            }
        }
        for (int i = 0; i < 20; i++) {
            fed(key, "address", (i % 2 == 0 ? web : other).key(), attributes("n" + i, "x", Instant.now()))
                    .statusCode(200);
        }
        profile(survivor).body("attributes", hasSize(10));
        profile(absorbed).body("attributes", hasSize(10));
    }

    private String customer(ConversationId conversation) {
        return "/customers/"
                + column("select customer::text from conversation where id = $1::text::uuid", conversation.toString());
    }

    private void note(ConversationId conversation, String text) {
        send("PUT", customer(conversation) + "/notes/" + UUID.randomUUID(), "{\"text\": \"" + text + "\"}")
                .statusCode(200);
    }

    /// The names the customer was told to have, in order.
    private List<String> names(ConversationId conversation) {
        String customer = customer(conversation).substring("/customers/".length());
        return topics.read(Topic.CUSTOMER_EVENTS, customer).stream()
                .map(TestTopics.Seen::event)
                .filter(ProfileChanged.class::isInstance)
                .map(event -> String.valueOf(((ProfileChanged) event).name()))
                .toList();
    }

    private static String key() {
        return as("root", "admin")
                .body("{\"name\": \"Shop\"}")
                .put("/api/routing/machine-keys/k" + UUID.randomUUID())
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static String attributes(String name, String value, Instant asOf) {
        return "{\"attributes\": {\"%s\": \"%s\"}, \"asOf\": \"%s\"}".formatted(name, value, asOf);
    }

    private static String many(int from, int count) {
        StringBuilder all = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            all.append(all.isEmpty() ? "" : ",").append("\"a").append(i).append("\":\"x\"");
        }
        return "{\"attributes\": {" + all + "}}";
    }

    private static ValidatableResponse fed(String key, String by, String value, String body) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + key)
                .contentType("application/json")
                .body(body)
                .put("/api/routing/customer-attributes/{by}/{value}", Map.of("by", by, "value", value))
                .then();
    }

    private static ValidatableResponse profile(ConversationId conversation) {
        return as("anna", "agent")
                .get("/api/routing/conversations/" + conversation + "/profile")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse send(String method, String path, String body) {
        var request = as("anna", "agent");
        return (body == null ? request : request.body(body))
                .request(method, "/api/routing" + path)
                .then();
    }

    private static io.restassured.specification.RequestSpecification as(String user, String role) {
        return RestAssured.given().auth().oauth2(Tokens.of(user, role)).contentType("application/json");
    }

    private static IdentityProved proved(Address address, Proof proof) {
        return new IdentityProved(
                new MessageId("proved:" + UUID.randomUUID()),
                Letters.SHOP,
                address,
                Instant.now(),
                Author.UNKNOWN,
                List.of(proof));
    }

    private ConversationId placed(Address address, String name) {
        apply(batch(message(address, 1, "hello", new Author(name, null, null))));
        return ConversationId.of(column(
                "select c.id::text from address a join conversation c on c.customer = a.customer where a.value = $1",
                address.value()));
    }

    private void apply(List<Received<FromCustomer>> batch) {
        database.inTransaction(tx -> {
            placing.apply(tx, batch);
            return batch;
        });
    }
}
