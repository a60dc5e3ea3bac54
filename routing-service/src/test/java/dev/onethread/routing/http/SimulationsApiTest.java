package dev.onethread.routing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.onethread.delivery.Database;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.Tokens;
import dev.onethread.routing.scenario.ScenarioForm;
import dev.onethread.routing.simulation.Scenario;
import dev.onethread.routing.simulation.Simulation;
import dev.onethread.routing.simulation.Trace;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class SimulationsApiTest {
    private static final String SCENARIO = """
            {"name": "small", "horizon": "%s", "types": {"all": {"arrivals": [{"perMinute": 2}],
              "service": {"exponential": "1m"}, "patience": {"exponential": "3m"}}},
             "agents": [{"name": "agent", "count": 3}]}""";

    private static final String MORE = "{\"agents\": [{\"name\": \"more\", \"count\": 2}]}";

    @Inject
    Database database;

    @Test
    void aScenarioIsRunBeforeAndAfterAChange() {
        UUID id = UUID.randomUUID();
        String asked = "{\"id\": \"%s\", \"scenario\": %s, \"changes\": %s, \"replications\": 4}"
                .formatted(id, SCENARIO.formatted("4h"), MORE);
        ask(asked).statusCode(202).header("Location", containsString("/api/routing/simulations/" + id));
        JsonPath done = done(id);
        assertThat(done.getDouble("progress")).isEqualTo(1);
        assertThat(done.getInt("result.before.replications")).isEqualTo(4);
        double before = done.getDouble("result.before.contacts[0].metrics.mean-wait.mean");
        double after = done.getDouble("result.after.contacts[0].metrics.mean-wait.mean");
        assertThat(after).isLessThan(before);
        assertThat(done.getDouble("result.differences.contacts[0].metrics.mean-wait.mean"))
                .isCloseTo(after - before, org.assertj.core.api.Assertions.within(1e-4));
        assertThat(done.getDouble("result.before.occupancy.halfWidth")).isPositive();
        assertThat(done.getList("result.before.waits")).isNotEmpty();
        assertThat(done.getList("result.after.course")).isNotEmpty();

        // Asked again under its id: the same run.
        ask(asked).statusCode(202).body("state", equalTo("done"));
        as("supervisor")
                .get("/api/routing/simulations")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(id.toString()))
                .body("items[0].result", nullValue());
    }

    @Test
    void aRunThatIsNotNeededAnyMoreStops() {
        UUID id = UUID.randomUUID();
        ask("{\"id\": \"%s\", \"scenario\": %s, \"replications\": 50}".formatted(id, SCENARIO.formatted("3000d")))
                .statusCode(202);
        as("supervisor").delete("/api/routing/simulations/" + id).then().statusCode(204);
        as("supervisor")
                .get("/api/routing/simulations/" + id)
                .then()
                .body("state", equalTo("cancelled"))
                .body("result", nullValue());
        // The next one gets its turn.
        UUID next = UUID.randomUUID();
        ask("{\"id\": \"%s\", \"scenario\": %s, \"replications\": 1}".formatted(next, SCENARIO.formatted("1h")))
                .statusCode(202);
        assertThat(done(next).<Object>get("result.before.occupancy.halfWidth")).isNull();
        assertThat(done(next).<Object>get("result.after")).isNull();
    }

    @Test
    void whatIsWrongIsNamedWithItsPlace() {
        String wrong = SCENARIO.formatted("4h").replace("\"count\": 3", "\"count\": 0");
        ask("{\"scenario\": %s}".formatted(wrong))
                .statusCode(422)
                .body("type", equalTo("urn:onethread:problem:scenario-wrong"))
                .body("detail", containsString("agents[0]"));
        ask("{\"scenario\": %s, \"changes\": {\"without\": [\"nobody\"]}}".formatted(SCENARIO.formatted("4h")))
                .statusCode(422)
                .body("detail", containsString("changes.without[0]"));
        ask("{\"desk\": \"support\"}").statusCode(400);
        ask("{\"desk\": \"nowhere\", \"from\": \"2026-01-05T00:00:00Z\", \"to\": \"2026-01-06T00:00:00Z\"}")
                .statusCode(404);
        ask("{\"desk\": \"support\", \"from\": \"2026-01-06T00:00:00Z\", \"to\": \"2026-01-05T00:00:00Z\"}")
                .statusCode(400);
        as("supervisor")
                .get("/api/routing/simulations/" + UUID.randomUUID())
                .then()
                .statusCode(404);
        as("supervisor")
                .get("/api/routing/traces?desk=support&from=monday&to=friday")
                .then()
                .statusCode(400);
    }

    @Test
    void onlySupervisorsAskWhatIf() {
        as("agent").get("/api/routing/simulations").then().statusCode(403);
        as("agent")
                .get("/api/routing/traces?desk=support&from=2026-01-05T00:00:00Z&to=2026-01-06T00:00:00Z")
                .then()
                .statusCode(403);
        RestAssured.get("/api/routing/simulations").then().statusCode(401);
    }

    /// Two customers wrote on a Monday; the one agent took the first at once and the second a minute later.
    @Test
    void aDesksPastIsExportedAndSimulatedWithAnotherAgent() throws Exception {
        String desk = "past-" + UUID.randomUUID();
        query("insert into desk (id, name, pool) values ('" + desk + "', 'Past', 'main')");
        String agent = "past-" + UUID.randomUUID();
        query("insert into agent (id, name, pool, capacity) values ('" + agent + "', 'Past', 'main', 1)");
        query("insert into agent_desk (agent, desk, pool) values ('" + agent + "', '" + desk + "', 'main')");
        query("insert into agent_past (agent, turn, at, presence, load) values ('" + agent
                + "', 1, '2026-01-05T07:00:00Z', 'AVAILABLE', 0), ('" + agent
                + "', 2, '2026-01-05T17:00:00Z', 'OFFLINE', 0)");
        matter(desk, "08:00:00", "08:00:00", "08:02:00");
        matter(desk, "08:01:00", "08:02:00", "08:03:00");
        String period = "?desk=" + desk + "&from=2026-01-05T00:00:00Z&to=2026-01-06T00:00:00Z";
        String csv = as("supervisor")
                .get("/api/routing/traces" + period)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        String scenario = as("supervisor")
                .get("/api/routing/traces/scenario" + period)
                .then()
                .statusCode(200)
                .body("agents[0].name", equalTo(agent))
                .extract()
                .asString();
        Trace trace = Trace.read(csv.lines().toList());
        assertThat(trace.contacts()).hasSize(2);
        assertThat(trace.contacts().getLast().service()).isEqualTo(60);
        Scenario read = ScenarioForm.read(dev.onethread.contracts.Wire.mapper().readTree(scenario), trace);
        assertThat(Simulation.run(read, 1, 0).all().meanWait()).isEqualTo(30);

        UUID id = UUID.randomUUID();
        ask("""
                {"id": "%s", "desk": "%s", "from": "2026-01-05T00:00:00Z", "to": "2026-01-06T00:00:00Z",
                 "changes": {"agents": [{"name": "another"}]}}""".formatted(id, desk)).statusCode(202);
        JsonPath done = done(id);
        assertThat(done.getDouble("result.before.contacts[0].metrics.mean-wait.mean"))
                .isEqualTo(30);
        assertThat(done.getDouble("result.after.contacts[0].metrics.mean-wait.mean"))
                .isZero();
    }

    private void matter(String desk, String since, String owned, String released) {
        UUID id = UUID.randomUUID();
        query("insert into customer (id) values ('" + id + "')");
        query("insert into conversation (id, customer) values ('" + id + "', '" + id + "')");
        query("""
                insert into work (conversation, pool, state, desk, priority, needs, weight, rules, configuration_version,
                    last_place, answered_place, closed_place, unanswered, epoch)
                values ('%s', 'main', 'IDLE', '%s', 0, '[]', 1, '[]', 1, 1, 1, 1, '[]', 1)""".formatted(id, desk));
        for (String[] line : new String[][] {{"assigned", owned}, {"released", released}}) {
            query("""
                    insert into decision (id, conversation, at, kind, configuration_version, rules, since, priority, needs,
                        runners_up, excluded, desk)
                    values (gen_random_uuid(), '%s', '2026-01-05T%sZ', '%s', 1, '[]', %s, 0, '[]', '[]', '{}', '%s')""".formatted(
                    id, line[1], line[0], line[0].equals("assigned") ? "'2026-01-05T" + since + "Z'" : "null", desk));
        }
    }

    private void query(String sql) {
        database.query(sql);
    }

    private static JsonPath done(UUID id) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> as("supervisor")
                                .get("/api/routing/simulations/" + id)
                                .jsonPath(),
                        shown -> !shown.getString("state").equals("running"));
    }

    private static RequestSpecification as(String role) {
        return RestAssured.given().auth().oauth2(Tokens.of("somebody", role));
    }

    private static ValidatableResponse ask(String json) {
        return as("supervisor")
                .contentType("application/json")
                .body(json)
                .post("/api/routing/simulations")
                .then();
    }
}
