package dev.onethread.local.launch;

import dev.onethread.contracts.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a fresh installation has to play with, made through the same API people use: users, skills, agents,
/// rules. Done once; what people change afterwards stays.
final class Seeds {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Plan plan;
    private final Path mark;

    Seeds(Plan plan) {
        this.plan = plan;
        this.mark = plan.data().resolve("seeded");
    }

    void sow(String adminPassword) throws IOException, InterruptedException {
        if (Files.exists(mark)) {
            return;
        }
        String token = Wire.mapper()
                .readTree(ask("POST", "/api/inbox/session", Map.of("user", "admin", "password", adminPassword), ""))
                .path("accessToken")
                .asText();
        skill(token, "billing", "Billing");
        skill(token, "tech", "Technical");
        skill(token, "lang-ru", "Russian");
        for (DemoUser user : DemoUser.ALL) {
            if (!user.id().equals("admin")) {
                user(token, user);
            }
        }
        rules(token);
        Files.writeString(mark, "1\n");
    }

    private void skill(String token, String id, String name) throws IOException, InterruptedException {
        ask("PUT", "/api/routing/skills/" + id, Map.of("name", name), token);
    }

    private void user(String token, DemoUser user) throws IOException, InterruptedException {
        ask(
                "PUT",
                "/api/inbox/users/" + user.id(),
                Map.of(
                        "name", user.name(),
                        "password", user.password(),
                        "roles", user.roles(),
                        "language", user.language(),
                        "active", true),
                token);
        ask(
                "PUT",
                "/api/routing/agents/" + user.id(),
                Map.of(
                        "desks",
                        List.of("support"),
                        "skills",
                        user.skills().stream()
                                .map(skill -> Map.of("skill", skill.id(), "level", skill.level()))
                                .toList(),
                        "capacity",
                        8),
                token);
    }

    private void rules(String token) throws IOException, InterruptedException {
        rule(
                token,
                "money",
                10,
                "Money",
                Map.of("keywords", List.of("invoice*", "refund*", "payment*", "счёт*", "возврат*", "оплат*")),
                Map.of(
                        "priority",
                        "high",
                        "tags",
                        List.of("money"),
                        "steps",
                        List.of(
                                Map.of("requirement", skilled("billing", 2), "seconds", 900),
                                Map.of("requirement", skilled("billing", 1)))));
        rule(
                token,
                "billing-mailbox",
                20,
                "Mailbox of billing",
                Map.of("doors", List.of("mail:billing@shop.test")),
                Map.of("needs", List.of(skilled("billing", 1))));
        rule(
                token,
                "broken",
                30,
                "Something is broken",
                Map.of("keywords", List.of("error*", "broken", "crash*", "ошибк*", "сломал*", "не работает")),
                Map.of("needs", List.of(skilled("tech", 2))));
        rule(
                token,
                "russian",
                40,
                "Russian",
                Map.of("languages", List.of("ru")),
                Map.of("needs", List.of(skilled("lang-ru", 3))));
        rule(
                token,
                "unhappy",
                50,
                "Unhappy the last time",
                Map.of("all", List.of(Map.of("returning", true), Map.of("rating", Map.of("to", 2)))),
                Map.of("priority", "high", "tags", List.of("unhappy")));
    }

    private static Map<String, Object> skilled(String skill, int level) {
        return Map.of("skill", skill, "level", level);
    }

    private void rule(
            String token, String id, int order, String name, Map<String, Object> when, Map<String, Object> then)
            throws IOException, InterruptedException {
        ask(
                "PUT",
                "/api/routing/rules/" + id,
                Map.of("name", name, "order", order, "active", true, "when", when, "then", then),
                token);
    }

    private String ask(String method, String path, Map<String, ?> body, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(plan.url() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        HttpRequest.BodyPublishers.ofString(Wire.mapper().writeValueAsString(body)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(
                    method + " " + path + " was answered " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }
}
