package dev.onethread.routing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class RulesApiTest {
    private static final String RULE = """
            {"name": "Refunds", "order": 5, "active": true,
             "when": {"channels": ["mail", "WEB"], "doors": ["mail:help@shop.example"], "keywords": ["refund*"],
                      "languages": ["EN"]},
             "then": {"desk": "support", "priority": 30, "needs": [{"skill": "refunds", "level": 2}]}}""";

    @AfterEach
    void noRules() {
        put("admin", "/rules", "{\"items\": []}").statusCode(200);
    }

    @Test
    void aRuleIsShownAsItWasSaved() {
        put("supervisor", "/skills/refunds", "{\"name\": \"Refunds\"}").statusCode(200);
        put("supervisor", "/rules/refunds", RULE).statusCode(200);

        as("agent")
                .get("/api/routing/rules/refunds")
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .body("id", equalTo("refunds"))
                .body("order", equalTo(5))
                .body("stop", equalTo(false))
                .body("when.all[0].channels", equalTo(List.of("mail", "web")))
                .body("when.all[2].keywords", hasItem("refund*"))
                .body("when.all[3].languages", hasItem("en"))
                .body("then.priority", equalTo(30))
                .body("then.steps[0].requirement.all[0].level", equalTo(2));
        as("agent").get("/api/routing/rules").then().statusCode(200).body("items.id", hasItem("refunds"));

        as("supervisor").delete("/api/routing/skills/refunds").then().statusCode(409);
        as("supervisor").delete("/api/routing/rules/refunds").then().statusCode(204);
        as("supervisor").delete("/api/routing/rules/refunds").then().statusCode(404);
        as("supervisor").delete("/api/routing/skills/refunds").then().statusCode(204);
        as("agent").get("/api/routing/rules/refunds").then().statusCode(404);
    }

    @Test
    void whatIsWrongIsNamedByItsPlace() {
        put("admin", "/rules/bad", """
                {"name": "x", "when": {"all": [{"channels": ["mail"]}, {"keywords": ["***", "ok"]}, {"pattern": "(a"}]},
                 "then": {"desk": "nowhere", "steps": [{"requirement": {"skill": "unheard-of", "level": 9}}]}}""")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:onethread:problem:rule-invalid"))
                .body("status", equalTo(422))
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/when/all/1/keywords/0",
                                "/when/all/2/pattern",
                                "/then/desk",
                                "/then/steps/0/requirement/level"))
                .body("errors.code", hasItem("keyword-empty"))
                .body("errors.detail", hasItem("a keyword has a letter or a digit"));
        as("agent").get("/api/routing/rules/bad").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\": \"x\", \"order\": ", "", "\"text\"", "[]", "null"})
    void whatIsNoRuleAtAllIsRefused(String rule) {
        put("admin", "/rules/bad", rule).statusCode(org.hamcrest.Matchers.oneOf(400, 422));
    }

    @Test
    void theWholeSetIsExportedAndImportedInItsOrder() {
        put("admin", "/rules", """
                {"items": [{"id": "b", "name": "B", "then": {"priority": 10}, "stop": true},
                           {"id": "a", "name": "A", "active": false, "then": {"tags": ["x"], "vip": true}}]}""")
                .statusCode(200)
                .body("items.id", contains("b", "a"))
                .body("savedBy", equalTo("somebody"));

        var exported = as("agent").get("/api/routing/rules");
        String etag = exported.header("ETag");
        put("admin", "/rules", "{\"items\": []}").statusCode(200).body("items", equalTo(List.of()));
        put("admin", "/rules", exported.asString())
                .statusCode(200)
                .body("items.id", contains("b", "a"))
                .body("items[1].active", equalTo(false))
                .body("items[1].then.tags", contains("x"));
        // What stands already makes no new version.
        String now = as("agent").get("/api/routing/rules").header("ETag");
        put("admin", "/rules", exported.asString()).statusCode(200).header("ETag", equalTo(now));
        assertThat(now).isNotEqualTo(etag);
    }

    @Test
    void whoSavesWhatSomebodyElseChangedMeanwhileIsRefused() {
        put("admin", "/rules/a", "{\"name\": \"A\", \"then\": {\"priority\": 1}}")
                .statusCode(200);
        String set = as("agent").get("/api/routing/rules").header("ETag");
        String one = as("agent").get("/api/routing/rules/a").header("ETag");
        put("admin", "/rules/b", "{\"name\": \"B\", \"then\": {\"priority\": 1}}")
                .statusCode(200);

        seen(set)
                .body("{\"items\": []}")
                .put("/api/routing/rules")
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:onethread:problem:changed-meanwhile"));
        seen(set)
                .body("{\"ids\": [\"b\", \"a\"]}")
                .put("/api/routing/rule-order")
                .then()
                .statusCode(412);
        // The other rule was changed, not this one.
        seen(one)
                .body("{\"name\": \"A2\", \"then\": {\"priority\": 1}}")
                .put("/api/routing/rules/a")
                .then()
                .statusCode(200);
        seen(one)
                .body("{\"name\": \"A3\", \"then\": {\"priority\": 1}}")
                .put("/api/routing/rules/a")
                .then()
                .statusCode(412);
    }

    @Test
    void rulesAreReorderedAndSwitched() {
        put("admin", "/rules/a", "{\"name\": \"A\", \"then\": {\"priority\": 1}}")
                .statusCode(200);
        put("admin", "/rules/b", "{\"name\": \"B\", \"then\": {\"priority\": 1}}")
                .statusCode(200);
        as("agent").get("/api/routing/rules").then().body("items.id", contains("a", "b"));

        put("admin", "/rule-order", "{\"ids\": [\"b\", \"a\"]}").statusCode(200).body("items.id", contains("b", "a"));
        put("admin", "/rule-order", "{\"ids\": [\"b\"]}").statusCode(422);
        as("admin")
                .delete("/api/routing/rules/a/activity")
                .then()
                .statusCode(200)
                .body("active", equalTo(false));
        as("admin").put("/api/routing/rules/a/activity").then().statusCode(200).body("active", equalTo(true));
        as("admin").put("/api/routing/rules/nobody/activity").then().statusCode(404);
    }

    @Test
    void everySavedVersionIsKeptAndCanBeRestored() {
        put("admin", "/rules", "{\"items\": [{\"id\": \"a\", \"name\": \"A\", \"then\": {\"priority\": 1}}]}");
        int first = as("agent").get("/api/routing/rules").then().extract().path("version");
        put("admin", "/rules/a", "{\"name\": \"A, changed\", \"then\": {\"priority\": 2}}");
        put("admin", "/rules/b", "{\"name\": \"B\", \"then\": {\"priority\": 2}}");
        as("admin").delete("/api/routing/rules/a");

        as("agent")
                .get("/api/routing/rule-versions?limit=3")
                .then()
                .statusCode(200)
                .body("items.version", contains(first + 3, first + 2, first + 1))
                .body("items[0].removed", contains("A, changed"))
                .body("items[1].added", contains("B"))
                .body("items[2].changed", contains("A, changed"))
                .body("items[0].savedBy", equalTo("somebody"))
                .body("next", equalTo(first + 1));
        as("agent")
                .get("/api/routing/rule-versions/" + first)
                .then()
                .statusCode(200)
                .body("items.name", contains("A"));
        as("agent").get("/api/routing/rule-versions/999999").then().statusCode(404);

        as("admin")
                .put("/api/routing/rule-versions/" + first + "/restoration")
                .then()
                .statusCode(200)
                .body("version", equalTo(first + 4))
                .body("restored", equalTo(first))
                .body("items.name", contains("A"));
        as("agent")
                .get("/api/routing/rule-versions/" + (first + 3))
                .then()
                .body("items.name", contains("B"))
                .body("restored", nullValue());
    }

    @Test
    void whatNamesADeskThatIsGoneIsNotRestored() {
        put("admin", "/desks/attic", "{\"name\": \"Attic\"}").statusCode(200);
        put("admin", "/rules/a", "{\"name\": \"A\", \"then\": {\"desk\": \"attic\"}}")
                .statusCode(200);
        int version = as("agent").get("/api/routing/rules").then().extract().path("version");
        as("admin").delete("/api/routing/desks/attic").then().statusCode(409);
        as("admin").delete("/api/routing/rules/a").then().statusCode(204);
        as("admin").delete("/api/routing/desks/attic").then().statusCode(204);

        as("admin")
                .put("/api/routing/rule-versions/" + version + "/restoration")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/items/0/then/desk"))
                .body("errors[0].code", equalTo("desk-unknown"));
    }

    @Test
    void agentsReadRulesAndChangeNone() {
        put("agent", "/rules/mine", RULE).statusCode(403);
        put("agent", "/rules", "{\"items\": []}").statusCode(403);
        put("agent", "/rule-order", "{\"ids\": []}").statusCode(403);
        put("agent", "/rules/x/activity", "").statusCode(403);
        as("agent").delete("/api/routing/rules/x").then().statusCode(403);
        as("agent").put("/api/routing/rule-versions/1/restoration").then().statusCode(403);
        as("agent").get("/api/routing/rule-versions").then().statusCode(200);
        for (String path : List.of("/rules", "/rules/x", "/rule-versions", "/rule-versions/1")) {
            RestAssured.get("/api/routing" + path).then().statusCode(401);
            as("visitor").get("/api/routing" + path).then().statusCode(403);
        }
        as("agent").get("/api/routing/rules").then().body("items.id", not(hasItem("mine")));
    }

    private static RequestSpecification seen(String etag) {
        return as("admin").header("If-Match", etag).contentType("application/json");
    }

    private static RequestSpecification as(String role) {
        return RestAssured.given().auth().oauth2(Tokens.of("somebody", role));
    }

    private static ValidatableResponse put(String role, String path, String json) {
        return as(role).contentType("application/json")
                .body(json)
                .put("/api/routing" + path)
                .then();
    }
}
