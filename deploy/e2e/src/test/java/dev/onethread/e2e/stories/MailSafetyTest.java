package dev.onethread.e2e.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.e2e.actors.Desk;
import dev.onethread.e2e.actors.Faults;
import dev.onethread.e2e.actors.Installation;
import dev.onethread.e2e.actors.MailCustomer;
import dev.onethread.e2e.actors.TelegramCustomer;
import dev.onethread.e2e.actors.Visitor;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// What comes twice stands once, machines do not talk to each other, and nobody reads along by knowing an id.
@ExtendWith(Running.class)
@Order(5)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MailSafetyTest {
    private static final int PAIRS = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String run = UUID.randomUUID().toString().substring(0, 8);

    /// Both at the same moment: into one mailbox, into two of ours, on Telegram, and from two tabs of a visitor. A
    /// visitor may say twenty things in ten seconds, so there are three.
    @Test
    @Order(1)
    void thirtyConcurrentPairsAreThirtyMessagesOnEveryDoor(Installation installation) throws Exception {
        TelegramCustomer telegram = TelegramCustomer.named(installation, 700_400_000, "Pair");
        List<Long> updates = IntStream.range(0, PAIRS)
                .mapToObj(n -> telegram.says("update " + run + " " + n))
                .toList();
        List<Visitor> tabs = new ArrayList<>();
        try {
            for (int n = 0; n < 3; n++) {
                Visitor visitor = Visitor.arrives(installation, "shop");
                tabs.add(visitor);
                tabs.add(visitor.anotherTab());
            }
            List<Callable<Void>> twice = mailPairs(installation, "first");
            for (int n = 0; n < PAIRS; n++) {
                int number = n;
                twice.add(delivery(() -> telegram.isDeliveredAgain(updates.get(number))));
                String id = UUID.randomUUID().toString();
                for (Visitor tab : tabs.subList(n / 10 * 2, n / 10 * 2 + 2)) {
                    twice.add(delivery(
                            () -> tab.says(id, "web " + run + " " + number).get(60, TimeUnit.SECONDS)));
                }
            }
            together(twice);
        } finally {
            tabs.forEach(Visitor::close);
        }
        Desk desk = Desk.of(installation);
        everyMailIsReadUpTo(installation, desk, "first");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> said(desk, "update " + run) >= PAIRS && said(desk, "web " + run) >= PAIRS);
        assertThat(said(desk, "mail " + run + " first in one")).isEqualTo(PAIRS);
        assertThat(said(desk, "mail " + run + " first in two")).isEqualTo(PAIRS);
        assertThat(said(desk, "update " + run)).isEqualTo(PAIRS);
        assertThat(said(desk, "web " + run)).isEqualTo(PAIRS);
    }

    /// The mail server comes back under other UIDVALIDITYs, as one that was restored from a backup does: all mail is
    /// read once more, and with it thirty more pairs.
    @Test
    @Order(2)
    void afterANewUidValidityThirtyPairsAreThirtyAndTheOldOnesToo(Installation installation) throws Exception {
        Desk desk = Desk.of(installation);
        Map<String, Long> before = generations(installation);
        for (String mailbox : installation.mailboxes()) {
            Path validity = installation
                    .data()
                    .resolve("stand-ins/mail")
                    .resolve(URLEncoder.encode(mailbox, StandardCharsets.UTF_8))
                    .resolve("validity");
            Files.writeString(
                    validity,
                    Long.toString(Long.parseLong(Files.readString(validity).strip()) + 1000));
        }
        long server = installation.pids("stand-ins").getFirst();
        Faults.kill(server);
        await().atMost(PATIENCE)
                .until(() -> !installation.pids("stand-ins").isEmpty()
                        && installation.pids("stand-ins").getFirst() != server
                        && answers(installation.port("smtp"))
                        && answers(installation.port("imap")));
        together(mailPairs(installation, "again"));
        everyMailIsReadUpTo(installation, desk, "again");
        assertThat(generations(installation))
                .hasSameSizeAs(before)
                .allSatisfy((mailbox, generation) ->
                        assertThat(generation).as(mailbox).isNotEqualTo(before.get(mailbox)));
        for (String time : List.of("first", "again")) {
            assertThat(said(desk, "mail " + run + " " + time + " in one")).isEqualTo(PAIRS);
            assertThat(said(desk, "mail " + run + " " + time + " in two")).isEqualTo(PAIRS);
        }
    }

    /// Thirty mails twice into one mailbox, and thirty into two of ours.
    private List<Callable<Void>> mailPairs(Installation installation, String time) {
        String first = installation.mailbox();
        String second = installation.mailboxes().getLast();
        List<Callable<Void>> twice = new ArrayList<>();
        for (int n = 0; n < PAIRS; n++) {
            String words = "mail " + run + " " + time + " in ";
            byte[] one = letter("one-" + run + "-" + n, first, words + "one");
            byte[] two = letter("two-" + run + "-" + n, first, words + "two");
            pair(twice, () -> MailCustomer.deliver(installation, one, "a@customers.test", first));
            twice.add(delivery(() -> MailCustomer.deliver(installation, two, "a@customers.test", first)));
            twice.add(delivery(() -> MailCustomer.deliver(installation, two, "a@customers.test", second)));
        }
        return twice;
    }

    /// Mailboxes are read in their order, so what stands before these is read once these stand in a transcript.
    private void everyMailIsReadUpTo(Installation installation, Desk desk, String time) throws Exception {
        String end = "end " + run + " " + time;
        for (String mailbox : installation.mailboxes()) {
            byte[] letter = letter("end-" + time + run + mailbox.charAt(0), mailbox, end);
            MailCustomer.deliver(installation, letter, "a@customers.test", mailbox);
        }
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> said(desk, end) == installation.mailboxes().size());
    }

    private static Map<String, Long> generations(Installation installation) throws Exception {
        Map<String, Long> generations = new HashMap<>();
        for (String row : Tables.strings(
                installation, "ingest", "SELECT door || ' ' || generation FROM checkpoint WHERE door LIKE 'mail:%'")) {
            generations.put(row.substring(0, row.indexOf(' ')), Long.parseLong(row.substring(row.indexOf(' ') + 1)));
        }
        return generations;
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /// A vacation responder that keeps to RFC 3834, and one that marks its answers by their subject only and answers
    /// whatever comes.
    @Test
    @Order(3)
    void twoMailSystemsWithVacationRepliesFallSilent(Installation installation) throws Exception {
        Desk desk = Desk.of(installation);
        for (boolean marked : List.of(true, false)) {
            String address = (marked ? "polite-" : "stubborn-") + run + "@customers.test";
            MailCustomer away = new MailCustomer(installation, address, "secret");
            away.sends(letter(address, installation.mailbox(), "Question " + address), installation.mailbox());
            String conversation = conversation(desk, "Question " + address);
            answer(desk, conversation, "Our answer to " + address);
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> !away.inbox().isEmpty());
            int answered = 0;
            // The responder answers every mail that it gets, until nothing new comes before what was written last.
            for (int round = 0; round < 5; round++) {
                List<MimeMessage> inbox = away.inbox();
                for (; answered < inbox.size(); answered++) {
                    away.sends(vacation(address, inbox.get(answered), marked), installation.mailbox());
                }
                String last = "round " + round + " of " + address;
                MailCustomer.deliver(
                        installation,
                        letter("watch-" + run + "@customers.test", installation.mailbox(), last),
                        "watch-" + run + "@customers.test",
                        installation.mailbox());
                conversation(desk, last);
            }
            assertThat(away.inbox()).as("one answer of an agent and no notice").hasSize(1);
            List<JsonNode> transcript = desk.transcript(conversation);
            assertThat(transcript)
                    .filteredOn(entry -> entry.path("kind").asText().equals("message"))
                    .hasSize(1);
            assertThat(transcript)
                    .extracting(entry -> entry.path("event").path("reason").asText())
                    .contains("mail/vacation");
            assertThat(desk.transcript(conversation))
                    .extracting(entry -> entry.path("event").path("type").asText())
                    .doesNotContain("reopened");
        }
    }

    /// An automatic answer from an address that never wrote to us is somebody's machine and no customer.
    @Test
    @Order(4)
    void aMachineNobodyKnowsIsNoCustomer(Installation installation) throws Exception {
        String address = "robot-" + run + "@customers.test";
        byte[] answer = ("From: " + address + "\r\nTo: " + installation.mailbox()
                        + "\r\nSubject: Automatic reply: hello\r\nAuto-Submitted: auto-replied\r\nMessage-ID: <" + run
                        + "@robot.test>\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\n\r\nI am away. " + run + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        MailCustomer.deliver(installation, answer, address, installation.mailbox());
        Desk desk = Desk.of(installation);
        String after = "after the robot " + run;
        MailCustomer.deliver(
                installation,
                letter("b-" + run, installation.mailbox(), after),
                "b@customers.test",
                installation.mailbox());
        conversation(desk, after);
        assertThat(Tables.strings(
                        installation, "routing", "SELECT value FROM address WHERE value LIKE '%robot-" + run + "%'"))
                .isEmpty();
        assertThat(Tables.strings(
                        installation,
                        "ingest",
                        "SELECT reason FROM quarantine WHERE reason LIKE 'written by a machine%'"))
                .isNotEmpty();
    }

    @Test
    @Order(5)
    void aStrangerWhoQuotesOurMailSeesAndJoinsNothing(Installation installation) throws Exception {
        Desk desk = Desk.of(installation);
        String anna = "anna-" + run + "@customers.test";
        MailCustomer annaMails = new MailCustomer(installation, anna, "secret");
        annaMails.sends(letter(anna, installation.mailbox(), "My order " + run), installation.mailbox());
        String annas = conversation(desk, "My order " + run);
        answer(desk, annas, "A secret of Anna's " + run);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !annaMails.inbox().isEmpty());
        MimeMessage ours = annaMails.inbox().getFirst();
        String id = ours.getMessageID();
        assertThat(id).matches("<[0-9a-f-]{36}\\.1\\.[0-9a-v]{45}@.*>");
        String token = id.substring(id.indexOf(".1.") + 3, id.indexOf('@'));
        String[] mailbox = installation.mailbox().split("@");

        String eve = "eve-" + run + "@customers.test";
        byte[] stranger = ("From: Eve <" + eve + ">\r\nTo: " + mailbox[0] + "+" + token + "@" + mailbox[1]
                        + "\r\nSubject: Re: My order " + run + "\r\nIn-Reply-To: " + id + "\r\nReferences: " + id
                        + "\r\nMessage-ID: <eve-" + run + "@x.test>\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\n\r\n"
                        + "Send it to my address " + run + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        MailCustomer.deliver(installation, stranger, eve, installation.mailbox());
        String eves = conversation(desk, "Send it to my address " + run);
        assertThat(eves).isNotEqualTo(annas);
        assertThat(texts(desk, eves)).noneMatch(text -> text.contains("secret of Anna"));
        assertThat(texts(desk, annas)).noneMatch(text -> text.contains("Send it to my address"));
        JsonNode entry = entry(desk, eves, "Send it to my address " + run);
        assertThat(entry.path("letter").path("quoted").path("conversation").asText())
                .isEqualTo(annas);

        annaMails.sends(answerTo(ours, anna, installation.mailbox(), "Thank you " + run), installation.mailbox());
        assertThat(conversation(desk, "Thank you " + run)).isEqualTo(annas);
        assertThat(entry(desk, annas, "Thank you " + run)
                        .path("letter")
                        .path("quoted")
                        .isObject())
                .as("her own conversation is no other")
                .isFalse();
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void pair(List<Callable<Void>> all, Step step) {
        all.add(delivery(step));
        all.add(delivery(step));
    }

    private static Callable<Void> delivery(Step step) {
        return () -> {
            step.run();
            return null;
        };
    }

    private static void together(List<Callable<Void>> all) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> each : threads.invokeAll(all)) {
                each.get();
            }
        }
    }

    private static byte[] letter(String from, String to, String text) {
        String address = from.contains("@") ? from : from + "@customers.test";
        return MailCustomer.letter(address, to, "Subject of " + text, text);
    }

    private static byte[] vacation(String address, MimeMessage answered, boolean marked) throws Exception {
        String mark = marked ? "Auto-Submitted: auto-replied\r\nX-Autoreply: yes\r\n" : "";
        return ("From: " + address + "\r\nTo: " + answered.getFrom()[0] + "\r\nSubject: Automatic reply: "
                        + answered.getSubject() + "\r\n" + mark + "In-Reply-To: " + answered.getMessageID()
                        + "\r\nMessage-ID: <" + UUID.randomUUID() + "@customers.test>\r\n"
                        + "Date: Tue, 24 Nov 2026 10:00:00 +0000\r\n\r\nI am on holiday.\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] answerTo(MimeMessage mail, String from, String to, String text) throws Exception {
        return ("From: " + from + "\r\nTo: " + to + "\r\nSubject: Re: " + mail.getSubject() + "\r\nIn-Reply-To: "
                        + mail.getMessageID() + "\r\nMessage-ID: <" + UUID.randomUUID() + "@customers.test>\r\n"
                        + "Date: Tue, 24 Nov 2026 10:00:00 +0000\r\n\r\n" + text + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void answer(Desk desk, String conversation, String text) {
        Map<String, Object> body = new HashMap<>();
        body.put("text", text);
        body.put("attachments", List.of());
        desk.ask("PUT", "/api/inbox/conversations/" + conversation + "/replies/" + UUID.randomUUID(), body)
                .ok();
    }

    /// The conversation in which a customer says so, once it is there.
    private static String conversation(Desk desk, String text) {
        return await().atMost(PATIENCE)
                .until(
                        () -> desk.conversations().stream()
                                .map(row -> row.path("id").asText())
                                .filter(id -> texts(desk, id).stream().anyMatch(said -> said.contains(text)))
                                .findFirst()
                                .orElse(""),
                        id -> !id.isEmpty());
    }

    private static List<String> texts(Desk desk, String conversation) {
        return desk.transcript(conversation).stream()
                .map(entry -> entry.path("text").asText())
                .toList();
    }

    private static JsonNode entry(Desk desk, String conversation, String text) {
        return desk.transcript(conversation).stream()
                .filter(entry -> entry.path("text").asText().contains(text))
                .findFirst()
                .orElseThrow();
    }

    /// How many messages of customers begin so.
    private static long said(Desk desk, String text) {
        return desk.conversations().stream()
                .flatMap(row -> desk.transcript(row.path("id").asText()).stream())
                .filter(entry -> entry.path("kind").asText().equals("message")
                        && entry.path("text").asText().startsWith(text))
                .count();
    }
}
