package dev.onethread.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskEvent;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ticket.testing.Events;
import dev.onethread.ticket.testing.Inbox;
import dev.onethread.ticket.testing.Inbox.Answer;
import dev.onethread.ticket.testing.LiveClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
class ActsTest {
    private static TestTopics topics;
    private Inbox anna;
    private Events customer;
    private UUID id;

    @BeforeAll
    static void connect() {
        topics = new TestTopics();
    }

    @AfterAll
    static void disconnect() {
        topics.close();
    }

    @BeforeEach
    void aCustomerWrites() {
        anna = Inbox.agent("anna");
        customer = Events.ofWeb();
        id = customer.conversation().value();
        place(1);
        await().atMost(Duration.ofSeconds(30)).until(() -> anna.transcript(id).size() == 1);
    }

    @Test
    void resolvingReleasesUpToWhatWasSeenAndANewMessageReopens() {
        JsonNode ticket = summary().get("ticket");
        Answer resolved = resolve(ticket, UUID.randomUUID(), 1);
        assertThat(resolved.body().get("state").asText()).isEqualTo("resolved");
        assertThat(released().upTo()).isEqualTo(1);
        assertThat(summary().get("unanswered").asInt()).isZero();
        place(2);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(summary().at("/ticket/state").asText()).isEqualTo("open"));
        assertThat(summary().at("/ticket/id")).isEqualTo(ticket.get("id"));
    }

    @Test
    void aMessageTheAgentHadNotSeenKeepsTheTicketOpenAndTheReleaseNamesWhatWasSeen() {
        place(2);
        await().atMost(Duration.ofSeconds(30)).until(() -> anna.transcript(id).size() == 2);
        Answer answer = resolve(summary().get("ticket"), UUID.randomUUID(), 1);
        assertThat(answer.body().get("state").asText()).isEqualTo("open");
        assertThat(released().upTo()).isEqualTo(1);
        assertThat(summary().get("unanswered").asInt()).isEqualTo(2);
    }

    @Test
    void aReopenedTicketIsOpenAgainAndGoesToWhoReopenedIt() {
        JsonNode ticket = summary().get("ticket");
        resolve(ticket, UUID.randomUUID(), 1);
        Answer reopened = anna.delete("/tickets/" + ticket.get("id").asText() + "/resolution");
        assertThat(reopened.body().get("state").asText()).isEqualTo("open");
        assertThat(command(DeskCommand.StartConversation.class)).isNotNull();
        assertThat(anna.transcript(id).stream()
                        .map(e -> e.at("/event/type").asText())
                        .toList())
                .containsSequence("resolved", "reopened");
    }

    @Test
    void aCommandShowsAsPendingUntilItIsAnsweredAndMayBeRepeated() {
        UUID command = UUID.randomUUID();
        try (var screen = LiveClient.connect().hello(anna.token(), null)) {
            screen.awaitType("welcome");
            String path = "/conversations/" + id + "/assignment";
            assertThat(anna.put(path, Map.of("commandId", command)).status()).isEqualTo(202);
            assertThat(anna.put(path, Map.of("commandId", command)).status()).isEqualTo(202);
            topics.send(
                    Topic.DESK_EVENTS,
                    "main",
                    new DeskEvent.CommandRefused(
                            new PoolId("main"),
                            Events.NOW,
                            new CommandId(command),
                            "not-waiting",
                            customer.conversation()));
            JsonNode frame = screen.awaitType("command");
            assertThat(frame.get("id").asText()).isEqualTo(command.toString());
            assertThat(frame.get("refused").asText()).isEqualTo("not-waiting");
            assertThat(Inbox.agent("boris")
                            .put(path, Map.of("commandId", command))
                            .code())
                    .isEqualTo("command-differs");
        }
    }

    @Test
    void presenceIsAskedForWithARisingVersion() {
        for (String presence : List.of("AVAILABLE", "BUSY")) {
            assertThat(anna.put("/me/presence", Map.of("commandId", UUID.randomUUID(), "presence", presence))
                            .status())
                    .isEqualTo(202);
        }
        await().untilAsserted(() -> assertThat(presences()).hasSizeGreaterThanOrEqualTo(2));
        List<Long> versions =
                presences().stream().map(DeskCommand.SetPresence::version).toList();
        assertThat(versions).isSorted().doesNotHaveDuplicates();
        assertThat(anna.get("/me").body().at("/presence/pending").asText()).isEqualTo("BUSY");
        assertThat(anna.put("/me/presence", Map.of("commandId", UUID.randomUUID(), "presence", "ROLE_ADMIN"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void theFirstScreenConnectsAndTheLastOneDisconnects() {
        Inbox vera = Inbox.agent("vera");
        var first = LiveClient.connect().hello(vera.token(), null);
        first.awaitType("welcome");
        var second = LiveClient.connect().hello(vera.token(), null);
        second.awaitType("welcome");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(screens("vera")).containsExactly(true));
        first.close();
        second.close();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(screens("vera")).containsExactly(true, false));
    }

    private static List<DeskCommand.SetPresence> presences() {
        return commands(DeskCommand.SetPresence.class).stream()
                .filter(c -> c.agent().value().equals("anna"))
                .toList();
    }

    private static List<Boolean> screens(String agent) {
        return commands(DeskCommand.ScreensChanged.class).stream()
                .filter(c -> c.agent().value().equals(agent))
                .map(DeskCommand.ScreensChanged::connected)
                .toList();
    }

    private DeskCommand.Release released() {
        await().until(() -> command(DeskCommand.Release.class) != null);
        return command(DeskCommand.Release.class);
    }

    private <C extends DeskCommand> C command(Class<C> type) {
        return commands(type).stream()
                .filter(c -> c.toString().contains(id.toString()))
                .findFirst()
                .orElse(null);
    }

    private static <C extends DeskCommand> List<C> commands(Class<C> type) {
        return topics.read(Topic.DESK_COMMANDS).stream()
                .map(seen -> seen.event())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private Answer resolve(JsonNode ticket, UUID command, long upTo) {
        return anna.put(
                "/tickets/" + ticket.get("id").asText() + "/resolution", Map.of("commandId", command, "upTo", upTo));
    }

    private void place(long place) {
        topics.send(Topic.CONVERSATION_EVENTS, id.toString(), customer.placed(place, "message " + place));
    }

    private JsonNode summary() {
        return anna.get("/conversations/" + id).body().get("summary");
    }
}
