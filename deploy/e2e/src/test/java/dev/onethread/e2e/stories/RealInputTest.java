package dev.onethread.e2e.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.e2e.actors.Desk;
import dev.onethread.e2e.actors.Installation;
import dev.onethread.e2e.actors.MailCustomer;
import dev.onethread.e2e.actors.TelegramCustomer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What real programs send goes through the doors of the running system; nothing of it disappears, whatever
/// it is.
@ExtendWith(Running.class)
@Order(3)
class RealInputTest {
    private static final String RELAY = "relay@customers.test";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void everyRealMailStandsInATranscriptOrInQuarantine(Installation installation) throws Exception {
        Map<String, byte[]> missing = new HashMap<>();
        for (byte[] mail : Corpora.mails()) {
            MailCustomer.deliver(installation, mail, RELAY, installation.mailbox());
            missing.put(MailCustomer.storedSha256(mail, RELAY), mail);
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            missing.keySet().removeAll(mailsKnown(installation));
            assertThat(missing.values()).extracting(RealInputTest::begin).isEmpty();
        });
        theOthersFlowOn(installation);
    }

    @Test
    void everyRealUpdateStandsInATranscriptOrInQuarantine(Installation installation) throws Exception {
        List<JsonNode> updates = Corpora.telegramUpdates();
        TelegramCustomer door = TelegramCustomer.named(installation, 700_000_000, "Relay");
        Set<String> missing = new TreeSet<>();
        for (JsonNode update : updates) {
            ObjectNode numbered = update.deepCopy();
            numbered.remove("update_id");
            missing.add(Long.toString(door.sends(numbered)));
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            missing.removeAll(updatesKnown(installation));
            assertThat(missing).isEmpty();
        });
        theOthersFlowOn(installation);
    }

    private static void theOthersFlowOn(Installation installation) {
        TelegramCustomer customer = TelegramCustomer.named(installation, 700_000_001, "Somebody else");
        String text = "still here " + System.nanoTime();
        customer.says(text);
        Desk desk = Desk.of(installation);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(desk.conversations())
                        .extracting(conversation -> conversation.path("preview").asText())
                        .contains(text));
    }

    /// The SHA-256 of every mail that stands in quarantine, or whose message stands in a transcript:
    /// Kafka's record of it names both the message and the bytes it was read from.
    private static Set<String> mailsKnown(Installation installation) throws SQLException {
        Set<String> known = new TreeSet<>(
                Tables.strings(installation, "ingest", "select sha256 from quarantine where channel = 'mail'"));
        Set<String> placed = new TreeSet<>(
                Tables.strings(installation, "ticket", "select message_id from entry where message_id like 'mail:%'"));
        // What a machine sent is kept beside the conversation and is no entry.
        placed.addAll(Tables.strings(installation, "routing", "select id from customer_act where id like 'mail:%'"));
        Received.mails(installation).forEach((sha256, message) -> {
            if (placed.contains(message)) {
                known.add(sha256);
            }
        });
        return known;
    }

    private static String begin(byte[] mail) {
        return new String(mail, 0, Math.min(mail.length, 400), StandardCharsets.ISO_8859_1);
    }

    private static Set<String> updatesKnown(Installation installation) throws SQLException {
        Set<String> known = new TreeSet<>();
        String update = "substring(%s from '[0-9]+$')";
        known.addAll(Tables.strings(
                installation,
                "ticket",
                "select " + update.formatted("message_id") + " from entry where message_id like 'telegram:%'"));
        known.addAll(Tables.strings(
                installation,
                "routing",
                "select " + update.formatted("id") + " from customer_act where id like 'telegram:%'"));
        known.addAll(Tables.strings(
                installation,
                "ingest",
                "select " + update.formatted("identity") + " from quarantine where channel = 'telegram'"));
        return known;
    }
}
