package dev.onethread.e2e.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.e2e.actors.Agent;
import dev.onethread.e2e.actors.Installation;
import dev.onethread.e2e.actors.MailCustomer;
import dev.onethread.e2e.actors.TelegramCustomer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// Somebody who wrote by Telegram and by mail asks for all we hold of them, and then to be forgotten, while they go on
/// writing. Their mark stands in their name, their addresses, their words and their files; afterwards it stands
/// nowhere.
@ExtendWith(Running.class)
@Order(5)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ErasureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> DATABASES = List.of("ingest", "routing", "ticket", "notifier");
    private static final String TABLES = """
            select table_name from information_schema.tables
            where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history'""";

    private final String mark =
            "erase" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41), 36);
    private final String mail = mark + "@customers.test";
    private final long chat = ThreadLocalRandom.current().nextLong(800_000_000_000L, 900_000_000_000L);
    private TelegramCustomer kim;
    private Agent anna;
    private Agent chief;
    private String customer = "";
    private String conversation = "";

    @BeforeAll
    void theyWriteEverywhere(Installation installation) throws Exception {
        anna = Agent.signsIn(installation, "anna", installation.password("anna"));
        anna.is("AVAILABLE");
        chief = Agent.signsIn(installation, "admin", installation.password("admin"));
        kim = TelegramCustomer.named(installation, chat, "Kim " + mark);
        kim.says("hello " + mark);
        byte[] letter = withFile(mail, installation.mailbox(), "About " + mark, "words " + mark, mark + ".txt");
        MailCustomer.deliver(installation, letter, mail, installation.mailbox());
        garbage(installation);
        machine(installation);
        conversation = conversationOf(installation, "hello " + mark);
        String other = conversationOf(installation, "words " + mark);
        chief.ask(
                        "PUT",
                        "/api/routing/merges/" + UUID.randomUUID(),
                        Map.of("survivor", conversation, "absorbed", other))
                .ok();
        customer = chief.ask("GET", "/api/routing/conversations/" + conversation + "/profile", null)
                .ok()
                .path("customer")
                .asText();
        chief.ask(
                        "PATCH",
                        "/api/routing/customers/" + customer + "/attributes",
                        Map.of("attributes", Map.of("plan", mark)))
                .ok();
        anna.ask(
                        "PUT",
                        "/api/routing/customers/" + customer + "/notes/" + UUID.randomUUID(),
                        Map.of("text", "note " + mark))
                .ok();
        anna.replies(conversation, "answer " + mark);
        sent(installation, "answer " + mark);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(traces(installation)).containsKeys("routing", "ticket", "notifier"));
    }

    @AfterAll
    void goHome() {
        anna.close();
        chief.close();
    }

    @Test
    @Order(1)
    void allThatIsHeldCanBeTakenAwayAndItIsKnownWhoDid(Installation installation) throws Exception {
        String export = "/api/routing/exports/" + UUID.randomUUID();
        assertThat(anna.ask("PUT", export, Map.of("customer", customer)).status())
                .isEqualTo(403);
        chief.ask("PUT", export, Map.of("customer", customer)).ok();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(chief.ask("GET", export, null)
                                .ok()
                                .path("state")
                                .asText())
                        .isEqualTo("done"));

        Map<String, byte[]> archive = unpacked(download(installation, export + "/archive"));
        for (String service : DATABASES) {
            assertThat(archive).containsKey(service + "-service.json");
        }
        assertThat(text(archive.get("ticket-service.json")))
                .contains("hello " + mark, "words " + mark, "answer " + mark);
        assertThat(text(archive.get("notifier-service.json"))).contains("answer " + mark);
        assertThat(text(archive.get("routing-service.json"))).contains("note " + mark);
        assertThat(archive.keySet()).anyMatch(name -> name.startsWith("files/") && name.endsWith(mark + ".txt"));
        assertThat(chief.ask("GET", export, null).ok().at("/downloads/0/by").asText())
                .isEqualTo("admin");
    }

    @Test
    @Order(2)
    void theyAreForgottenEverywhereWhileTheyWriteAndTheReceiptSaysSo(Installation installation) throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        Thread racing = Thread.ofVirtual().start(() -> {
            for (int number = 0; writing.get(); number++) {
                kim.says("racing " + number);
            }
        });
        String erasure = "/api/routing/erasures/" + UUID.randomUUID();
        JsonNode asked = chief.ask("PUT", erasure, Map.of("customer", customer)).ok();
        assertThat(asked.path("logGoneBy").asText())
                .isGreaterThan(asked.path("at").asText());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(chief.ask("GET", erasure, null)
                                .ok()
                                .path("state")
                                .asText())
                        .isEqualTo("done"));
        writing.set(false);
        racing.join();

        // The name and the chat's number are a new customer's, should they have written after it; the rest is nobody's.
        JsonNode receipt = chief.ask("GET", erasure, null).ok();
        assertThat(receipt.toString().toLowerCase(Locale.ROOT)).doesNotContain(mark);
        for (String service : DATABASES) {
            assertThat(receipt.path("parts").findValuesAsText("service")).contains(service + "-service");
        }
        assertThat(counts(receipt, "ticket-service")).contains("entry", "conversation", "blobs");
        assertThat(counts(receipt, "notifier-service")).contains("reply", "delivery");
        assertThat(counts(receipt, "ingest-service")).contains("quarantine");
        assertThat(counts(receipt, "routing-service")).contains("placed_message", "dead_letter");
        assertThat(counts(receipt, "dispatcher")).contains("decision", "conversation");
        for (String said : List.of("hello " + mark, "words " + mark, "answer " + mark, "note " + mark, mail)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(traces(installation, said)).as(said).isEmpty());
        }
        assertThat(files(installation)).isEmpty();
        assertThat(anna.ask("GET", "/api/inbox/conversations/" + conversation, null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Order(3)
    void whoWritesFromThereLaterIsSomebodyNew(Installation installation) throws Exception {
        TelegramCustomer again = TelegramCustomer.named(installation, chat, "Somebody");
        again.says("again after all");
        MailCustomer.deliver(
                installation,
                MailCustomer.letter(mail, installation.mailbox(), "Again", "and by mail"),
                mail,
                installation.mailbox());
        String fresh = conversationOf(installation, "again after all");
        String byMail = conversationOf(installation, "and by mail");
        assertThat(fresh).isNotEqualTo(conversation);
        assertThat(byMail).isNotIn(conversation, fresh);
        anna.replies(byMail, "welcome back " + byMail);
        sent(installation, "welcome back " + byMail);
    }

    private static String conversationOf(Installation installation, String said) {
        String find = "select conversation::text from entry where text like '%" + said + "%' limit 1";
        return await().atMost(PATIENCE)
                .until(() -> Tables.strings(installation, "ticket", find), found -> !found.isEmpty())
                .getFirst();
    }

    /// The answer has left on its channel.
    private static void sent(Installation installation, String said) {
        String state = "select delivery_state from entry where kind = 'reply' and text = '" + said + "'";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Tables.strings(installation, "ticket", state))
                        .containsAnyOf("sent", "delivered", "read"));
    }

    /// A record of theirs that nobody can read.
    private void garbage(Installation installation) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", "127.0.0.1:" + installation.port("kafka"), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            byte[] value = ("{\"value\": \"" + mail + "\", broken").getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>("messages.received", "broken", value))
                    .get();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(traces(installation, mail).getOrDefault("routing", List.of()))
                        .contains("dead_letter"));
    }

    /// What a machine wrote for them is in quarantine.
    private void machine(Installation installation) throws Exception {
        String letter = "From: <" + mail + ">\r\nTo: <" + installation.mailbox() + ">\r\nSubject: Away " + mark
                + "\r\nAuto-Submitted: auto-replied\r\nMessage-ID: <away-" + mark + "@customers.test>\r\n"
                + "Date: Tue, 1 Dec 2026 10:00:00 +0000\r\n\r\nI am away " + mark + "\r\n";
        MailCustomer.deliver(installation, letter.getBytes(StandardCharsets.UTF_8), mail, installation.mailbox());
        String kept = "select count(*) from quarantine where kept_at > now() - interval '5 minutes'";
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(Tables.strings(installation, "ingest", kept)).doesNotContain("0"));
    }

    private static byte[] withFile(String from, String to, String subject, String text, String file) {
        return ("From: <" + from + ">\r\nTo: <" + to + ">\r\nSubject: " + subject + "\r\nMessage-ID: <"
                        + UUID.randomUUID() + "@customers.test>\r\nDate: Tue, 1 Dec 2026 10:00:00 +0000\r\n"
                        + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n--b\r\n"
                        + "Content-Type: text/plain; name=\"" + file
                        + "\"\r\nContent-Disposition: attachment; filename=\""
                        + file + "\"\r\n\r\nfile of " + file + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, List<String>> traces(Installation installation) throws SQLException {
        return traces(installation, mark);
    }

    /// Where a word stands: by database, the tables; bytes too.
    private static Map<String, List<String>> traces(Installation installation, String word) throws SQLException {
        String bytes = HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8));
        Map<String, List<String>> traces = new HashMap<>();
        for (String database : DATABASES) {
            for (String table : Tables.strings(installation, database, TABLES)) {
                String found = Tables.strings(
                                installation,
                                database,
                                "select count(*) from \"" + table + "\" t where t::text ilike '%" + word
                                        + "%' or t::text like '%" + bytes + "%'")
                        .getFirst();
                if (!found.equals("0")) {
                    traces.computeIfAbsent(database, each -> new ArrayList<>()).add(table);
                }
            }
        }
        return traces;
    }

    /// The kept files in which the mark stands.
    private List<Path> files(Installation installation) throws IOException {
        Path blobs = installation.data().resolve("blobs");
        assertThat(blobs).isDirectory();
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(blobs)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (Files.exists(file)
                        && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                                .toLowerCase(Locale.ROOT)
                                .contains(mark)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static List<String> counts(JsonNode receipt, String service) {
        for (JsonNode part : receipt.path("parts")) {
            if (part.path("service").asText().equals(service)) {
                return part.path("counts").findValuesAsText("what");
            }
        }
        return List.of();
    }

    private byte[] download(Installation installation, String path) throws Exception {
        JsonNode session = installation
                .http()
                .ask(
                        "POST",
                        "/api/inbox/session",
                        Map.of("user", "admin", "password", installation.password("admin")),
                        Map.of())
                .ok();
        HttpRequest request = HttpRequest.newBuilder(URI.create(installation.url() + path))
                .header("Authorization", "Bearer " + session.path("accessToken").asText())
                .build();
        HttpResponse<byte[]> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static Map<String, byte[]> unpacked(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
