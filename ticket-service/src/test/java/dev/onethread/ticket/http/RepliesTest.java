package dev.onethread.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.CustomerEvent;
import dev.onethread.contracts.DeliveryReported;
import dev.onethread.contracts.DeliveryReported.Outcome;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.ReplyId;
import dev.onethread.contracts.ReplyRequest;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ticket.testing.Events;
import dev.onethread.ticket.testing.Inbox;
import dev.onethread.ticket.testing.Inbox.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
class RepliesTest {
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
        topics.send(Topic.CONVERSATION_EVENTS, id.toString(), customer.placed(1, "hello"));
        await().atMost(Duration.ofSeconds(30)).until(() -> anna.transcript(id).size() == 1);
    }

    @Test
    void aReplySentTenTimesAtOnceHappensOnce() throws Exception {
        UUID reply = UUID.randomUUID();
        List<Integer> statuses =
                atOnce(10, () -> anna.reply(id, reply, "we look into it").status());
        assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(anna.transcript(id)).hasSize(2);
        await().untilAsserted(() -> assertThat(requests(reply)).hasSize(1));
        var requested = (ReplyRequest.ReplyRequested) requests(reply).getFirst();
        assertThat(requested.to()).isEqualTo(customer.address());
        assertThat(requested.door()).isEqualTo(customer.door());
        assertThat(requested.agentName()).isEqualTo("anna");
        assertThat(requested.inReplyTo()).isNotNull();
        var answered = (DeskCommand.AgentAnswered) topics.await(
                        Topic.DESK_COMMANDS,
                        seen -> seen.event() instanceof DeskCommand.AgentAnswered a
                                && a.conversation().equals(customer.conversation()))
                .event();
        assertThat(answered.upTo()).isEqualTo(1);
    }

    @Test
    void anotherReplyUnderTheSameIdIsRefused() throws Exception {
        UUID reply = UUID.randomUUID();
        List<Integer> statuses = new ArrayList<>(atOnce(
                2, () -> anna.reply(id, reply, "text " + UUID.randomUUID()).status()));
        assertThat(statuses).containsExactlyInAnyOrder(201, 409);
        assertThat(anna.reply(id, reply, "a third").code()).isEqualTo("reply-differs");
        assertThat(Inbox.agent("boris").reply(id, reply, "text").status()).isEqualTo(409);
    }

    @Test
    void theSameIdInAnotherConversationIsRefused() throws Exception {
        Events other = Events.ofWeb();
        UUID otherId = other.conversation().value();
        topics.send(Topic.CONVERSATION_EVENTS, otherId.toString(), other.placed(1, "hello"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> anna.transcript(otherId).size() == 1);
        UUID reply = UUID.randomUUID();
        List<Integer> statuses = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = executor.submit(() -> anna.reply(id, reply, "same").status());
            var two = executor.submit(() -> anna.reply(otherId, reply, "same").status());
            statuses.add(one.get());
            statuses.add(two.get());
        }
        assertThat(statuses).containsExactlyInAnyOrder(201, 409);
    }

    @Test
    void whatCannotBeSentIsSaid() {
        assertThat(anna.reply(id, UUID.randomUUID(), "  ").code()).isEqualTo("reply-empty");
        assertThat(to("mail:somebody@else.example").code()).isEqualTo("address-unknown");
        assertThat(to("nonsense").code()).isEqualTo("address-unknown");
        topics.send(
                Topic.CUSTOMER_EVENTS,
                customer.customer().toString(),
                new CustomerEvent.AddressStateChanged(
                        customer.customer(), Events.NOW, customer.address(), false, "blocked"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(to(customer.address().key()).code()).isEqualTo("address-unreachable"));
        assertThat(anna.reply(UUID.randomUUID(), UUID.randomUUID(), "hi").status())
                .isEqualTo(404);
        assertThat(anna.put("/conversations/" + id + "/replies/1", Map.of("text", "hi"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theEntryShowsHowFarTheReplyHasComeAndAFailedOneIsSentAgainOncePerWish() throws Exception {
        UUID reply = UUID.randomUUID();
        anna.reply(id, reply, "hi");
        report(reply, 1, new Outcome.Sending());
        report(reply, 1, new Outcome.Failed("blocked", "the words of the channel"));
        awaitDelivery("failed");
        String retry = "/conversations/" + id + "/replies/" + reply + "/retry/";
        assertThat(anna.put(retry + 3, null).code()).isEqualTo("not-failed");
        assertThat(atOnce(6, () -> anna.put(retry + 2, null).status())).containsOnly(202);
        await().untilAsserted(() -> assertThat(requests(reply)).hasSize(2));
        assertThat(((ReplyRequest.DeliveryRetryRequested) requests(reply).get(1)).attempt())
                .isEqualTo(2);
        report(reply, 1, new Outcome.Failed("late", null));
        report(reply, 2, new Outcome.Sent("77", true));
        JsonNode delivery = awaitDelivery("sent");
        assertThat(delivery.get("perhapsTwice").asBoolean()).isTrue();
        assertThat(delivery.get("attempt").asInt()).isEqualTo(2);
        assertThat(anna.put(retry + 2, null).status()).isEqualTo(202);
        assertThat(requests(reply)).hasSize(2);
    }

    @Test
    void aFileIsSentByWhoPutItUpAndOnce() {
        JsonNode upload = anna.upload("%E2%80%8B.htaccess", "text/plain", "deny".getBytes(StandardCharsets.UTF_8))
                .body();
        assertThat(upload.get("name").asText()).isEqualTo("htaccess");
        var body = Map.of("text", "", "attachments", List.of(upload.get("id").asText()));
        Answer stolen = Inbox.agent("boris").put("/conversations/" + id + "/replies/" + UUID.randomUUID(), body);
        assertThat(stolen.code()).isEqualTo("upload-unknown");
        String path = "/conversations/" + id + "/replies/" + UUID.randomUUID();
        assertThat(anna.put(path, body).status()).isEqualTo(201);
        assertThat(anna.put(path, body).status()).isEqualTo(200);
        Answer again = anna.put("/conversations/" + id + "/replies/" + UUID.randomUUID(), body);
        assertThat(again.code()).isEqualTo("upload-unknown");
        Answer file = anna.get("/conversations/" + id + "/entries/2/attachments/0?inline=1");
        assertThat(file.text()).isEqualTo("deny");
        assertThat(file.header("Content-Disposition")).startsWith("attachment; filename=\"htaccess\"");
        assertThat(file.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    private Answer to(String address) {
        return anna.put("/conversations/" + id + "/replies/" + UUID.randomUUID(), Map.of("text", "hi", "to", address));
    }

    private void report(UUID reply, int attempt, Outcome outcome) {
        topics.send(
                Topic.DELIVERY_REPORTS,
                id.toString(),
                new DeliveryReported(
                        customer.conversation(), Events.NOW, new ReplyId(reply), customer.address(), attempt, outcome));
    }

    private JsonNode awaitDelivery(String state) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(delivery().get("state").asText()).isEqualTo(state));
        return delivery();
    }

    private JsonNode delivery() {
        return anna.transcript(id).getLast().get("delivery");
    }

    private List<ReplyRequest> requests(UUID reply) {
        return topics.read(Topic.REPLIES_REQUESTED, customer.address().key()).stream()
                .map(seen -> (ReplyRequest) seen.event())
                .filter(request -> request.reply().value().equals(reply))
                .toList();
    }

    static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        List<Future<T>> running = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times; i++) {
                running.add(executor.submit(call));
            }
        }
        List<T> results = new ArrayList<>();
        for (Future<T> each : running) {
            results.add(each.get());
        }
        return results;
    }
}
