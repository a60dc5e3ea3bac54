package dev.onethread.e2e.actors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The administrator of an installation: who works there, what they can, and what is where.
public final class Desk {
    private final Agent admin;

    private Desk(Agent admin) {
        this.admin = admin;
    }

    public static Desk of(Installation installation) {
        return new Desk(Agent.signsIn(installation, "admin", installation.password("admin")));
    }

    /// Any request with an administrator's rights.
    public Http.Answer ask(String method, String path, Object body) {
        return admin.ask(method, path, body);
    }

    public JsonNode read(String path) {
        return admin.ask("GET", path, null).ok();
    }

    /// Makes sure that this agent exists and has room for `capacity` units.
    public void knowsAgent(String id, String password, int capacity, String... skills) {
        admin.ask(
                        "PUT",
                        "/api/inbox/users/" + id,
                        Map.of(
                                "name",
                                id,
                                "password",
                                password,
                                "roles",
                                List.of("agent"),
                                "language",
                                "en",
                                "active",
                                true))
                .ok();
        List<Map<String, Object>> levels = new ArrayList<>();
        for (String skill : skills) {
            levels.add(Map.of("skill", skill, "level", 5));
        }
        admin.ask(
                        "PUT",
                        "/api/routing/agents/" + id,
                        Map.of("desks", List.of("support"), "skills", levels, "capacity", capacity))
                .ok();
    }

    /// The agents other than `id`.
    public List<String> others(String id) {
        List<String> others = new ArrayList<>();
        for (JsonNode agent : read("/api/inbox/agents")) {
            if (!agent.path("id").asText().equals(id)) {
                others.add(agent.path("id").asText());
            }
        }
        return others;
    }

    /// Everything that was ever said, conversation by conversation.
    public List<JsonNode> conversations() {
        return admin.list("all");
    }

    public List<JsonNode> transcript(String conversation) {
        return admin.transcript(conversation);
    }

    /// A fresh id for a command.
    public static String commandId() {
        return UUID.randomUUID().toString();
    }
}
