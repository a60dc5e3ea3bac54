package dev.onethread.routing.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.Setting.Role;
import dev.onethread.contracts.Setting.UserSetting;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.delivery.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Several supervisors, and the users that ticket-service announces, change the configuration at the same time.
@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class ConcurrentChangesTest {
    private static final int AT_ONCE = 8;

    @Inject
    Database database;

    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void ofTwoWhoSawTheSameVersionOneIsRefused() throws Exception {
        String path = "/desks/d" + mark;
        put(path, "{\"name\": \"Before\"}", null);

        List<Integer> answers = together(List.of(
                () -> put(path, "{\"name\": \"One\"}", "\"1\""), () -> put(path, "{\"name\": \"Other\"}", "\"1\"")));

        assertThat(answers).containsExactlyInAnyOrder(200, 412);
    }

    @Test
    void changesOfRowsThatDependOnEachOtherNeverWaitInACircleAndEachIsAVersion() throws Exception {
        put("/skills/s" + mark, "{\"name\": \"Skill\"}", null);
        put("/desks/d" + mark, "{\"name\": \"Desk\"}", null);
        try (TestTopics topics = new TestTopics()) {
            List<Callable<Integer>> changes = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                int round = i;
                changes.add(() -> put("/agents/a" + mark, """
                        {"desks": ["d%1$s", "support"], "skills": [{"skill": "s%1$s", "level": %2$d}], "capacity": 3}""".formatted(mark, 1 + round % 5), null));
                changes.add(() -> put("/desks/d" + mark, "{\"name\": \"Desk " + round + "\"}", null));
                changes.add(() -> put("/skills/s" + mark, "{\"name\": \"Skill " + round + "\"}", null));
                changes.add(() -> {
                    UserSetting user = new UserSetting(
                            new AgentId("u" + round + mark), "User " + round, List.of(Role.AGENT), true, null);
                    topics.send(Topic.SETTINGS, user.key(), user);
                    return 200;
                });
            }
            long before = version();

            List<Integer> answers = together(changes);

            assertThat(answers).containsOnly(200);
            assertThat(version()).isGreaterThanOrEqualTo(before + 3 * AT_ONCE);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> hired() == AT_ONCE);
        }
    }

    private long version() {
        return database.query("select version from configuration_version")
                .iterator()
                .next()
                .getLong(0);
    }

    private long hired() {
        return database.query("select count(*) from agent where id like $1", "u%" + mark)
                .iterator()
                .next()
                .getLong(0);
    }

    private static List<Integer> together(List<Callable<Integer>> works) throws Exception {
        CyclicBarrier start = new CyclicBarrier(works.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> running = new ArrayList<>();
            for (Callable<Integer> work : works) {
                running.add(threads.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> each : running) {
                answers.add(each.get());
            }
            return answers;
        }
    }

    private static int put(String path, String json, String ifMatch) {
        var request = RestAssured.given()
                .auth()
                .oauth2(Tokens.of("chief", "supervisor"))
                .contentType("application/json")
                .body(json);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .put("/api/routing" + path)
                .statusCode();
    }
}
