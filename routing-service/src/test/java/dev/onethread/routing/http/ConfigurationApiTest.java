package dev.onethread.routing.http;

import static org.hamcrest.Matchers.equalTo;

import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class ConfigurationApiTest {
    @Test
    void onlySupervisorsAndAdministratorsChangeThings() {
        put("agent", "/skills/mine", "{\"name\": \"Mine\"}").statusCode(403);
        put("agent", "/desks/mine", "{\"name\": \"Mine\"}").statusCode(403);
        put("agent", "/agents/mine", "{\"desks\": [\"support\"], \"skills\": [], \"capacity\": 50}")
                .statusCode(403);
        RestAssured.get("/api/routing/pools/main").then().statusCode(401);
        RestAssured.get("/api/routing/conversations/00000000-0000-0000-0000-000000000001/decisions")
                .then()
                .statusCode(401);
        as("visitor").get("/api/routing/agents").then().statusCode(403);
    }

    @Test
    void aChangeOfWhatSomebodyElseChangedMeanwhileIsRefused() {
        put("admin", "/desks/night", "{\"name\": \"Night\"}").statusCode(200).header("ETag", equalTo("\"1\""));
        put("admin", "/desks/night", "{\"name\": \"Night shift\"}").statusCode(200);

        as("admin")
                .header("If-Match", "\"1\"")
                .contentType("application/json")
                .body("{\"name\": \"Late\"}")
                .put("/api/routing/desks/night")
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:onethread:problem:changed-meanwhile"));
        as("admin").get("/api/routing/desks/night").then().body("name", equalTo("Night shift"));
        as("admin").delete("/api/routing/desks/night").then().statusCode(204);
        as("admin").delete("/api/routing/desks/support").then().statusCode(409);
    }

    @Test
    void anAgentsSkillsAreSavedWhole() {
        put("admin", "/skills/chess", "{\"name\": \"Chess\"}").statusCode(200);
        put("admin", "/agents/garry", """
                {"desks": ["support"], "skills": [{"skill": "chess", "level": 5}], "capacity": 3}""")
                .statusCode(200)
                .body("presence", equalTo("OFFLINE"))
                .body("load", equalTo(0));
        put("admin", "/agents/garry", """
                {"desks": ["support"], "skills": [{"skill": "chess", "level": 5}, {"skill": "chess", "level": 4}],
                 "capacity": 3}""").statusCode(422);
        put("admin", "/agents/garry", "{\"desks\": [\"support\"], \"skills\": []}")
                .statusCode(400);

        as("agent")
                .get("/api/routing/agents/garry")
                .then()
                .body("skills[0].skill", equalTo("chess"))
                .body("capacity", equalTo(3));
        as("admin").delete("/api/routing/agents/garry").then().statusCode(204);
        as("admin").get("/api/routing/agents/garry").then().body("active", equalTo(false));
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
