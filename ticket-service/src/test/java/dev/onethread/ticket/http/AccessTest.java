package dev.onethread.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.delivery.testing.Tokens;
import dev.onethread.ticket.testing.Events;
import dev.onethread.ticket.testing.Inbox;
import dev.onethread.ticket.testing.Inbox.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
class AccessTest {
    private static final String ID = "/conversations/00000000-0000-0000-0000-000000000001";

    @Inject
    Database database;

    @Inject
    Blobs blobs;

    @ParameterizedTest
    @CsvSource({
        "GET,/me",
        "PUT,/me/presence",
        "GET,/agents",
        "GET,/queues",
        "GET,/conversations",
        "GET," + ID,
        "GET," + ID + "/entries",
        "PUT," + ID + "/replies/00000000-0000-0000-0000-000000000002",
        "PUT," + ID + "/replies/00000000-0000-0000-0000-000000000002/retry/2",
        "PUT," + ID + "/notes/00000000-0000-0000-0000-000000000002",
        "PUT," + ID + "/assignment",
        "DELETE," + ID + "/assignment",
        "GET,/me/offers",
        "GET,/statuses",
        "GET,/board",
        "GET,/board/hour",
        "GET,/board/answers?desk=support&within=60",
        "GET,/board/agents/anna",
        "PUT," + ID + "/offer",
        "DELETE," + ID + "/offer",
        "PUT," + ID + "/priority",
        "PUT," + ID + "/needs",
        "PUT," + ID + "/hold",
        "PUT," + ID + "/transfers/00000000-0000-0000-0000-000000000002",
        "PUT,/tickets/00000000-0000-0000-0000-000000000003/resolution",
        "DELETE,/tickets/00000000-0000-0000-0000-000000000003/resolution",
        "POST,/uploads",
        "GET," + ID + "/entries/1/attachments/0",
        "GET," + ID + "/entries/1/html",
        "POST," + ID + "/entries/1/downloads",
        "GET,/users",
        "PUT,/users/eve",
    })
    void nothingIsToldWithoutAValidToken(String method, String path) {
        Object body = method.equals("PUT") || method.equals("POST") ? Map.of() : null;
        String good = Tokens.of("anna", "agent");
        String[] parts = good.split("\\.");
        String other = Tokens.of("root", "admin").split("\\.")[1];
        String none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0." + parts[1] + ".";
        for (String token : new String[] {
            null,
            "",
            "nonsense",
            parts[0] + "." + other + "." + parts[2],
            none,
            Tokens.of("anna", Instant.now().minusSeconds(120), "agent")
        }) {
            assertThat(Inbox.with(token).call(method, path, body).status())
                    .as("%s %s", method, token)
                    .isEqualTo(401);
        }
        assertThat(Inbox.with(Tokens.of("guest", "customer"))
                        .call(method, path, body)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void onlyAdministratorsKeepUsers() {
        Inbox.agent("anna");
        for (String role : List.of("agent", "supervisor")) {
            Inbox caller = Inbox.with(Tokens.of("anna", role));
            assertThat(caller.get("/users").status()).isEqualTo(403);
            assertThat(caller.put("/users/anna", Map.of("name", "Anna", "roles", List.of("admin")))
                            .status())
                    .isEqualTo(403);
        }
        Inbox root = Inbox.with(Tokens.of("root", "admin"));
        assertThat(root.get("/users").text())
                .contains("anna")
                .doesNotContain("password")
                .doesNotContain("$2");
        assertThat(root.put("/users/x", Map.of("name", "X", "password", "short", "roles", List.of("agent")))
                        .code())
                .isEqualTo("password-too-short");
        assertThat(root.put("/users/x", Map.of("name", "X", "password", "long enough", "roles", List.of("owner")))
                        .status())
                .isEqualTo(422);
        assertThat(root.put("/users/x", "{\"name\":{\"$gt\":\"\"},\"roles\":[\"agent\"]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void signingInGivesAShortTokenAndRenewalReplacesTheCookie() {
        Answer in = signIn("root", "root-demo-2026");
        assertThat(in.status()).isEqualTo(200);
        assertThat(in.header("Set-Cookie"))
                .contains("HttpOnly")
                .contains("SameSite=Strict")
                .contains("Path=/api/inbox/session");
        assertThat(Inbox.with(in.body().get("accessToken").asText()).get("/me").status())
                .isEqualTo(200);
        Answer renewed = renew(cookie(in));
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(cookie(renewed)).isNotEqualTo(cookie(in));
    }

    @Test
    void aStolenRefreshTokenEndsTheWholeSession() {
        Answer in = signIn("root", "root-demo-2026");
        String first = cookie(in);
        String second = cookie(renew(first));
        database.query(
                "UPDATE refresh_token SET replaced_at = now() - interval '1 minute' WHERE replaced_at IS NOT NULL");
        assertThat(renew(first).status()).isEqualTo(401);
        assertThat(renew(second).status()).isEqualTo(401);
    }

    @Test
    void aSessionThatWasSignedOutIsOver() {
        String cookie = cookie(signIn("root", "root-demo-2026"));
        Inbox.send(Inbox.with(null)
                .request("/session")
                .header("Cookie", cookie)
                .DELETE()
                .build());
        assertThat(renew(cookie).status()).isEqualTo(401);
        assertThat(renew("onethread-session=guessed").status()).isEqualTo(401);
    }

    @Test
    void guessingIsSlowedDownAndTellsNothing() {
        Inbox.agent("gleb");
        Answer wrong = signIn("gleb", "wrong password");
        Answer nobody = signIn("nobody", "wrong password");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text()).isEqualTo(nobody.text());
        for (int attempt = 0; attempt < 4; attempt++) {
            signIn("gleb", "wrong password");
        }
        assertThat(signIn("gleb", "gleb-demo-2026").code()).isEqualTo("too-many-attempts");
    }

    @Test
    void anotherUsersFileIsNotReachedThroughTheRightToThisOne() throws Exception {
        Inbox anna = Inbox.agent("anna");
        UUID one = conversationWithFile("one", "image/svg+xml", "<svg onload=alert(1)>");
        UUID two = conversationWithFile("two", "image/png", "not really");
        Inbox anybody = Inbox.with(null);
        String right = anna.post("/conversations/" + one + "/entries/1/downloads", null)
                .body()
                .get("token")
                .asText();
        String path = "/conversations/%s/entries/1/attachments/%s?inline=1&ticket=" + right;
        Answer own = anybody.get(path.formatted(one, 0));
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(own.header("Content-Disposition")).startsWith("attachment");
        assertThat(anybody.get(path.formatted(two, 0)).status()).isEqualTo(401);
        assertThat(anybody.get(path.formatted(one, 7)).status()).isEqualTo(404);
        assertThat(anybody.get("/conversations/" + one + "/entries/1/attachments/0?ticket=guess")
                        .status())
                .isEqualTo(401);
        Answer html = anybody.get("/conversations/" + one + "/entries/1/html?ticket=" + right);
        assertThat(html.text()).contains("kept").doesNotContain("<script");
        assertThat(html.header("Content-Security-Policy")).contains("sandbox").contains("default-src 'none'");
        assertThat(anna.get("/conversations/" + two + "/entries/1/attachments/0?inline=1")
                        .header("Content-Disposition"))
                .startsWith("inline");
    }

    private UUID conversationWithFile(String name, String type, String bytes) throws Exception {
        Events customer = Events.ofWeb();
        UUID id = customer.conversation().value();
        var file =
                Attachment.file(Attachment.Kind.IMAGE, name, type, blobs.write(bytes.getBytes(StandardCharsets.UTF_8)));
        var html = blobs.write("<p>kept</p><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        try (var topics = new TestTopics()) {
            topics.send(
                    Topic.CONVERSATION_EVENTS,
                    id.toString(),
                    customer.placed(1, new Body("hi", null, null, html, null, List.of(file)), Events.NOW));
        }
        Inbox anna = Inbox.agent("anna");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> anna.transcript(id).size() == 1);
        return id;
    }

    private static Answer signIn(String user, String password) {
        return Inbox.with(null).post("/session", Map.of("user", user, "password", password));
    }

    private static Answer renew(String cookie) {
        return Inbox.send(Inbox.with(null)
                .request("/session/renewal")
                .header("Cookie", cookie)
                .POST(BodyPublishers.noBody())
                .build());
    }

    private static String cookie(Answer answer) {
        String header = answer.header("Set-Cookie");
        return header.substring(0, header.indexOf(';'));
    }
}
