package dev.onethread.routing.kafka;

import static dev.onethread.routing.kafka.Letters.message;
import static dev.onethread.routing.kafka.Letters.someone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.ConversationEvent.QueueReason;
import dev.onethread.contracts.ConversationEvent.WorkAssigned;
import dev.onethread.contracts.ConversationEvent.WorkQueued;
import dev.onethread.contracts.ConversationEvent.WorkReleased;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskCommand.HandOverConfirmed;
import dev.onethread.contracts.DeskCommand.SetPresence;
import dev.onethread.contracts.DeskCommand.TakeOver;
import dev.onethread.contracts.DeskEvent.CommandAccepted;
import dev.onethread.contracts.DeskId;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.testing.RealInfrastructure;
import dev.onethread.delivery.testing.TestTopics;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two pools; a conversation that waits in the first belongs to the second's desk.
@QuarkusTest
@WithTestResource(value = RealInfrastructure.class, scope = TestResourceScope.GLOBAL)
class HandOverTest extends AtADesk {
    private final String pool = "p" + UUID.randomUUID().toString().substring(0, 8);
    private final DeskId desk = new DeskId("d" + UUID.randomUUID().toString().substring(0, 8));
    private final AgentId there = new AgentId("a" + UUID.randomUUID().toString().substring(0, 8));

    @BeforeEach
    void anotherPoolWithADeskAndAnAgent() {
        put("/pools/" + pool, "{\"name\": \"Other\"}");
        put("/desks/" + desk, "{\"name\": \"There\", \"pool\": \"%s\"}".formatted(pool));
        put("/agents/" + there, """
                {"desks": ["%s"], "skills": [{"skill": "%s", "level": 3}], "capacity": 6}""".formatted(desk, skill));
    }

    @Test
    void aConversationMovesToAnotherPoolWithItsAgeAndIsTheSendersUntilThen() {
        ConversationId conversation = asks(someone());
        Instant since = await(WorkQueued.class, conversation).since();

        command(new DeskCommand.Requeue(id(), Instant.now(), conversation, desk, null));

        WorkQueued moved = awaitQueued(conversation, QueueReason.HANDED_OVER);
        assertThat(moved.desk()).isEqualTo(desk);
        assertThat(moved.since()).isEqualTo(since);
        assertThat(poolOf(conversation)).isEqualTo(pool);
        available();
        assertThat(await(WorkAssigned.class, conversation).agent()).isEqualTo(there);
        assertThat(doubts(conversation)).isEmpty();
    }

    @Test
    void aStepThatLeadsToADeskOfAnotherPoolHandsItOver() {
        put("/rules/" + skill, """
                {"name": "rule %1$s", "order": 1, "when": {"keywords": ["%1$s"]},
                 "then": {"steps": [{"requirement": {"skill": "%1$s", "level": 5}, "seconds": 1},
                                    {"requirement": {"all": []}, "desk": "%2$s"}]}}""".formatted(skill, desk));
        ConversationId conversation = asks(someone());
        Instant since = await(WorkQueued.class, conversation).since();

        WorkQueued moved = awaitQueued(conversation, QueueReason.HANDED_OVER);

        assertThat(moved.desk()).isEqualTo(desk);
        assertThat(moved.since()).isEqualTo(since);
        assertThat(poolOf(conversation)).isEqualTo(pool);
        available();
        assertThat(await(WorkAssigned.class, conversation).agent()).isEqualTo(there);
        awaitCommand(HandOverConfirmed.class, conversation);
        assertThat(doubts(conversation)).isEmpty();
    }

    @Test
    void recordsOfAHandOverThatComeAgainChangeNothing() {
        available();
        ConversationId conversation = asks(someone());
        await(WorkQueued.class, conversation);
        command(new DeskCommand.Requeue(id(), Instant.now(), conversation, desk, null));
        await(WorkAssigned.class, conversation);
        TestTopics.Seen takeOver = awaitCommand(TakeOver.class, conversation);
        TestTopics.Seen confirmed = awaitCommand(HandOverConfirmed.class, conversation);

        repeat(takeOver);
        repeat(confirmed);
        command(new DeskCommand.Release(id(), Instant.now(), conversation, 1, there));
        await(WorkReleased.class, conversation);
        // So late that nobody remembers the commands by their ids.
        database.query("delete from command_seen");
        repeat(takeOver);
        repeat(confirmed);
        // What comes after them has been dealt with, so they have, too.
        available();
        says(hired(1), Presence.AWAY);

        assertThat(state(conversation)).isEqualTo("IDLE");
        assertThat(topics.read(Topic.CONVERSATION_EVENTS, conversation.toString()).stream()
                        .filter(seen -> seen.event() instanceof WorkAssigned))
                .hasSize(1);
        assertThat(doubts(conversation)).isEmpty();
    }

    @Test
    void whatIsToldToTheWrongPoolReachesTheOneWhoseBusinessItIs() {
        available();
        Address address = someone();
        ConversationId conversation = asks(address);
        await(WorkQueued.class, conversation);
        command(new DeskCommand.Requeue(id(), Instant.now(), conversation, desk, null));
        await(WorkAssigned.class, conversation);

        // Placing tells the pool of the desk that the rules name, which is the first one.
        topics.send(Topic.MESSAGES_RECEIVED, address.key(), message(address, 2, "more about " + skill));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> "2".equals(lastPlace(conversation)));
        command(new DeskCommand.Release(id(), Instant.now(), conversation, 2, there));

        assertThat(await(WorkReleased.class, conversation).agent()).isEqualTo(there);
        assertThat(poolOf(conversation)).isEqualTo(pool);

        // Nobody's business any more, it goes to whoever is told of it next.
        topics.send(Topic.MESSAGES_RECEIVED, address.key(), message(address, 3, "again " + skill));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> "main".equals(poolOf(conversation)));
        assertThat(state(conversation)).isEqualTo("QUEUED");
        assertThat(doubts(conversation)).isEmpty();
    }

    private void available() {
        long version = System.nanoTime();
        SetPresence command = new SetPresence(id(), Instant.now(), there, Presence.AVAILABLE, version, null);
        topics.send(Topic.DESK_COMMANDS, pool, command);
        topics.await(
                Topic.DESK_EVENTS,
                seen -> seen.event() instanceof CommandAccepted accepted
                        && accepted.command().equals(command.id()));
    }

    private WorkQueued awaitQueued(ConversationId conversation, QueueReason reason) {
        return (WorkQueued) topics.await(
                        Topic.CONVERSATION_EVENTS,
                        seen -> conversation.toString().equals(seen.key())
                                && (ConversationEvent) seen.event() instanceof WorkQueued queued
                                && queued.reason() == reason)
                .event();
    }

    private TestTopics.Seen awaitCommand(Class<? extends DeskCommand> type, ConversationId conversation) {
        return topics.await(
                Topic.DESK_COMMANDS,
                seen -> type.isInstance(seen.event())
                        && conversation.equals(dev.onethread.routing.core.Engine.subject((DeskCommand) seen.event())));
    }

    private void repeat(TestTopics.Seen seen) {
        topics.send(seen.title(), seen.key(), seen.value(), seen.headers());
    }

    private String poolOf(ConversationId conversation) {
        return column("select pool from work where conversation = $1::text::uuid", conversation.toString());
    }

    private String lastPlace(ConversationId conversation) {
        return column("select last_place::text from work where conversation = $1::text::uuid", conversation.toString());
    }
}
