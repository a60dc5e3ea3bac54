package dev.onethread.routing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.nullValue;

import dev.onethread.contracts.Setting.HoursSetting;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.delivery.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class HoursApiTest {
    @Test
    void aDeskWorksAsWasSavedAndAlwaysWithoutHours() {
        put("admin", "/desks/day", "{\"name\": \"Day\"}").statusCode(200);
        put("admin", "/desks/night", "{\"name\": \"Night\"}").statusCode(200);
        as("agent").get("/api/routing/desks/day/hours").then().statusCode(404);

        put("supervisor", "/desks/day/hours", """
                {"zone": "Europe/Berlin", "week": {"monday": [{"from": "09:00", "to": "24:00"}]},
                 "dates": {"2026-12-25": []}, "outside": {"do": "overflow", "desk": "night"}}""").statusCode(200).header("ETag", equalTo("\"1\""));
        String kept = as("agent")
                .get("/api/routing/desks/day/hours")
                .then()
                .statusCode(200)
                .body("zone", equalTo("Europe/Berlin"))
                .body("week.monday[0].to", equalTo("24:00"))
                .body("dates", hasKey("2026-12-25"))
                .body("outside.desk", equalTo("night"))
                .body("$", hasKey("open"))
                .body("$", hasKey("changesAt"))
                .extract()
                .asString();
        // What is shown may be sent back.
        put("supervisor", "/desks/day/hours", kept).statusCode(200);

        as("admin").delete("/api/routing/desks/night").then().statusCode(409);
        as("supervisor").delete("/api/routing/desks/day/hours").then().statusCode(204);
        as("admin").delete("/api/routing/desks/night").then().statusCode(204);
        as("agent").get("/api/routing/desks/day/hours").then().statusCode(404);
        as("admin").delete("/api/routing/desks/day").then().statusCode(204);
    }

    @Test
    void theOthersAreToldWhenADeskWorksAndThatItAlwaysDoes() {
        put("admin", "/desks/told", "{\"name\": \"Told\"}").statusCode(200);
        put("admin", "/desks/told/hours", """
                {"zone": "UTC", "week": {"monday": [{"from": "09:00", "to": "18:00"}]}}""").statusCode(200);
        try (TestTopics topics = new TestTopics()) {
            HoursSetting told = told(topics);
            assertThat(told.opens()).hasSizeBetween(5, 6).allSatisfy(open -> {
                assertThat(open.until().atOffset(ZoneOffset.UTC).getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
                assertThat(Duration.between(open.from(), open.until())).isLessThanOrEqualTo(Duration.ofHours(9));
            });
            as("admin").delete("/api/routing/desks/told/hours").then().statusCode(204);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> told(topics).opens() == null);
        }
        as("admin").delete("/api/routing/desks/told").then().statusCode(204);
    }

    private static HoursSetting told(TestTopics topics) {
        topics.await(Topic.SETTINGS, seen -> seen.key().equals("hours/told"));
        return (HoursSetting)
                topics.read(Topic.SETTINGS, "hours/told").getLast().event();
    }

    @Test
    void aDeskThatNeverClosesNeverChanges() {
        String allDay = "[{\"from\": \"00:00\", \"to\": \"24:00\"}]";
        put("admin", "/desks/always", "{\"name\": \"Always\"}").statusCode(200);
        put("admin", "/desks/always/hours", """
                {"zone": "UTC", "week": {"monday": %1$s, "tuesday": %1$s, "wednesday": %1$s, "thursday": %1$s,
                 "friday": %1$s, "saturday": %1$s, "sunday": %1$s}}""".formatted(allDay))
                .statusCode(200)
                .body("open", equalTo(true))
                .body("changesAt", nullValue())
                .body("outside.do", equalTo("queue"));
        // Its hours go with it.
        as("admin").delete("/api/routing/desks/always").then().statusCode(204);
    }

    @Test
    void hoursThatAreNoneAreRefusedByPlace() {
        put("admin", "/desks/support/hours", """
                {"zone": "Nowhere/Town", "week": {"friday": [{"from": "18:00", "to": "09:00"}]}}""")
                .statusCode(422)
                .body("type", equalTo("urn:onethread:problem:hours-invalid"))
                .body("errors[0].pointer", equalTo("/zone"))
                .body("errors[1].pointer", equalTo("/week/friday/0/to"));
        put("admin", "/desks/nowhere/hours", "{\"zone\": \"UTC\", \"week\": {}}")
                .statusCode(404);
        put("agent", "/desks/support/hours", "{\"zone\": \"UTC\", \"week\": {}}")
                .statusCode(403);
        as("agent").delete("/api/routing/desks/support/hours").then().statusCode(403);
        RestAssured.get("/api/routing/desks/support/hours").then().statusCode(401);
    }

    @Test
    void whoSavesHoursSomebodyElseChangedMeanwhileIsRefused() {
        put("admin", "/desks/shared", "{\"name\": \"Shared\"}").statusCode(200);
        put("admin", "/desks/shared/hours", "{\"zone\": \"UTC\", \"week\": {}}").statusCode(200);
        put("admin", "/desks/shared/hours", "{\"zone\": \"UTC\", \"week\": {\"monday\": []}}")
                .statusCode(200);

        as("admin")
                .header("If-Match", "\"1\"")
                .contentType("application/json")
                .body("{\"zone\": \"UTC\", \"week\": {}}")
                .put("/api/routing/desks/shared/hours")
                .then()
                .statusCode(412);
        as("admin").delete("/api/routing/desks/shared").then().statusCode(204);
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
