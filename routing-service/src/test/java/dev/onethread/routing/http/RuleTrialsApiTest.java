package dev.onethread.routing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.ConversationEvent.MessagePlaced;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Visitor;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.delivery.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class RuleTrialsApiTest {
    private final TestTopics topics = new TestTopics();
    private final String word = "w" + UUID.randomUUID().toString().replace("-", "");

    /// All that is written here needs a skill that nobody has.
    @BeforeEach
    void rules() {
        put("/skills/trial", "{\"name\": \"Trial\"}").statusCode(200);
        put("/rules", """
                {"items": [
                  {"id": "wholesale", "name": "Wholesale", "when": {"attribute": "plan", "values": ["wholesale"]},
                   "then": {"tags": ["wholesale"]}},
                  {"id": "off", "name": "Off", "active": false, "then": {"priority": 90}},
                  {"id": "money", "name": "Money", "stop": true,
                   "when": {"all": [{"channels": ["telegram"]}, {"keywords": ["refund*", "%1$s", "never"]}]},
                   "then": {"priority": 20, "steps": [{"requirement": {"skill": "trial", "level": 4}, "seconds": 60}, {}]}},
                  {"id": "rest", "name": "Everything else",
                   "then": {"priority": 1, "needs": [{"skill": "trial", "level": 5}]}}]}""".formatted(word)).statusCode(200);
    }

    @AfterEach
    void noRules() {
        put("/rules", "{\"items\": []}").statusCode(200);
        topics.close();
    }

    @Test
    void aTrialTellsTheVerdictAndWhyEachRuleHeldOrDidNot() {
        long version = as("agent").get("/api/routing/rules").then().extract().<Integer>path("version");

        post("{\"text\": \"My refund, please: " + word + "\", \"channel\": \"telegram\"}")
                .statusCode(200)
                .body("version", equalTo((int) version))
                .body("verdict.desk", equalTo("support"))
                .body("verdict.priority", equalTo(20))
                .body("verdict.steps[0].requirement.skill", equalTo("trial"))
                .body("verdict.steps[0].seconds", equalTo(60))
                .body("rules.id", contains("wholesale", "off", "money", "rest"))
                .body("rules.outcome", contains("failed", "inactive", "matched", "not-asked"))
                .body("rules[0].pointer", equalTo("/when"))
                .body("rules[0].condition.attribute", equalTo("plan"))
                .body("rules[2].found", contains("refund*", word))
                .body("past", nullValue());
        post("{\"text\": \"My refund\", \"channel\": \"web\"}")
                .body("rules.outcome", contains("failed", "inactive", "failed", "matched"))
                .body("rules[2].pointer", equalTo("/when/all/0"))
                .body("verdict.priority", equalTo(1));
        // Nothing came of it.
        as("agent").get("/api/routing/rules").then().body("version", equalTo((int) version));
    }

    @Test
    void factsOfTheCustomerTheTimeAndTheLanguageMayBeSupposed() {
        post("""
                {"text": "x", "customer": {"attributes": {"plan": "Wholesale"}, "rating": 2, "returning": true, "silence": 60},
                 "language": "de", "at": "2026-12-25T10:00:00Z", "subject": "Hi", "channel": "mail", "from": "a@mx.bank.example",
                 "attachments": ["IMAGE"], "door": "mail:help@shop.example",
                 "rules": {"items": [{"id": "all", "name": "All", "then": {"vip": true}, "when": {"all": [
                    {"attribute": "plan"}, {"rating": {"to": 2}}, {"returning": true}, {"silence": 60},
                    {"languages": ["de"]}, {"keywords": ["hi"], "in": "subject"}, {"domains": ["bank.example"]},
                    {"attachments": ["image"]}, {"doors": ["mail:help@shop.example"]}]}}]}}""")
                .statusCode(200)
                .body("at", equalTo("2026-12-25T10:00:00Z"))
                .body("rules.outcome", contains("matched"))
                .body("verdict.vip", equalTo(true))
                .body("verdict.language", equalTo("de"));
    }

    @Test
    void aClosedDeskIsNamed() {
        put("/desks/daily", "{\"name\": \"Daily\"}").statusCode(200);
        put("/desks/daily/hours", """
                {"zone": "UTC", "week": {"monday": [{"from": "09:00", "to": "18:00"}]},
                 "outside": {"do": "overflow", "desk": "support"}}""").statusCode(200);
        String trial = """
                {"text": "x", "at": "%s", "rules": {"items": [
                    {"id": "a", "name": "A", "then": {"desk": "daily"}}]}}""";

        post(trial.formatted("2026-11-23T10:00:00Z"))
                .body("verdict.desk", equalTo("daily"))
                .body("verdict.closed", nullValue());
        post(trial.formatted("2026-11-24T10:00:00Z"))
                .body("verdict.desk", equalTo("support"))
                .body("verdict.closed", equalTo("daily"));
        as("admin").delete("/api/routing/desks/daily/hours").then().statusCode(204);
        as("admin").delete("/api/routing/desks/daily").then().statusCode(204);
    }

    @Test
    void unsavedRulesAreCheckedAsSavedOnesAre() {
        post("{\"text\": \"x\", \"rules\": {\"items\": [{\"id\": \"a\", \"name\": \"A\", \"then\": {\"desk\": \"nowhere\"}}]}}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/rules/items/0/then/desk"));
        post("{\"text\": \"x\", \"door\": \"shop\"}").statusCode(400);
        post("{\"channel\": \"web\"}").statusCode(400);
        post("{\"text\": \"x\", \"days\": 400}").statusCode(400);
        RestAssured.given()
                .contentType("application/json")
                .body("{\"text\": \"x\"}")
                .post("/api/routing/rule-trials")
                .then()
                .statusCode(401);
    }

    @Test
    void whatCameLatelyIsReadAgainUnderBothSets() {
        write(word + " please");
        write(word + "er, which is another word");
        write("hello");

        post("""
                {"text": "x", "days": 1, "rules": {"items": [
                  {"id": "money", "name": "Money", "when": {"keywords": ["%s*"]}, "then": {"priority": 60, "tags": ["%s"]}}]}}""".formatted(word, word))
                .statusCode(200)
                .body("past.days", equalTo(1))
                .body("past.rules.money.before", equalTo(0))
                .body("past.rules.money.after", equalTo(2))
                .body("past.priorities.60.after", equalTo(2))
                .body("past.tags." + word + ".after", equalTo(2))
                .body("past.whole", equalTo(true));
    }

    @Test
    void theFactsOfACustomerAreToldAndAskedFor() {
        Address address = write(word);
        MessagePlaced placed = (MessagePlaced) topics.await(
                        Topic.CONVERSATION_EVENTS,
                        seen -> seen.event() instanceof MessagePlaced m
                                && m.message().address().equals(address))
                .event();
        String customer = "/customers/" + placed.customer();

        put(customer + "/attributes", "{\"attributes\": {\"plan\": \"wholesale\"}}")
                .statusCode(200);
        put(customer + "/rating", "{\"rating\": 2}").statusCode(200);
        as("agent")
                .get("/api/routing" + customer + "/facts")
                .then()
                .statusCode(200)
                .body("attributes.plan", equalTo("wholesale"))
                .body("rating", equalTo(2));
        put(customer + "/rating", "{\"rating\": 6}").statusCode(400);
        put("/customers/" + UUID.randomUUID() + "/rating", "{\"rating\": 2}").statusCode(404);
        as("agent")
                .contentType("application/json")
                .body("{\"rating\": 1}")
                .put("/api/routing" + customer + "/rating")
                .then()
                .statusCode(403);

        // And a rule that asks for them finds them, before and of what comes.
        int asked = post("{\"text\": \"x\", \"days\": 1}").extract().path("past.rules.wholesale.after");
        assertThat(asked).isPositive();
        write(address, 2, "once more");
        var wrote = (dev.onethread.contracts.DeskCommand.CustomerWrote) topics.await(
                        Topic.DESK_COMMANDS,
                        seen -> seen.event() instanceof dev.onethread.contracts.DeskCommand.CustomerWrote w
                                && w.conversation().equals(placed.conversation())
                                && w.place() == 2)
                .event();
        assertThat(wrote.triage().tags()).containsExactly("wholesale");
        assertThat(wrote.triage().rules()).containsExactly("Wholesale", "Everything else");
    }

    private Address write(String text) {
        Address address = Address.web(new Visitor("v-" + UUID.randomUUID()));
        write(address, 1, text);
        return address;
    }

    private void write(Address address, int number, String text) {
        Instant now = Instant.now();
        MessageReceived message = new MessageReceived(
                new MessageId("web:" + address.value() + ":" + number),
                new Door(Channel.WEB, "shop"),
                address,
                now,
                now,
                Author.UNKNOWN,
                Body.text(text),
                Integer.toString(number),
                null,
                null,
                null);
        topics.send(Topic.MESSAGES_RECEIVED, address.key(), message);
        // Under the rules of this test, which nobody can meet: agents of other tests find nothing that waits.
        topics.await(
                Topic.CONVERSATION_EVENTS,
                seen -> seen.event() instanceof MessagePlaced placed
                        && placed.message().id().equals(message.id()));
    }

    private static RequestSpecification as(String role) {
        return RestAssured.given().auth().oauth2(Tokens.of("somebody", role));
    }

    private static ValidatableResponse put(String path, String json) {
        return as("admin")
                .contentType("application/json")
                .body(json)
                .put("/api/routing" + path)
                .then();
    }

    private static ValidatableResponse post(String json) {
        return as("agent")
                .contentType("application/json")
                .body(json)
                .post("/api/routing/rule-trials")
                .then();
    }
}
