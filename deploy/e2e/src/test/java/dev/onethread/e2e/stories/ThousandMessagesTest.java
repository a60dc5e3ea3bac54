package dev.onethread.e2e.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.e2e.actors.Desk;
import dev.onethread.e2e.actors.Faults;
import dev.onethread.e2e.actors.Installation;
import dev.onethread.e2e.actors.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Running.class)
@Order(5)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThousandMessagesTest {
    private static final int MESSAGES = 1000;
    private static final int CUSTOMERS = 100;
    private static final double TWICE = 0.03;
    private static final ExecutorService BESIDE = Executors.newVirtualThreadPerTaskExecutor();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    @Order(1)
    void aThousandMessagesStandInTheTranscriptOnceEach(Installation installation) throws Exception {
        Traffic traffic = new Traffic(installation, CUSTOMERS, 1, "a");
        Map<String, List<String>> written = traffic.flows(MESSAGES, TWICE, 24);
        everythingStandsOnce(installation, "a", written);
    }

    @Test
    @Order(2)
    void killingEveryServiceOnceLosesAndDoublesNothing(Installation installation) throws Exception {
        Traffic traffic = new Traffic(installation, CUSTOMERS, 2, "k");
        Future<Map<String, List<String>>> flowing = BESIDE.submit(() -> traffic.flows(MESSAGES, TWICE, 8));
        int killed = 0;
        for (String service : List.of("ingest", "routing", "ticket", "notifier")) {
            int enough = MESSAGES * (killed + 1) / 8;
            await().atMost(PATIENCE).until(() -> traffic.sent() >= enough);
            long victim = installation.pids(service).get(0);
            Faults.kill(victim);
            await().atMost(PATIENCE)
                    .until(() -> installation.pids(service).size() == 2
                            && !installation.pids(service).contains(victim));
            killed++;
        }
        everythingStandsOnce(installation, "k", flowing.get());
    }

    /// Beside what `PausedDispatcherTest` shows in less time, this is under load.
    @Test
    @Order(3)
    @EnabledIfSystemProperty(named = "onethread.full", matches = "true")
    void aPausedDispatcherIsRefusedAndCountedWhenItComesBack(Installation installation) throws Exception {
        Traffic traffic = new Traffic(installation, CUSTOMERS, 3, "p");
        Future<Map<String, List<String>>> flowing = BESIDE.submit(() -> traffic.flows(MESSAGES, TWICE, 8));
        await().atMost(PATIENCE).until(() -> traffic.sent() >= MESSAGES / 10);
        Map<Long, Double> before = Dispatchers.lateWritesRefused(installation);
        long paused = Dispatchers.freezeTheDispatcher(installation, Duration.ZERO);
        Faults.resume(paused);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(installation.metric(paused, Dispatchers.REFUSED))
                        .isGreaterThan(before.getOrDefault(paused, 0.0)));
        everythingStandsOnce(installation, "p", flowing.get());
    }

    private static void everythingStandsOnce(
            Installation installation, String mark, Map<String, List<String>> written) {
        Desk desk = Desk.of(installation);
        int due = written.values().stream().mapToInt(List::size).sum();
        assertThat(due).isEqualTo(MESSAGES);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(said(desk, mark).values().stream()
                                .mapToInt(texts -> new HashSet<>(texts).size())
                                .sum())
                        .isEqualTo(due));
        Map<String, List<String>> said = said(desk, mark);
        assertThat(said).as("one conversation per address").hasSize(CUSTOMERS);
        Set<String> seen = new HashSet<>();
        for (List<String> texts : said.values()) {
            String customer = texts.getFirst().substring(0, texts.getFirst().indexOf('.') + 1);
            assertThat(texts).as("in order, once each").isEqualTo(written.get(customer));
            assertThat(seen.add(customer))
                    .as("no customer in two conversations")
                    .isTrue();
        }
    }

    /// The customers' texts that begin with `mark`, by conversation, each transcript being checked for gaps.
    private static Map<String, List<String>> said(Desk desk, String mark) {
        Map<String, List<String>> said = new HashMap<>();
        for (JsonNode conversation : desk.conversations()) {
            String id = conversation.path("id").asText();
            List<String> texts = new ArrayList<>();
            long expected = 1;
            for (JsonNode entry : desk.transcript(id)) {
                assertThat(entry.path("seq").asLong()).as("gapless").isEqualTo(expected++);
                String text = entry.path("text").asText();
                if (entry.path("kind").asText().equals("message") && text.matches(mark + "c\\d+\\.n\\d+ hello")) {
                    texts.add(text);
                }
            }
            if (!texts.isEmpty()) {
                said.put(id, texts);
            }
        }
        return said;
    }
}
