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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What real programs send goes through the doors of the running system; nothing of it disappears, whatever it is.
@ExtendWith(Running.class)
@Order(2)
class RealInputTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void everyRealMailStandsInATranscriptOrInQuarantine(Installation installation) throws Exception {
        List<byte[]> mails = Corpora.mails();
        String to = installation.mailbox();
        long before = taken(installation, "mail") + quarantined(installation, "mail");
        for (byte[] mail : mails) {
            MailCustomer.deliver(installation, mail, "relay@customers.test", to);
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(taken(installation, "mail") + quarantined(installation, "mail") - before)
                                .isGreaterThanOrEqualTo(distinct(mails)));
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

    /// The collection holds some mails several times with other line ends or subjects. A mail is one and the same when
    /// Message-ID, From, Date and body are, and stands once.
    private static long distinct(List<byte[]> mails) {
        return mails.stream().map(RealInputTest::identity).distinct().count();
    }

    private static List<String> identity(byte[] mail) {
        String text = new String(mail, StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n")
                .stripTrailing();
        int end = text.indexOf("\n\n");
        String head = end < 0 ? text : text.substring(0, end);
        List<String> identity = new ArrayList<>();
        for (String name : List.of("message-id:", "from:", "date:")) {
            identity.add(head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name))
                    .findFirst()
                    .orElse(""));
        }
        identity.add(end < 0 ? "" : text.substring(end));
        return identity;
    }

    /// Messages and acts of a channel that stand in a transcript.
    private static long taken(Installation installation, String channel) throws SQLException {
        return count(installation, "ticket", "select count(*) from entry where message_id like '" + channel + ":%'")
                + count(installation, "routing", "select count(*) from customer_act where id like '" + channel + ":%'");
    }

    private static long quarantined(Installation installation, String channel) throws SQLException {
        return count(installation, "ingest", "select count(*) from quarantine where channel = '" + channel + "'");
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

    private static long count(Installation installation, String database, String question) throws SQLException {
        return Long.parseLong(Tables.strings(installation, database, question).getFirst());
    }
}
