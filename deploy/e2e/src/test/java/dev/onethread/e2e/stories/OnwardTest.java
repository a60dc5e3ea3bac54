package dev.onethread.e2e.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onethread.e2e.actors.Desk;
import dev.onethread.e2e.actors.Installation;
import dev.onethread.e2e.actors.MailCustomer;
import dev.onethread.e2e.actors.TelegramCustomer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A mail customer goes on in Telegram by the link below the agent's answer, which the desk has signed.
@ExtendWith(Running.class)
@Order(3)
class OnwardTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern LINK = Pattern.compile("Continue in Telegram: (http\\S+)");

    private final String run = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aCustomerGoesOnInTelegramByTheLinkInOurMail(Installation installation) throws Exception {
        Desk desk = Desk.of(installation);
        Map<String, Object> support = new HashMap<>();
        support.put("name", desk.read("/api/routing/desks/support").path("name").asText());
        support.put("signature", Map.of("en", "{agent}, returns " + run));
        desk.ask("PUT", "/api/routing/desks/support", support).ok();
        String address = "onward-" + run + "@customers.test";
        String mailbox = installation.mailboxes().getLast();
        MailCustomer kim = new MailCustomer(installation, address, "secret");
        // A mailbox is made when it is first needed.
        kim.sends(MailCustomer.letter(address, address, "A note to myself", "Ask the shop"), address);
        kim.sends(MailCustomer.letter(address, mailbox, "My order " + run, "Where is it? " + run), mailbox);
        String conversation = conversation(desk, "Where is it? " + run);

        String mail = await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> answered(desk, conversation, kim), text -> text.contains("returns " + run));
        Matcher link = LINK.matcher(mail);
        assertThat(link.find()).isTrue();
        String leads = pressed(link.group(1));
        String token = leads.substring(leads.indexOf("start=") + "start=".length());
        TelegramCustomer telegram =
                TelegramCustomer.named(installation, 700_700_000L + Math.abs(run.hashCode() % 10_000), "Kim");
        telegram.says("/start " + token);
        telegram.says("On the train now " + run);

        assertThat(conversation(desk, "On the train now " + run)).isEqualTo(conversation);
        TelegramCustomer stranger =
                TelegramCustomer.named(installation, 700_800_000L + Math.abs(run.hashCode() % 10_000), "Eve");
        stranger.says("/start " + token);
        stranger.says("Me too " + run);
        assertThat(conversation(desk, "Me too " + run)).isNotEqualTo(conversation);

        support.put("signature", Map.of());
        desk.ask("PUT", "/api/routing/desks/support", support).ok();
    }

    /// Asks again until the desk's signature has reached whoever writes the mails.
    private static String answered(Desk desk, String conversation, MailCustomer kim) throws Exception {
        int before = kim.inbox().size();
        Map<String, Object> body = new HashMap<>();
        body.put("text", "It has been sent");
        body.put("attachments", List.of());
        desk.ask("PUT", "/api/inbox/conversations/" + conversation + "/replies/" + UUID.randomUUID(), body)
                .ok();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> kim.inbox().size() > before);
        return MailCustomer.text(kim.inbox().getLast());
    }

    private static String pressed(String url) throws Exception {
        HttpRequest press = HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Void> answer = client.send(press, HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(303);
            return answer.headers().firstValue("Location").orElseThrow();
        }
    }

    private static String conversation(Desk desk, String text) {
        return await().atMost(PATIENCE)
                .until(
                        () -> desk.conversations().stream()
                                .map(row -> row.path("id").asText())
                                .filter(id -> desk.transcript(id).stream()
                                        .map(entry -> entry.path("text").asText())
                                        .anyMatch(said -> said.contains(text)))
                                .findFirst()
                                .orElse(""),
                        id -> !id.isEmpty());
    }
}
