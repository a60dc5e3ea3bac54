package dev.onethread.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.DecisionId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskEvent;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.NeedStep;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Requirement;
import dev.onethread.contracts.SkillId;
import dev.onethread.contracts.SkillNeed;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.ticket.testing.Events;
import dev.onethread.ticket.testing.Inbox;
import dev.onethread.ticket.testing.LiveClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealInfrastructure.class)
class WorkTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static TestTopics topics;
    private Inbox anna;
    private Inbox boris;
    private Inbox chief;
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
        boris = Inbox.agent("boris");
        chief = Inbox.supervisor("chief");
        customer = Events.ofWeb();
        id = customer.conversation().value();
        say(customer.placed(1, "hello"));
        await().atMost(LONG).until(() -> anna.transcript(id).size() == 1);
    }

    @Test
    void anOfferIsShownToWhomItIsMadeWithItsEndAndToNobodyElse() {
        Instant until = Events.NOW.plusSeconds(40);
        try (var screen = LiveClient.connect().hello(anna.token(), null)) {
            screen.awaitType("welcome");
            queued();
            offered("anna", until, null);
            JsonNode frame = screen.await(
                    "the offer",
                    each -> each.at("/summary/id").asText().equals(id.toString())
                            && each.at("/summary/work/state").asText().equals("offered"));
            assertThat(frame.at("/summary/work/offer/agent").asText()).isEqualTo("anna");
            assertThat(Instant.parse(frame.at("/summary/work/offer/until").asText()))
                    .isEqualTo(until);
            assertThat(frame.at("/lists/mine").asBoolean()).isFalse();
        }
        assertThat(ids(anna.get("/me/offers"))).contains(id.toString());
        assertThat(ids(boris.get("/me/offers"))).doesNotContain(id.toString());
        assertThat(ids(anna.get("/conversations?list=mine&limit=200"))).doesNotContain(id.toString());
    }

    @Test
    void whatIsOfferedMayBeTakenOrLeftToOthers() {
        queued();
        offered("anna", Events.NOW.plusSeconds(40), null);
        UUID command = UUID.randomUUID();
        assertThat(anna.put(path("/offer"), Map.of("commandId", command)).status())
                .isEqualTo(202);
        assertThat(anna.delete(path("/offer?commandId=" + UUID.randomUUID())).status())
                .isEqualTo(202);
        assertThat(asked(DeskCommand.Accept.class).agent().value()).isEqualTo("anna");
        assertThat(asked(DeskCommand.Decline.class).agent().value()).isEqualTo("anna");
        assertThat(chief.put(path("/offer"), Map.of("commandId", UUID.randomUUID()))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aWarmTransferStaysWithItsOwnerWhileTheOtherIsAsked() {
        assigned("anna");
        offered("boris", Events.NOW.plusSeconds(40), "anna");
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(work().at("/offer/agent").asText()).isEqualTo("boris"));
        assertThat(work().get("state").asText()).isEqualTo("assigned");
        assertThat(work().get("agent").asText()).isEqualTo("anna");
        assertThat(work().at("/offer/from").asText()).isEqualTo("anna");
        assertThat(ids(boris.get("/me/offers"))).contains(id.toString());
        assertThat(ids(anna.get("/conversations?list=mine&limit=200"))).contains(id.toString());
        assigned("boris");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(work().get("agent").asText()).isEqualTo("boris"));
        assertThat(work().get("offer").isNull()).isTrue();
        assertThat(ids(boris.get("/me/offers"))).doesNotContain(id.toString());
    }

    @Test
    void theStepsOfWhatIsNeededAreShownAsRoutingSaidThem() {
        var german = new Requirement.HasSkill(new SkillId("lang-de"), 2);
        say(new ConversationEvent.WorkQueued(
                customer.conversation(),
                Events.NOW,
                new DeskId("support"),
                Events.NOW,
                60,
                List.of(new SkillNeed(new SkillId("lang-de"), 2)),
                ConversationEvent.QueueReason.TRANSFERRED,
                null,
                List.of(new NeedStep(german, null, false, 40L), NeedStep.forGood(Requirement.ANYONE)),
                List.of("bank"),
                true,
                null,
                null));
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(work().at("/steps/0/seconds").asLong()).isEqualTo(40));
        assertThat(work().at("/steps/0/requirement/skill").asText()).isEqualTo("lang-de");
        assertThat(work().at("/steps/1/requirement/all")).isEmpty();
        assertThat(work().at("/tags/0").asText()).isEqualTo("bank");
        assertThat(work().get("vip").asBoolean()).isTrue();
        assertThat(anna.transcript(id).getLast().at("/event/reason").asText()).isEqualTo("transferred");
    }

    @Test
    void aTransferLeavesItsNoteInTheTranscriptOnceHoweverOftenItIsAsked() {
        assigned("anna");
        UUID transfer = UUID.randomUUID();
        var wish = Map.of("agent", "boris", "warm", true, "note", "Bank confirmed it");
        for (int time = 0; time < 2; time++) {
            assertThat(anna.put(path("/transfers/" + transfer), wish).status()).isEqualTo(202);
        }
        DeskCommand.Transfer asked = asked(DeskCommand.Transfer.class);
        assertThat(asked.id().value()).isEqualTo(transfer);
        assertThat(asked.agent()).isEqualTo(new AgentId("boris"));
        assertThat(asked.warm()).isTrue();
        assertThat(asked.by()).isEqualTo(new AgentId("anna"));
        List<JsonNode> notes = anna.transcript(id).stream()
                .filter(entry -> entry.get("kind").asText().equals("note"))
                .toList();
        assertThat(notes).hasSize(1);
        assertThat(notes.getFirst().get("text").asText()).isEqualTo("Bank confirmed it");
        assertThat(topics.read(Topic.REPLIES_REQUESTED).stream()
                        .filter(seen -> seen.event().toString().contains("Bank confirmed it")))
                .isEmpty();
    }

    @Test
    void aTransferGoesToADeskOrToWhoeverHasTheSkill() {
        assigned("anna");
        anna.put(path("/transfers/" + UUID.randomUUID()), Map.of("desk", "wholesale"));
        assertThat(asked(DeskCommand.Transfer.class).desk()).isEqualTo(new DeskId("wholesale"));
        UUID bySkill = UUID.randomUUID();
        anna.put(path("/transfers/" + bySkill), Map.of("needs", List.of(Map.of("skill", "billing", "level", 3))));
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(commands(DeskCommand.Transfer.class).stream()
                                .filter(each -> each.id().value().equals(bySkill))
                                .findFirst()
                                .orElseThrow()
                                .steps())
                        .containsExactly(
                                NeedStep.forGood(Requirement.all(List.of(new SkillNeed(new SkillId("billing"), 3))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"agent\":\"boris\",\"desk\":\"support\"}",
                "{\"agent\":\"nobody-here\"}",
                "{\"needs\":[{\"skill\":\"billing\",\"level\":9}]}",
                "{\"needs\":[{\"skill\":\"billing\",\"level\":1},{\"skill\":\"billing\",\"level\":2}]}",
                "{\"needs\":[null]}"
            })
    void aTransferToNobodyInParticularIsRefused(String wish) {
        assigned("anna");
        assertThat(anna.put(path("/transfers/" + UUID.randomUUID()), wish).status())
                .isEqualTo(422);
    }

    @Test
    void aColleaguesConversationIsChangedByThemAndBySupervisorsOnly() {
        assigned("anna");
        Map<String, Map<String, ?>> wishes = Map.of(
                "/priority",
                Map.of("commandId", UUID.randomUUID(), "priority", 75),
                "/needs",
                Map.of("commandId", UUID.randomUUID(), "needs", List.of()),
                "/hold",
                Map.of(
                        "commandId",
                        UUID.randomUUID(),
                        "until",
                        Instant.now().plusSeconds(3600).toString()),
                "/transfers/" + UUID.randomUUID(),
                Map.of("agent", "boris"));
        wishes.forEach((path, wish) -> {
            assertThat(boris.put(path(path), wish).code()).as(path).isEqualTo("not-yours");
            assertThat(anna.put(path(path), wish).status()).as(path).isEqualTo(202);
        });
        assertThat(boris.delete(path("/assignment?commandId=" + UUID.randomUUID()))
                        .code())
                .isEqualTo("not-yours");
        assertThat(chief.delete(path("/assignment?commandId=" + UUID.randomUUID()))
                        .status())
                .isEqualTo(202);
        assertThat(asked(DeskCommand.SetPriority.class).priority()).isEqualTo(75);
        assertThat(asked(DeskCommand.SetNeeds.class).needs()).isEmpty();
        assertThat(asked(DeskCommand.Hold.class).until()).isAfter(Instant.now());
        assertThat(asked(DeskCommand.Requeue.class).by()).isEqualTo(new AgentId("chief"));
    }

    @Test
    void onlyASupervisorGivesWorkToOthersOrMoreThanCapacityAllows() {
        queued();
        var gift = Map.of("commandId", UUID.randomUUID(), "agent", "boris");
        assertThat(anna.put(path("/assignment"), gift).code()).isEqualTo("supervisor-only");
        var over = Map.of("agent", "boris", "override", true, "note", "Please, today");
        assertThat(anna.put(path("/transfers/" + UUID.randomUUID()), over).code())
                .isEqualTo("supervisor-only");
        assertThat(chief.put(path("/transfers/" + UUID.randomUUID()), over).status())
                .isEqualTo(202);
        assertThat(asked(DeskCommand.Assign.class).agent()).isEqualTo(new AgentId("boris"));
        assertThat(asked(DeskCommand.Assign.class).by()).isEqualTo(new AgentId("chief"));
    }

    @Test
    void aColleagueWithoutRoomIsSpared() {
        assigned("anna");
        Inbox.agent("full");
        topics.send(
                Topic.DESK_EVENTS,
                "main",
                new DeskEvent.AgentNoted(
                        new PoolId("main"), Events.NOW, new AgentId("full"), Presence.AVAILABLE, 4, 4, 1));
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(anna.get("/agents").body().toString()).contains("\"load\":4"));
        var wish = Map.of("agent", "full", "warm", false);
        assertThat(anna.put(path("/transfers/" + UUID.randomUUID()), wish).code())
                .isEqualTo("at-capacity");
        assertThat(chief.put(path("/transfers/" + UUID.randomUUID()), wish).status())
                .isEqualTo(202);
    }

    @Test
    void nonsenseIsRefusedWithAReason() {
        queued();
        assertThat(anna.put(path("/priority"), Map.of("commandId", UUID.randomUUID(), "priority", 101))
                        .code())
                .isEqualTo("priority-invalid");
        assertThat(anna.put(path("/hold"), Map.of("commandId", UUID.randomUUID(), "until", "2020-01-01T00:00:00Z"))
                        .code())
                .isEqualTo("until-invalid");
        assertThat(anna.put(path("/priority"), Map.of("priority", 10)).code()).isEqualTo("id-invalid");
        assertThat(anna.put("/conversations/" + UUID.randomUUID() + "/priority", Map.of("commandId", id))
                        .code())
                .isEqualTo("conversation-unknown");
    }

    private void queued() {
        say(new ConversationEvent.WorkQueued(
                customer.conversation(),
                Events.NOW,
                new DeskId("support"),
                Events.NOW.minusSeconds(90),
                20,
                List.of(),
                ConversationEvent.QueueReason.CUSTOMER_WROTE,
                null));
        await().atMost(LONG)
                .until(() -> List.of("queued", "offered")
                        .contains(work().get("state").asText()));
    }

    private void offered(String agent, Instant until, String from) {
        say(new ConversationEvent.WorkOffered(
                customer.conversation(),
                Events.NOW,
                new AgentId(agent),
                until,
                new DecisionId(UUID.randomUUID()),
                null,
                null,
                null,
                null,
                null,
                from == null ? null : new AgentId(from),
                null,
                null));
        await().atMost(LONG).until(() -> !work().get("offer").isNull());
    }

    private void assigned(String agent) {
        say(new ConversationEvent.WorkAssigned(
                customer.conversation(),
                Events.NOW,
                new AgentId(agent),
                new DeskId("support"),
                20,
                List.of(),
                ConversationEvent.AssignReason.BEST_MATCH,
                0,
                null));
        await().atMost(LONG)
                .until(() -> work().get("agent").asText().equals(agent)
                        && work().get("offer").isNull());
    }

    private void say(ConversationEvent event) {
        topics.send(Topic.CONVERSATION_EVENTS, id.toString(), event);
    }

    private JsonNode work() {
        return anna.get("/conversations/" + id).body().at("/summary/work");
    }

    private String path(String rest) {
        return "/conversations/" + id + rest;
    }

    private static List<String> ids(Inbox.Answer answer) {
        return StreamSupport.stream(answer.body().get("items").spliterator(), false)
                .map(each -> each.get("id").asText())
                .toList();
    }

    private <C extends DeskCommand> C asked(Class<C> type) {
        await().atMost(LONG).until(() -> !commands(type).isEmpty());
        return commands(type).getFirst();
    }

    private <C extends DeskCommand> List<C> commands(Class<C> type) {
        return topics.read(Topic.DESK_COMMANDS).stream()
                .map(seen -> seen.event())
                .filter(type::isInstance)
                .map(type::cast)
                .filter(each -> each.toString().contains(id.toString()))
                .toList();
    }
}
