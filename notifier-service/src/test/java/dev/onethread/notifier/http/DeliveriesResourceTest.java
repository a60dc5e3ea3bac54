package dev.onethread.notifier.http;

import static dev.onethread.notifier.Customers.MAILBOX;
import static dev.onethread.notifier.Customers.ask;
import static dev.onethread.notifier.Customers.ending;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.ReplyRequest.ReplyRequested;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.Tokens;
import dev.onethread.notifier.Channels;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
@QuarkusTestResource(Channels.class)
class DeliveriesResourceTest {
    @Test
    void supervisorsSeeWhatFailedAndNotWhatWasWritten() {
        ReplyRequested reply = ask(Address.mail("gone@fail5.test"), MAILBOX, Body.text("тайна переписки"));
        ending(reply, 1);
        given().auth()
                .oauth2(Tokens.of("vera", "supervisor"))
                .get("/api/notifier/deliveries?state=failed&limit=200")
                .then()
                .statusCode(200)
                .body("items.reply", hasItem(reply.reply().toString()))
                .body(not(containsString("тайна")))
                .body(not(containsString("gone@fail5.test")));
    }

    @Test
    void pagesFollowEachOther() {
        ending(ask(Address.mail("one@fail5.test"), MAILBOX, Body.text("1")), 1);
        ending(ask(Address.mail("two@fail5.test"), MAILBOX, Body.text("2")), 1);
        String token = Tokens.of("vera", "admin");
        String next = given().auth()
                .oauth2(token)
                .get("/api/notifier/deliveries?limit=1")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .extract()
                .path("next");
        given().auth()
                .oauth2(token)
                .get("/api/notifier/deliveries?limit=1&cursor=" + next)
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1));
    }

    @Test
    void nobodyElseDoes() {
        given().get("/api/notifier/deliveries").then().statusCode(401);
        given().auth()
                .oauth2(Tokens.of("daria", "agent"))
                .get("/api/notifier/deliveries")
                .then()
                .statusCode(403);
    }

    @Test
    void anUnknownStateIsAProblem() {
        given().auth()
                .oauth2(Tokens.of("vera", "admin"))
                .get("/api/notifier/deliveries?state=lost")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:onethread:problem:state-unknown"));
    }
}
