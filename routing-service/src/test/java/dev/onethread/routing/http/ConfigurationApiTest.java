package dev.onethread.routing.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

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

    @Test
    void everyFieldThatBreaksARuleIsNamedByItsPlace() {
        put("admin", "/agents/garry", """
                {"desks": ["support"], "skills": [{"skill": "chess", "level": 9}], "capacity": 5000,
                 "limits": {"MAIL": -1}}""")
                .statusCode(400)
                .body("errors.pointer", hasItems("/skills/0/level", "/capacity", "/limits/MAIL"));
    }

    @Test
    void aStatusIsShownAsItWasSaved() {
        put("supervisor", "/statuses/lunch", """
                {"names": {"ru": "Обед", "en": "Lunch"}, "presence": "AWAY"}""").statusCode(200);

        as("agent")
                .get("/api/routing/statuses/lunch")
                .then()
                .statusCode(200)
                .body("names.ru", equalTo("Обед"))
                .body("names.en", equalTo("Lunch"))
                .body("presence", equalTo("AWAY"));
        as("agent").get("/api/routing/statuses").then().body("items.id", hasItem("lunch"));
        put("admin", "/statuses/nap", "{\"names\": {\"ru\": \"Сон\"}, \"presence\": \"AWAY\"}")
                .statusCode(400)
                .body("errors[0].field", equalTo("names.en"))
                .body("errors[0].pointer", equalTo("/names/en"))
                .body("errors[0].code", equalTo("not-blank"));
        put("admin", "/statuses/nap", """
                {"names": {"ru": "Сон", "en": "Nap"}, "presence": "ASLEEP"}""").statusCode(400);
        put("agent", "/statuses/nap", """
                {"names": {"ru": "Сон", "en": "Nap"}, "presence": "AWAY"}""").statusCode(403);
        as("admin").delete("/api/routing/statuses/lunch").then().statusCode(204);
        as("admin").delete("/api/routing/statuses/lunch").then().statusCode(404);
    }

    @Test
    void aChannelWeighsWhatTheInstallationSaysUntilSomebodyDecides() {
        as("agent")
                .get("/api/routing/channels/telegram")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"0\""))
                .body("weight", equalTo(2));

        put("supervisor", "/channels/telegram", "{\"weight\": 3}")
                .statusCode(200)
                .body("weight", equalTo(3));

        as("agent").get("/api/routing/channels").then().body("items.find{it.channel=='TELEGRAM'}.weight", equalTo(3));
        as("admin")
                .header("If-Match", "\"0\"")
                .contentType("application/json")
                .body("{\"weight\": 5}")
                .put("/api/routing/channels/telegram")
                .then()
                .statusCode(412);
        put("admin", "/channels/telegram", "{\"weight\": 2}").statusCode(200);
        put("admin", "/channels/pigeon", "{\"weight\": 2}").statusCode(404);
        put("admin", "/channels/mail", "{\"weight\": -1}").statusCode(400);
    }

    @Test
    void agentsServeDesksOfOnePoolOnly() {
        put("admin", "/pools/other", "{\"name\": \"Other\"}").statusCode(200).body("name", equalTo("Other"));
        put("admin", "/desks/there", "{\"name\": \"There\", \"pool\": \"other\"}")
                .statusCode(200)
                .body("pool", equalTo("other"));
        put("admin", "/desks/nowhere", "{\"name\": \"There\", \"pool\": \"atlantis\"}")
                .statusCode(422)
                .body("type", equalTo("urn:onethread:problem:pool-unknown"))
                .body("errors[0].pointer", equalTo("/pool"));

        put("admin", "/agents/paul", "{\"desks\": [\"support\", \"there\"], \"skills\": [], \"capacity\": 3}")
                .statusCode(422)
                .body("type", equalTo("urn:onethread:problem:desks-of-two-pools"))
                .body("errors[0].pointer", equalTo("/desks/1"));
        put("admin", "/agents/paul", "{\"desks\": [\"there\"], \"skills\": [], \"capacity\": 3}")
                .statusCode(200)
                .body("pool", equalTo("other"));

        as("agent").get("/api/routing/pools/other").then().statusCode(200).body("agents.id", hasItem("paul"));
        as("admin").delete("/api/routing/pools/other").then().statusCode(409);
        as("admin").delete("/api/routing/pools/main").then().statusCode(409);
        put("admin", "/agents/paul", "{\"desks\": [\"support\"], \"skills\": [], \"capacity\": 3}")
                .statusCode(200)
                .body("pool", equalTo("main"));
        as("admin").delete("/api/routing/desks/there").then().statusCode(204);
        as("admin").delete("/api/routing/pools/other").then().statusCode(204);
    }

    @Test
    void limitsPerChannelAndTheRightToTakeEscalationsAreKept() {
        put("admin", "/agents/boss", """
                {"desks": ["support"], "skills": [], "capacity": 9, "limits": {"MAIL": 3}, "supervisor": true}""")
                .statusCode(200)
                .body("limits.MAIL", equalTo(3))
                .body("supervisor", equalTo(true));
        put("admin", "/agents/boss", """
                {"desks": ["support"], "skills": [], "capacity": 9, "limits": {"PIGEON": 3}}""").statusCode(400);
        put("admin", "/agents/boss", """
                {"desks": ["support"], "skills": [{"skill": "unheard-of", "level": 1}], "capacity": 9}""").statusCode(422).body("errors[0].pointer", equalTo("/skills/0/skill"));
    }

    @Test
    void aDesksPolicyIsShownCompleteAndKeptWhereItIsLeftOut() {
        put("admin", "/desks/ringing", """
                {"name": "Ringing", "policy": {"choosing": "ROUND_ROBIN", "ring": {"seconds": 20, "silences": 2},
                 "worthMinutes": {"URGENT": 60, "HIGH": 30, "NORMAL": 0, "LOW": 0}, "restAfterSeconds": 600,
                 "overflow": {"desk": "support", "afterSeconds": 300}}}""")
                .statusCode(200)
                .body("policy.choosing", equalTo("ROUND_ROBIN"))
                .body("policy.ordering", equalTo("SCORE"))
                .body("policy.ring.seconds", equalTo(20))
                .body("policy.worthMinutes.URGENT", equalTo(60))
                .body("policy.disconnectGraceSeconds", equalTo(60))
                .body("policy.overflow.desk", equalTo("support"));
        put("admin", "/desks/ringing", "{\"name\": \"Bell\"}")
                .statusCode(200)
                .body("policy.ring.silences", equalTo(2))
                .body("policy.restAfterSeconds", equalTo(600));

        put("admin", "/desks/ringing", """
                {"name": "Bell", "policy": {"overflow": {"desk": "nowhere", "afterSeconds": 300}}}""").statusCode(422).body("errors[0].pointer", equalTo("/policy/overflow/desk"));
        put(
                        "admin",
                        "/desks/ringing",
                        "{\"name\": \"Bell\", \"policy\": {\"ring\": {\"seconds\": 1, \"silences\": 1}}}")
                .statusCode(400)
                .body("errors[0].field", equalTo("policy.ring.seconds"))
                .body("errors[0].pointer", equalTo("/policy/ring/seconds"))
                .body("errors[0].code", equalTo("min"))
                .body("errors[0].detail", equalTo("5"));
        put("admin", "/desks/ringing", "{\"name\": \"Bell\", \"policy\": {\"choosing\": \"DICE\"}}")
                .statusCode(400);
        put("admin", "/desks/ringing", "{\"name\": \"Bell\", \"policy\": {}}")
                .statusCode(200)
                .body("policy.choosing", equalTo("BEST_FIT"))
                .body("policy.ring", org.hamcrest.Matchers.nullValue());
        as("admin").delete("/api/routing/desks/ringing").then().statusCode(204);
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
