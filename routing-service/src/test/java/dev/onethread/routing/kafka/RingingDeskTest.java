package dev.onethread.routing.kafka;

import static dev.onethread.routing.kafka.Letters.someone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.ConversationEvent.AssignReason;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationEvent.WorkAssigned;
import dev.onethread.contracts.ConversationEvent.WorkOffered;
import dev.onethread.contracts.ConversationEvent.WorkQueued;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskEvent.AgentNoted;
import dev.onethread.contracts.DeskEvent.CommandRefused;
import dev.onethread.contracts.DeskEvent.QueuePlace;
import dev.onethread.contracts.DeskEvent.QueuePlaces;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.PoolId;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.routing.core.DeskPace;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A desk that asks its agents: five seconds to answer, and one silence is one too many.
@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class RingingDeskTest extends AtADesk {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    DispatchTables tables;

    private final DeskId desk = new DeskId("d" + UUID.randomUUID().toString().substring(0, 8));

    @BeforeEach
    void aDeskThatRings() {
        put("/desks/" + desk, "{\"name\": \"Bell\", \"policy\": {\"ring\": {\"seconds\": 5, \"silences\": 1}}}");
        put("/rules/" + skill, """
                {"name": "rule %1$s", "order": 1, "when": {"keywords": ["%1$s"]},
                 "then": {"desk": "%2$s", "needs": [{"skill": "%1$s", "level": 2}]}}""".formatted(skill, desk));
    }

    @Test
    void whoDeclinesIsNotAskedAgainAndTheNextWhoAcceptsHasIt() {
        AgentId first = here(2);
        says(first, Presence.AVAILABLE);
        ConversationId conversation = asks(someone());
        WorkOffered offered = await(WorkOffered.class, conversation);
        assertThat(offered.agent()).isEqualTo(first);
        assertThat(offered.until()).isEqualTo(offered.at().plusSeconds(5));
        assertThat(state(conversation)).isEqualTo("OFFERED");
        AgentId second = here(2);
        says(second, Presence.AVAILABLE);

        command(new DeskCommand.Decline(id(), Instant.now(), conversation, first));
        await(conversation, WorkOffered.class, next -> next.agent().equals(second));
        DeskCommand.Accept late = new DeskCommand.Accept(id(), Instant.now(), conversation, first);
        command(new DeskCommand.Accept(id(), Instant.now(), conversation, second));
        command(late);

        WorkAssigned assigned = await(WorkAssigned.class, conversation);
        assertThat(assigned.agent()).isEqualTo(second);
        assertThat(assigned.reason()).isEqualTo(AssignReason.ACCEPTED);
        CommandRefused refused = (CommandRefused) topics.await(
                        Topic.DESK_EVENTS,
                        seen -> seen.event() instanceof CommandRefused r
                                && r.command().equals(late.id()))
                .event();
        assertThat(refused.reason()).isEqualTo("not-waiting");
        assertThat(doubts(conversation)).isEmpty();
    }

    @Test
    void whoKeepsSilentIsAwayWithTheReasonSaidAndItGoesToSomebodyElse() {
        AgentId silent = here(2);
        says(silent, Presence.AVAILABLE);
        ConversationId conversation = asks(someone());
        await(WorkOffered.class, conversation);
        AgentId awake = here(2);
        says(awake, Presence.AVAILABLE);

        WorkOffered next =
                await(conversation, WorkOffered.class, each -> each.agent().equals(awake));

        assertThat(next.since())
                .isEqualTo(await(WorkOffered.class, conversation).since());
        AgentNoted noted = (AgentNoted) topics.await(
                        Topic.DESK_EVENTS,
                        seen -> seen.event() instanceof AgentNoted note
                                && note.agent().equals(silent)
                                && note.presence() == Presence.AWAY)
                .event();
        assertThat(noted.cause()).isEqualTo("silent");
        // What they say themselves has no such cause.
        says(silent, Presence.AVAILABLE);
        topics.await(
                Topic.DESK_EVENTS,
                seen -> seen.event() instanceof AgentNoted note
                        && note.agent().equals(silent)
                        && note.presence() == Presence.AVAILABLE
                        && note.at().isAfter(noted.at())
                        && note.cause() == null);
    }

    @Test
    void aWarmTransferAsksTheOtherAndAColdOneGivesItAtOnce() {
        AgentId first = here(2);
        says(first, Presence.AVAILABLE);
        ConversationId conversation = asks(someone());
        await(WorkOffered.class, conversation);
        command(new DeskCommand.Accept(id(), Instant.now(), conversation, first));
        await(WorkAssigned.class, conversation);
        AgentId second = here(2);
        says(second, Presence.AVAILABLE);

        command(new DeskCommand.Transfer(id(), Instant.now(), conversation, second, null, null, true, first));
        await(conversation, WorkOffered.class, each -> first.equals(each.from()) && second.equals(each.agent()));
        assertThat(column("select agent from work where conversation = $1::text::uuid", conversation.toString()))
                .isEqualTo(first.value());
        command(new DeskCommand.Accept(id(), Instant.now(), conversation, second));
        await(
                conversation,
                WorkAssigned.class,
                each -> each.reason() == AssignReason.TRANSFERRED && second.equals(each.agent()));

        command(new DeskCommand.Transfer(id(), Instant.now(), conversation, first, null, null, false, second));
        await(
                conversation,
                WorkAssigned.class,
                each -> each.reason() == AssignReason.TRANSFERRED && first.equals(each.agent()));

        command(new DeskCommand.Transfer(
                id(), Instant.now(), conversation, null, new DeskId("support"), null, false, first));
        await(conversation, WorkQueued.class, each -> each.reason() == QueueReason.TRANSFERRED);
        assertThat(doubts(conversation)).isEmpty();
    }

    @Test
    void placesAreToldInTheirOrderAndAgainOnlyWhereTheyAreOthers() {
        ConversationId first = asks(someone());
        await(WorkQueued.class, first);
        ConversationId second = asks(someone());
        await(WorkQueued.class, second);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> places(first).equals(List.of(1)) && places(second).equals(List.of(2)));

        AgentId agent = here(2);
        says(agent, Presence.AVAILABLE);
        await(WorkOffered.class, first);
        command(new DeskCommand.Accept(id(), Instant.now(), first, agent));
        says(agent, Presence.AWAY);

        Awaitility.await().atMost(PATIENCE).until(() -> places(second).getLast() == 1);
        assertThat(places(first)).containsExactly(1);
    }

    @Test
    void howFastAQueueMovesIsWrittenDownForWhoTakesThePoolOver() {
        ConversationId waited = asks(someone());
        await(WorkQueued.class, waited);
        AgentId agent = here(2);
        says(agent, Presence.AVAILABLE);
        await(WorkOffered.class, waited);

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(measured()).anySatisfy(pace -> {
                    assertThat(pace.desk()).isEqualTo(desk);
                    assertThat(pace.departures()).isPositive();
                    assertThat(pace.busyMillis()).isPositive();
                }));
    }

    private List<DeskPace> measured() {
        return database.inTransaction(tx -> tables.paces().of(tx, new PoolId("main")));
    }

    /// An agent of this desk.
    private AgentId here(int level) {
        AgentId agent = hired(level);
        put("/agents/" + agent, """
                {"desks": ["%s"], "skills": [{"skill": "%s", "level": %d}], "capacity": 6}""".formatted(desk, skill, level));
        return agent;
    }

    private List<Integer> places(ConversationId conversation) {
        return topics.read(Topic.DESK_EVENTS, "main").stream()
                .map(TestTopics.Seen::event)
                .filter(QueuePlaces.class::isInstance)
                .flatMap(event -> ((QueuePlaces) event).places().stream())
                .filter(place -> place.conversation().equals(conversation))
                .map(QueuePlace::place)
                .toList();
    }

    private <E extends ConversationEvent> E await(ConversationId conversation, Class<E> type, Predicate<E> which) {
        return type.cast(topics.await(
                        Topic.CONVERSATION_EVENTS,
                        seen -> conversation.toString().equals(seen.key())
                                && type.isInstance(seen.event())
                                && which.test(type.cast(seen.event())))
                .event());
    }
}
