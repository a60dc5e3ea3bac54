package dev.onethread.e2e.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.e2e.actors.Agent;
import dev.onethread.e2e.actors.Desk;
import dev.onethread.e2e.actors.Faults;
import dev.onethread.e2e.actors.Installation;
import dev.onethread.e2e.actors.Traffic;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two routing replicas; agents resolve while customers write; the replica that dispatches freezes in mid-work, for
/// twenty seconds and until another has taken its pool over, and goes on as if nothing had happened.
@ExtendWith(Running.class)
@Order(6)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PausedDispatcherTest {
    private static final int CUSTOMERS = 60;
    private static final int MESSAGES = 1_200;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration FROZEN = Duration.ofSeconds(20);
    private static final String PASSWORD = "a long enough password";

    @Test
    @Order(1)
    void whatAFrozenDispatcherWritesLateIsRefusedAndNobodyEverHasTwoOwners(Installation installation) throws Exception {
        Desk desk = Desk.of(installation);
        desk.knowsAgent("resolver-1", PASSWORD, 500);
        desk.knowsAgent("resolver-2", PASSWORD, 500);
        Traffic traffic = new Traffic(installation, CUSTOMERS, 4, "f");
        AtomicBoolean working = new AtomicBoolean(true);
        AtomicInteger resolved = new AtomicInteger();
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor();
                Agent first = Agent.signsIn(installation, "resolver-1", PASSWORD);
                Agent second = Agent.signsIn(installation, "resolver-2", PASSWORD)) {
            List.of(first, second).forEach(PausedDispatcherTest::comes);
            List<Future<?>> resolvers = List.of(
                    beside.submit(() -> resolves(first, working, resolved)),
                    beside.submit(() -> resolves(second, working, resolved)));
            Future<Map<String, List<String>>> flowing = beside.submit(() -> traffic.flows(MESSAGES, 0, 4));
            await().atMost(PATIENCE).until(() -> traffic.sent() >= MESSAGES / 8 && resolved.get() > 0);

            Map<Long, Double> before = Dispatchers.lateWritesRefused(installation);
            long frozen = Dispatchers.freezeTheDispatcher(installation, FROZEN);
            Faults.resume(frozen);

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(installation.metric(frozen, Dispatchers.REFUSED))
                            .isGreaterThan(before.getOrDefault(frozen, 0.0)));
            flowing.get();
            working.set(false);
            for (Future<?> each : resolvers) {
                each.get();
            }
        }
        assertThat(Tables.strings(installation, "routing", "select doubt from decision_doubt"))
                .as("decisions that contradict each other")
                .isEmpty();
        assertThat(Tables.strings(
                        installation,
                        "routing",
                        "select count(*) from decision where kind = 'assigned' and at > now() - interval '10 minutes'"))
                .as("there was something to contradict")
                .isNotEqualTo(List.of("0"));
    }

    @Test
    @Order(2)
    void aResolveThatCrossesANewMessageStrandsNobody(Installation installation) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stranded(installation))
                        .as("idle conversations in which something newer than the resolve waits")
                        .isEmpty());
    }

    private static void comes(Agent agent) {
        agent.watches((frame, nanos) -> {});
        agent.is("AVAILABLE");
    }

    /// Resolves whatever is theirs, over and over, naming what they have seen; new messages come in between.
    private static void resolves(Agent agent, AtomicBoolean working, AtomicInteger resolved) {
        while (working.get()) {
            for (JsonNode mine : agent.list("mine")) {
                Map<String, Object> seen = Map.of(
                        "commandId",
                        Desk.commandId(),
                        "upTo",
                        mine.path("lastPlace").asLong());
                String ticket = mine.path("ticket").path("id").asText();
                if (agent.ask("PUT", "/api/inbox/tickets/" + ticket + "/resolution", seen)
                                .status()
                        < 300) {
                    resolved.incrementAndGet();
                }
            }
        }
    }

    private static List<String> stranded(Installation installation) throws SQLException {
        return Tables.strings(installation, "routing", """
                select w.conversation from work w join conversation c on c.id = w.conversation
                where w.state = 'IDLE' and c.last_place > w.closed_place
                """);
    }
}
