package dev.onethread.routing.kafka;

import static dev.onethread.routing.kafka.Letters.message;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.AgentId;
import dev.onethread.contracts.CommandId;
import dev.onethread.contracts.ConversationEvent;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.DeskCommand;
import dev.onethread.contracts.DeskCommand.SetPresence;
import dev.onethread.contracts.DeskEvent.CommandAccepted;
import dev.onethread.contracts.Presence;
import dev.onethread.contracts.Setting.Role;
import dev.onethread.contracts.Setting.UserSetting;
import dev.onethread.contracts.Topic;
import dev.onethread.delivery.Database;
import dev.onethread.delivery.testing.TestTopics;
import dev.onethread.delivery.testing.Tokens;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What stories at a desk have in common. Each test has a skill and a keyword of its own, so that only its own agents
/// are asked.
abstract class AtADesk {
    @Inject
    Database database;

    final TestTopics topics = new TestTopics();
    final String skill = "s" + UUID.randomUUID().toString().substring(0, 8);
    private long version;

    @BeforeEach
    void aRuleForThisTest() {
        put("/skills/" + skill, "{\"name\": \"Skill\"}");
        put("/rules/" + skill, """
                {"name": "rule %1$s", "order": 1, "when": {"keywords": ["%1$s"]},
                 "then": {"priority": 10, "needs": [{"skill": "%1$s", "level": 2}]}}""".formatted(skill));
    }

    @AfterEach
    void close() {
        topics.close();
    }

    AgentId hired(int level) {
        return hired(level, 6);
    }

    AgentId hired(int level, int capacity) {
        AgentId agent = new AgentId("a" + UUID.randomUUID().toString().substring(0, 8));
        UserSetting user = new UserSetting(agent, "Agent " + agent, List.of(Role.AGENT), true, null);
        topics.send(Topic.SETTINGS, user.key(), user);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> column("select id from agent where id = $1", agent.value()) != null);
        put("/agents/" + agent, """
                {"desks": ["support"], "skills": [{"skill": "%s", "level": %d}], "capacity": %d}""".formatted(skill, level, capacity));
        return agent;
    }

    void says(AgentId agent, Presence presence) {
        SetPresence command = new SetPresence(id(), Instant.now(), agent, presence, ++version, null);
        command(command);
        topics.await(
                Topic.DESK_EVENTS,
                seen -> seen.event() instanceof CommandAccepted accepted
                        && accepted.command().equals(command.id()));
    }

    void command(DeskCommand command) {
        topics.send(Topic.DESK_COMMANDS, "main", command);
    }

    static CommandId id() {
        return new CommandId(UUID.randomUUID());
    }

    ConversationId asks(Address address) {
        topics.send(Topic.MESSAGES_RECEIVED, address.key(), message(address, 1, "help with " + skill));
        String find =
                "select c.id::text from address a join conversation c on c.customer = a.customer where a.value = $1";
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> column(find, address.value()) != null);
        return ConversationId.of(column(find, address.value()));
    }

    <E extends ConversationEvent> E await(Class<E> type, ConversationId conversation) {
        return type.cast(topics.await(
                        Topic.CONVERSATION_EVENTS,
                        seen -> conversation.toString().equals(seen.key()) && type.isInstance(seen.event()))
                .event());
    }

    <E extends ConversationEvent> E last(Class<E> type, ConversationId conversation) {
        return topics.read(Topic.CONVERSATION_EVENTS, conversation.toString()).stream()
                .map(TestTopics.Seen::event)
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    String state(ConversationId conversation) {
        return column("select state from work where conversation = $1::text::uuid", conversation.toString());
    }

    String column(String sql, String parameter) {
        for (Row row : database.query(sql, parameter)) {
            return row.getString(0);
        }
        return null;
    }

    static void put(String path, String json) {
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("chief", "supervisor"))
                .contentType("application/json")
                .body(json)
                .put("/api/routing" + path)
                .then()
                .statusCode(200);
    }

    /// Decisions of one conversation that contradict each other.
    List<String> doubts(ConversationId conversation) {
        List<String> doubts = new ArrayList<>();
        database.query("select doubt from decision_doubt where conversation = $1::text::uuid", conversation.toString())
                .forEach(row -> doubts.add(row.getString(0)));
        return doubts;
    }

    static ValidatableResponse get(String path) {
        return RestAssured.given()
                .auth()
                .oauth2(Tokens.of("anna", "agent"))
                .get("/api/routing" + path)
                .then();
    }
}
